import { execFileSync } from 'node:child_process';
import { platform } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const program = fileURLToPath(new URL('closed_port.py', import.meta.url));

/** The kernel that the oracle and the simulator copy is Linux's; the workload 50-closed-port has each of these cases. */
it('a real Linux kernel refuses at a closed port, and resets what nobody has accepted', () => {
  expect(platform()).toBe('linux');
  const facts: unknown = JSON.parse(execFileSync('python3', [program], { encoding: 'utf8' }));
  expect(facts).toEqual({
    'queued, close': ['ECONNRESET', 'ECONNRESET', 'ECONNRESET'],
    'queued, shutdown': ['ECONNRESET', 'ECONNRESET', 'ECONNRESET'],
    'later, close': 'ECONNREFUSED',
    'later, shutdown': 'ECONNREFUSED',
    'half open, told': false,
    'half open, sends': 'ECONNRESET',
    'listens twice': 'EADDRINUSE',
    accepted: 'hi',
  });
});
