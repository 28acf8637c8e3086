// Serves a folder the way GitHub Pages does: `index.html` of a folder, 404.html with status 404.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { createGzip } from 'node:zlib';

/** What a file is, by the end of its name. @type {Record<string, string>} */
export const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Serves `folder` below `base` until the process ends.
 * @param {string} folder
 * @param {{ port: number, base?: string, compress?: boolean }} options base: `/` or `/some/path/`; `compress`: text with
 *   gzip, for who measures what a line takes
 * @returns {Promise<import('node:http').Server>} listening
 */
export function serveFolder(folder, { port, base = '/', compress = false }) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    /** @param {number} status @param {string} file */
    const send = (status, file) => {
      const type = types[extname(file)] ?? 'application/octet-stream';
      const zipped = compress && /^text|json|svg/.test(type);
      response.writeHead(status, {
        'content-type': type,
        // Vite names them by what is in them.
        'cache-control': pathname.includes('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
        ...(zipped ? { 'content-encoding': 'gzip' } : { 'content-length': statSync(file).size }),
      });
      if (request.method === 'HEAD') response.end();
      else if (zipped) createReadStream(file).pipe(createGzip()).pipe(response);
      else createReadStream(file).pipe(response);
    };
    const file = fileFor(folder, base, pathname);
    if (file === 'add a slash') {
      response.writeHead(301, { location: `${pathname}/` }).end();
    } else if (file) {
      send(200, file);
    } else if (existsSync(join(folder, '404.html'))) {
      send(404, join(folder, '404.html'));
    } else {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', () => resolve(server));
  });
}

/**
 * The file that answers, `add a slash` for a folder without one, or undefined.
 * @param {string} folder @param {string} base @param {string} pathname
 */
export function fileFor(folder, base, pathname) {
  if (!pathname.startsWith(base)) return undefined;
  let path;
  try {
    path = normalize(decodeURIComponent(pathname.slice(base.length)));
  } catch {
    return undefined;
  }
  if (path.startsWith('..') || path.includes('\0')) return undefined;
  const file = join(folder, path);
  if (!existsSync(file)) return undefined;
  if (!statSync(file).isDirectory()) return file;
  const index = join(file, 'index.html');
  if (!existsSync(index)) return undefined;
  return pathname.endsWith('/') ? index : 'add a slash';
}

/**
 * The first port from `port` on that nothing answers at.
 * @param {number} port
 * @returns {Promise<number>}
 */
export async function freePort(port) {
  for (; port < 65_536; port += 1) {
    const busy = await Promise.all([answers('127.0.0.1', port), answers('::1', port)]);
    if (!busy.includes(true)) return port;
  }
  throw new Error('every port is busy');
}

/** @param {string} host @param {number} port @returns {Promise<boolean>} */
function answers(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const done = (/** @type {boolean} */ answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.setTimeout(1_000, () => done(true));
  });
}
