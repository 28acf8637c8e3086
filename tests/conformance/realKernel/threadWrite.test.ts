import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { twistedPython } from '../runOracle';

const program = fileURLToPath(new URL('thread_write.py', import.meta.url));

it('what a worker writes lies in real select until something else comes; in epoll, and by callFromThread, it does not', () => {
  const { python } = twistedPython();
  const ms = JSON.parse(execFileSync(python, [program], { encoding: 'utf8' })) as Record<
    string,
    number
  >;
  const half = 500;
  expect(Object.entries(ms).map(([way, lay]) => [way, lay > half])).toEqual([
    ['select write', true],
    ['select callFromThread', false],
    ['epoll write', false],
    ['epoll callFromThread', false],
  ]);
});
