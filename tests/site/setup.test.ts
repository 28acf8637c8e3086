import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** A project with nothing but its lock file, and an npm that only notes that it was called. */
let folder: string;

const fakeNpm = `
  const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
  appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
  if (process.env.NPM_FAILS) { console.error('the registry is away'); process.exit(1); }
  mkdirSync('node_modules', { recursive: true });
  writeFileSync('node_modules/.package-lock.json', '{}');
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'));
  mkdirSync(join(folder, 'scripts'));
  cpSync('scripts/setup.mjs', join(folder, 'scripts/setup.mjs'));
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  writeFileSync(join(folder, 'npm.js'), fakeNpm);
});

afterEach(() => rmSync(folder, { recursive: true }));

function setUp(env: Record<string, string> = {}): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/setup.mjs'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, npm_execpath: join(folder, 'npm.js'), ...env },
  });
  return { status, output: stdout + stderr };
}

const calls = (): number =>
  existsSync(join(folder, 'calls'))
    ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n').length
    : 0;

test('installs when node_modules is missing, and says why, once', () => {
  expect(setUp()).toEqual({
    status: 0,
    output: 'Setting up: npm ci, because node_modules is missing.\n',
  });
  expect(setUp()).toEqual({ status: 0, output: '' });
  expect(calls()).toBe(1);
});

test('installs again when the lock file is newer', () => {
  setUp();
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(folder, 'package-lock.json'), later, later);
  expect(setUp().output).toContain('node_modules is older than package-lock.json');
  expect(calls()).toBe(2);
});

test('fails with what npm said', () => {
  const { status, output } = setUp({ NPM_FAILS: '1' });
  expect(status).toBe(1);
  expect(output).toContain('the registry is away');
});

test('leaves alone what a link leads to', () => {
  mkdirSync(join(folder, 'elsewhere'));
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'node_modules'));
  const { status, output } = setUp();
  expect(status).toBe(1);
  expect(output).toContain('it is a link');
  expect(calls()).toBe(0);
});
