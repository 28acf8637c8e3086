// npm run build: the static site in dist/. SITE_URL=https://… adds what needs an absolute address.
import { setUp, root } from './setup.mjs';

setUp();
const { build } = await import('vite');
try {
  await build({ root, logLevel: process.argv.includes('--quiet') ? 'warn' : 'info' });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
