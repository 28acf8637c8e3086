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

test('Node: new Promise runs its function in the caller’s turn; setTimeout is an engine', () => {
  expect(lines(process.execPath, 'track.mjs')).toEqual([
    'new Promise returned late',
    'timer before',
  ]);
}, 60_000);
