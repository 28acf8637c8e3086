import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonPath } from '../../scripts/python.mjs';

// What the scenarios say of asyncio and Node, where it is not what everybody knows.
const FOLDER = join('tests', 'course', 'elsewhere');

function lines(command: string, file: string, ...args: string[]): string[] {
  const run = spawnSync(command, [join(FOLDER, file), ...args], {
    encoding: 'utf8',
    timeout: 50_000,
  });
  expect(run.stderr).toBe('');
  return run.stdout.trim().split('\n');
}

test('asyncio reads before it runs late timers, so a client that was heard stays', () => {
  expect(lines(pythonPath(), 'after_block.py')).toEqual(['read block', 'read ping', 'timer']);
}, 60_000);

test('Node runs late timers before it reads, and the kernel accepts during a block', () => {
  // The program goes on only after a client has connected during the block.
  expect(lines(process.execPath, 'after_block.mjs')).toEqual(['read block', 'timer', 'read ping']);
}, 60_000);

test('Node reads first where a timer blocked, as Twisted does', () => {
  const order = ['read block', 'read ping', 'timer'];
  expect(lines(process.execPath, 'after_block.mjs', 'timer')).toEqual(order);
}, 60_000);
