import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonPath } from '../../scripts/python.mjs';

// What the scenarios about Deferreds say of asyncio and Node.

function lines(command: string, file: string): string[] {
  const path = join('tests', 'course', 'elsewhere', file);
  const run = spawnSync(command, [path], { encoding: 'utf8', timeout: 50_000 });
  expect(run.stderr).toBe('');
  return run.stdout.trim().split('\n');
}

test('asyncio: a coroutine that sleeps and awaits what is done holds the loop; asyncio.sleep does not', () => {
  expect(lines(pythonPath(), 'track.py')).toEqual(['report', 'timer after', 'timer before']);
}, 60_000);

test('asyncio: the exception of a task is told when the last reference to it goes', () => {
  const order = ['still held', 'Task exception was never retrieved', 'let go'];
  expect(lines(pythonPath(), 'rails.py')).toEqual(order);
}, 60_000);

test('Node: each then is a job of its own; an unhandled rejection is told before the next timer, though held', () => {
  const told = ['a1 b1 a2 b2 a3 b3', 'unhandled disk full', 'timer'];
  expect(lines(process.execPath, 'rails.mjs')).toEqual(told);
}, 60_000);

test('Node: new Promise runs its function in the caller’s turn; setTimeout is an engine', () => {
  expect(lines(process.execPath, 'track.mjs')).toEqual([
    'new Promise returned late',
    'timer before',
  ]);
}, 60_000);
