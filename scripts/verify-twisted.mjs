// npm run verify:twisted: makes every stored trace again with real Twisted; see tests/conformance/verifyTwisted.ts.
import { runTypeScript } from './lib/tsx.mjs';

runTypeScript('verify:twisted', 'tests/conformance/verifyTwisted.ts', { python: true });
