// The stand-ins' files as they are, on the real kernel: who is answered while A is silent, and how many threads that takes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { pythonPath } from '../../scripts/python.mjs';

/** Any free port instead of 8000, which is told on standard output. */
const RUNNER = `
import runpy, socket, sys
def create_server(address, make=socket.create_server):
    server = make(("127.0.0.1", 0))
    print(server.getsockname()[1], flush=True)
    return server
socket.create_server = create_server
runpy.run_path(sys.argv[1], run_name="__main__")
`;

async function answered(client: Socket): Promise<string> {
  client.write('hi\r\n');
  const [data] = (await once(client, 'data')) as [Buffer];
  return data.toString('latin1');
}

describe('on the real kernel', () => {
  test.each([
    ['select', 1],
    ['threads', 4],
  ])('%s: B and C are answered while A is silent', async (name, threads) => {
    const file = `scenarios/who-is-ready/server-${name}.py`;
    const server = spawn(pythonPath(), ['-c', RUNNER, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const clients: Socket[] = [];
    try {
      const [port] = (await once(server.stdout, 'data')) as [Buffer];
      for (let i = 0; i < 3; i++) {
        const client = connect(Number(port.toString()), '127.0.0.1');
        clients.push(client);
        await once(client, 'connect');
      }
      const [a, b, c] = clients as [Socket, Socket, Socket];
      expect(await answered(b)).toBe('ok\r\n');
      expect(await answered(c)).toBe('ok\r\n');
      const status = `/proc/${server.pid}/status`;
      if (existsSync(status)) {
        expect(readFileSync(status, 'utf8')).toMatch(new RegExp(`^Threads:\\s+${threads}$`, 'm'));
      }
      expect(await answered(a)).toBe('ok\r\n');
      b.end();
      await once(b, 'close');
    } finally {
      for (const client of clients) client.destroy();
      server.kill();
      await once(server, 'exit');
    }
  });
});
