import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonPath } from '../../scripts/python.mjs';

// What one-turn says of asyncio and Node.

function lines(command: string, file: string): string[] {
  const path = join('tests', 'course', 'elsewhere', file);
  const run = spawnSync(command, [path], { encoding: 'utf8', timeout: 50_000 });
  expect(run.stderr).toBe('');
  return run.stdout.trim().split('\n');
}

test('asyncio: call_soon waits for the next pass, and write sends at once', () => {
  expect(lines(pythonPath(), 'one_turn.py')).toEqual(['unsent 0', 'next line', 'call_soon']);
}, 60_000);

test('Node: nextTick comes before the loop goes on, setImmediate after the sockets', () => {
  expect(lines(process.execPath, 'one_turn.mjs')).toEqual([
    'next line',
    'nextTick',
    'setImmediate',
  ]);
}, 60_000);
