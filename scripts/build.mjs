// npm run build: the static site in dist/. SITE_URL=https://… adds what needs an absolute address.
import { setUp, root } from './setup.mjs';

setUp();
const { build } = await import('vite');
await build({ root, logLevel: process.argv.includes('--quiet') ? 'warn' : 'info' });
