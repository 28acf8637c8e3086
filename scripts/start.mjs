// npm start: sets up, then serves the page and prints its address. A busy port moves on.
import { setUp, root } from './setup.mjs';
import { freePort } from './lib/serve.mjs';

setUp();
const { createServer } = await import('vite');

const server = await createServer({
  root,
  clearScreen: false,
  server: { port: await freePort(5173), strictPort: false },
});
await server.listen();
console.log(`Inside the reactor: ${server.resolvedUrls?.local[0] ?? ''}`);
console.log('Press Ctrl+C to stop.');
