import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonPath } from '../../scripts/python.mjs';

// What defer-to-thread says of asyncio and Node.

function lines(command: string, file: string): string[] {
  const path = join('tests', 'course', 'elsewhere', file);
  const run = spawnSync(command, [path], { encoding: 'utf8', timeout: 50_000 });
  expect(run.stderr).toBe('');
  return run.stdout.trim().split('\n');
}

test('asyncio: a worker calls the function, and the coroutine goes on in the loop’s thread', () => {
  expect(lines(pythonPath(), 'to_thread.py')).toEqual([
    "job in the loop's thread: False",
    "goes on in the loop's thread: True",
    "posted from: ['the worker']",
  ]);
}, 60_000);

test('Node: callbacks of libuv’s threads and messages of workers come to the one thread', () => {
  expect(lines(process.execPath, 'to_thread.mjs')).toEqual([
    'pbkdf2: callback on the main thread true',
    'worker: its code on the main thread false its message here true',
  ]);
}, 60_000);
