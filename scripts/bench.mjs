// npm run bench: measures the figures that the README gives and prints them as a table. It asserts
// nothing: a figure that cannot be had here says why.
import { setUp } from './setup.mjs';
import { runTypeScript } from './lib/tsx.mjs';

setUp();
runTypeScript('bench', 'scripts/bench/main.ts', { python: true });
