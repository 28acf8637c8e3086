import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** A folder that is the whole path: what is not in it is not on the system. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'browser-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, exitCode: number): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nexit ${exitCode}\n`);
  chmodSync(path, 0o755);
  return path;
}

function find(env: Record<string, string> = {}): {
  status: number | null;
  stdout: string;
  stderr: string;
} {
  return spawnSync(process.execPath, ['scripts/browser.mjs'], {
    encoding: 'utf8',
    env: { PATH: [folder, '/nowhere'].join(delimiter), ...env },
  });
}

test('the one that the variable names comes first', () => {
  program('chromium', 0);
  const mine = program('mine', 0);
  expect(find({ REACTOR_BROWSER: mine }).stdout).toBe(
    `Browser: ${mine}, because REACTOR_BROWSER names it.\n`,
  );
});

test('one that is named and does not run is an error, not passed over', () => {
  program('chromium', 0);
  const { status, stderr } = find({ REACTOR_BROWSER: '/no/such/browser' });
  expect(status).toBe(1);
  expect(stderr).toContain('/no/such/browser does not run');
  expect(stderr).toContain('apt-get install chromium');
});

test('then the system’s, but not a stub that does not run', () => {
  program('chromium', 1);
  const chrome = program('google-chrome', 0);
  expect(find().stdout).toBe(`Browser: ${chrome}, because it is on this system.\n`);
});
