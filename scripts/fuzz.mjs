// npm run fuzz -- --seeds A..B: our runs beside real Twisted's; see tests/conformance/fuzz/fuzz.ts.
import { runTypeScript } from './lib/tsx.mjs';

runTypeScript('fuzz', 'tests/conformance/fuzz/fuzz.ts', { python: true });
