import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A copy of the project, so that the real one stays as it is. */
const copy = mkdtempSync(join(tmpdir(), 'new-scenario-'));

const COPIED = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'scripts',
  'scenarios',
  'src',
];

beforeAll(() => {
  for (const name of COPIED) {
    cpSync(name, join(copy, name), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
});

afterAll(() => rmSync(copy, { recursive: true }));

function node(...args: string[]) {
  return spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
}

const make = (...args: string[]) => node('scripts/new-scenario.mjs', ...args);
const table = (): string => readFileSync(join(copy, 'scenarios', 'lessons.ts'), 'utf8');

describe('a new scenario', () => {
  test('is made with all its files, listed, type-checks and runs', { timeout: 120_000 }, () => {
    const made = make('small-try');
    expect(made.stderr).toBe('');
    expect(made.status).toBe(0);
    expect(readdirSync(join(copy, 'scenarios', 'small-try')).sort()).toEqual([
      'aside.ts',
      'bet.ts',
      'clients.ts',
      'facts.ts',
      'scenario.ts',
      'server.py',
      'server.ts',
      'story.ts',
    ]);
    expect(table()).toContain(
      "load: () => import('./small-try/scenario'),\n    aside: () => import('./small-try/aside'),\n  },\n];",
    );
    const config = resolve('.prettierrc.json');
    const listed = join(copy, 'scenarios', 'lessons.ts');
    const form = node(
      'node_modules/prettier/bin/prettier.cjs',
      '--config',
      config,
      '--check',
      listed,
    );
    expect(form.status).toBe(0);

    writeFileSync(
      join(copy, 'tsconfig.new.json'),
      JSON.stringify({ extends: './tsconfig.json', include: ['scenarios/small-try'] }),
    );
    const checked = node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.new.json');
    expect(checked.stdout).toBe('');
    expect(checked.status).toBe(0);

    const run = node('scripts/simulate.mjs', 'small-try', '--pause', '0.5');
    expect(run.stderr).toBe('');
    expect(run.stdout).toContain('A has its answer after 0.54 s.');
  });
});

test('the example in CONTRIBUTING.md is what the command makes', () => {
  const bare = (text: string): string =>
    text
      .replace(/\/\*\*[\s\S]*?\*\//g, '')
      .replace(/\s+/g, '')
      .replace(/,([\])])/g, '$1');
  const templates = readdirSync(join('scripts', 'newScenario'));
  const made = templates.map((name) =>
    bare(readFileSync(join('scripts', 'newScenario', name), 'utf8')),
  );
  const shown = readFileSync('CONTRIBUTING.md', 'utf8').matchAll(
    /```(?:python|ts)\n([\s\S]*?)```/g,
  );
  const blocks = [...shown].map((match) => match[1]!);
  expect(blocks).toHaveLength(5);
  for (const block of blocks) {
    const found = made.some((text) => text.includes(bare(block)));
    expect(found, block).toBe(true);
  }
});

describe('refuses, with one line that says what is allowed, and touches nothing', () => {
  test.each([
    ['no id', [], 'no id given'],
    ['two', ['one', 'two'], 'two: one id'],
    ['capitals', ['Small'], 'found "Small"'],
    ['a path', ['../small'], 'found "../small"'],
    ['a space', ['small try'], 'found "small try"'],
    ['a hyphen at the end', ['small-'], 'found "small-"'],
    ['an option', ['--help'], 'found "--help"'],
    ['too long', ['a'.repeat(41)], 'up to 40'],
    ['an empty one', [''], 'found ""'],
    ['one that exists', ['blocked-reactor'], 'exists already'],
    ['another page’s', ['glossary'], 'address'],
    ['a folder that is no scenario', ['course'], 'exists already'],
  ])('%s', (_, args, problem) => {
    const before = table();
    const { status, stderr } = make(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(problem);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(table()).toBe(before);
    expect(existsSync(join(copy, 'small'))).toBe(false);
  });
});
