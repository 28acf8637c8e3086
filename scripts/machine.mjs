// npm run machine -- <scenario> clients|story [--mermaid]: one of its machines, for Stately's editor or as a picture.
import { runTypeScript } from './lib/tsx.mjs';

runTypeScript('machine', 'scripts/machine/main.ts');
