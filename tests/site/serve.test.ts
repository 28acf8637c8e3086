import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, serveFolder } from '../../scripts/lib/serve.mjs';

let folder: string;
let server: Server;
let port: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
  mkdirSync(join(folder, 'site/chat'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'site/index.html'), 'landing');
  writeFileSync(join(folder, 'site/chat/index.html'), 'chat');
  writeFileSync(join(folder, 'site/404.html'), 'no such page');
  server = await serveFolder(join(folder, 'site'), { port: 0, base: '/some/base/' });
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** Asks for a path as it is written, dots and all. */
function get(path: string): Promise<{ status: number; body: string; location?: string }> {
  return new Promise((resolve, reject) => {
    request({ host: 'localhost', port, path }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => {
        const { location } = response.headers;
        resolve({ status: response.statusCode!, body, ...(location && { location }) });
      });
    })
      .on('error', reject)
      .end();
  });
}

test.each([
  ['/some/base/', 200, 'landing'],
  ['/some/base/chat/', 200, 'chat'],
  ['/some/base/chat/?block=3', 200, 'chat'],
  ['/some/base/nothing/', 404, 'no such page'],
  ['/elsewhere', 404, 'no such page'],
  ['/some/base/../../secret.txt', 404, 'no such page'],
  ['/some/base/%2e%2e/secret.txt', 404, 'no such page'],
  ['/some/base/..%2fsecret.txt', 404, 'no such page'],
  ['/some/base/%ff', 404, 'no such page'],
])('%s gives %i', async (path, status, body) => {
  expect(await get(path)).toEqual({ status, body });
});

test('a folder without its slash gets one', async () => {
  expect(await get('/some/base/chat')).toMatchObject({ status: 301, location: '/some/base/chat/' });
});

test.each(['127.0.0.1', 'localhost', '0.0.0.0'])(
  'a port that %s holds is passed over',
  async (host) => {
    const busy = createServer().listen(0, host);
    await new Promise((resolve) => busy.once('listening', resolve));
    const { port: held } = busy.address() as AddressInfo;
    expect(await freePort(held)).toBeGreaterThan(held);
    busy.close();
  },
);
