import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonPath } from '../../scripts/python.mjs';

// What thread-pool, database and one-baton say of asyncio and Node.

function lines(command: string, file: string, size?: string): string[] {
  const run = spawnSync(command, [join('tests', 'course', 'elsewhere', file)], {
    encoding: 'utf8',
    timeout: 50_000,
    env: { ...process.env, ...(size === undefined ? {} : { UV_THREADPOOL_SIZE: size }) },
  });
  expect(run.stderr).toBe('');
  return run.stdout.trim().split('\n');
}

test('asyncio: looking a name up waits behind the jobs of to_thread', () => {
  expect(lines(pythonPath(), 'thread_pool.py')).toEqual(['default True', 'job look-up']);
}, 60_000);

test('Node: four jobs hold up dns.lookup, and with more threads they do not', () => {
  expect(lines(process.execPath, 'thread_pool.mjs')).toEqual(['behind the jobs']);
  expect(lines(process.execPath, 'thread_pool.mjs', '8')).toEqual(['at once']);
}, 60_000);

test('asyncio: a DB-API call in a coroutine holds the loop, in to_thread it does not', () => {
  expect(lines(pythonPath(), 'database.py')).toEqual(['in a coroutine held', 'in to_thread free']);
}, 60_000);

test('asyncio: crunching in to_thread makes the loop wait for the lock, in a process it does not', () => {
  expect(lines(pythonPath(), 'one_baton.py')).toEqual(['to_thread waits', 'process free']);
}, 60_000);

test('Node: crunching holds the thread, in a Worker it does not', () => {
  expect(lines(process.execPath, 'one_baton.mjs')).toEqual([
    'on the thread held',
    'in a Worker free',
  ]);
}, 60_000);
