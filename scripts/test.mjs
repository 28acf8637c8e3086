// npm test: sets up, Python too, finds a browser, runs everything that can fail, and counts.
// The last line of standard output is `N passed, N failed`. Exit code 1 if anything failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { findBrowser, variable } from './browser.mjs';
import { capture } from './lib/command.mjs';
import { freePort } from './lib/serve.mjs';
import { countUnittest } from './lib/unittest.mjs';
import { pythonEnv, pythonPath, setUpPython } from './python.mjs';
import { root, setUp } from './setup.mjs';

/** @typedef {{ passed: number, failed: number }} Count */
/**
 * `count` reads a runner's own results; without it a step is one test. `needs` names a step without
 * which this one would show nothing. Steps that are `aside` have one core or the network to themselves: they run
 * one after another beside the steps before them.
 * @typedef {{ name: string, command: string[], env?: Record<string, string>,
 *   count?: (code: number, output: string) => Count, needs?: string, aside?: boolean }} Step
 */

setUp();
setUpPython();
/** Chromium, or the engines of the list: in two of them everything takes more than ten minutes. */
const listed = process.env['REACTOR_BROWSERS']?.split(',') ?? ['chromium'];
const browser = listed.includes('chromium') ? findBrowser() : undefined;
/** Looked for, or installed, beside the first steps. @type {Step} */
const firefox = {
  name: 'Firefox',
  command: [process.execPath, 'scripts/browser.mjs', 'firefox'],
  aside: true,
};

const results = join(root, '.cache', 'test');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

/** No step may hang: the longest takes two thirds of this on two cores that do nothing else. */
const limitMs = 1_260_000;

/** @param {string} name a command of an installed package: its script, so no shell is needed */
const bin = (name) => [process.execPath, join(root, 'node_modules', name)];
const unitResults = join(results, 'unit.json');
const browserResults = join(results, 'browser.json');
const aloneResults = join(results, 'alone.json');

/** @type {Step[]} */
const steps = [
  { name: 'build', command: [process.execPath, 'scripts/build.mjs', '--quiet'] },
  {
    name: 'unit tests',
    command: [
      ...bin('vitest/vitest.mjs'),
      ...['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${unitResults}`],
    ],
    count: (code) => countUnit(unitResults, code),
  },
  ...(listed.includes('firefox') ? [firefox] : []),
  {
    name: 'slide tools and their decks',
    command: [process.execPath, 'scripts/decks.mjs', '--build'],
    aside: true,
  },
  {
    name: 'tests of the virtual kernel',
    command: [
      ...[pythonPath(), '-B', '-m', 'unittest', 'discover'],
      ...['-t', 'python', '-s', 'python/tests'],
    ],
    count: countPython,
    aside: true,
  },
  {
    name: 'tests of the recorder',
    command: [
      ...[pythonPath(), '-B', '-m', 'unittest', 'discover'],
      ...['-t', 'python/recorder', '-s', 'python/recorder/tests'],
    ],
    count: countPython,
    aside: true,
  },
  {
    name: 'types of the core',
    command: [...bin('typescript/bin/tsc'), '-p', 'tsconfig.core.json'],
    aside: true,
  },
  {
    // Of components and of all else that tsconfig.json includes.
    name: 'types',
    command: [...bin('svelte-check/bin/svelte-check'), '--fail-on-warnings'],
    aside: true,
  },
  {
    name: 'lint',
    command: [...bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
    aside: true,
  },
  { name: 'format', command: [...bin('prettier/bin/prettier.cjs'), '--check', '.'], aside: true },
  {
    name: 'browser tests',
    command: [
      ...bin('@playwright/test/cli.js'),
      ...['test', '--grep-invert=@alone', '--reporter=line,json'],
    ],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: browserResults },
    count: (code) => countBrowser(browserResults, code),
    needs: 'build',
  },
  {
    // What takes the time of a task has no other test beside it.
    name: 'long tasks',
    command: [
      ...bin('@playwright/test/cli.js'),
      ...['test', '--grep=@alone', '--workers=1', '--reporter=line,json'],
    ],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: aloneResults },
    count: (code) => countBrowser(aloneResults, code),
    needs: 'build',
  },
];

/** @type {NodeJS.ProcessEnv} */
const env = {
  ...pythonEnv(process.env),
  ...(browser && { [variable]: browser }),
  REACTOR_TEST_PORT: String(await freePort(4180)),
  REACTOR_DECKS_PORT: String(await freePort(5180)),
  NO_COLOR: '1',
};

const run = (/** @type {Step} */ step) =>
  capture(step.command, { env: { ...env, ...step.env }, limitMs });

/** @type {Map<Step, ReturnType<typeof run>>} */
const aside = new Map();
let before = Promise.resolve();
for (const step of steps.filter(({ aside }) => aside)) {
  const result = before.then(() => run(step));
  aside.set(step, result);
  before = result.then(() => undefined);
}
/** What failed, each with the beginning of what it said. @type {string[]} */
const failures = [];
const total = { passed: 0, failed: 0 };
/** @type {Set<string>} */
const broken = new Set();
for (const step of steps) {
  if (step.needs && broken.has(step.needs)) {
    total.failed += 1;
    console.log(`${step.name}: not run, because of the ${step.needs}: 0 passed, 1 failed`);
    continue;
  }
  const started = Date.now();
  const { code, output } = await (aside.get(step) ?? run(step));
  const count = step.count?.(code, output) ?? {
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
  };
  total.passed += count.passed;
  total.failed += count.failed;
  if (count.failed > 0) {
    broken.add(step.name);
    console.log(output.trimEnd());
    if (!step.count) keepFailure(step.name, output);
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${step.name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`);
}
// Once more at the end, where whoever reads the end of a log finds them.
for (const failure of failures) console.log(`\nfailed: ${stripVTControlCharacters(failure)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed`);

/** @param {string} file */
function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * A runner that fails without a failing test (a file that does not load, a test that was left out)
 * counts as one failure.
 * @param {number} passed @param {number} failed @param {number} code
 */
function honest(passed, failed, code) {
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

/** @param {string} name @param {string} message */
function keepFailure(name, message) {
  failures.push([name, ...message.split('\n').slice(0, 15)].join('\n  '));
}

/** @param {string} file @param {number} code @returns {Count} */
function countUnit(file, code) {
  const json = readJson(file);
  if (!json) return { passed: 0, failed: 1 };
  /** @typedef {{ status: string, fullName: string, failureMessages: string[] }} Test */
  const files =
    /** @type {{ status: string, name: string, message: string, assertionResults: Test[] }[]} */ (
      json.testResults
    );
  const unloaded = files.filter((f) => f.status === 'failed' && f.assertionResults.length === 0);
  for (const { name, message } of unloaded) keepFailure(name, message);
  for (const test of files.flatMap((f) => f.assertionResults)) {
    if (test.status === 'failed') keepFailure(test.fullName, test.failureMessages.join('\n'));
  }
  // A skipped test proves nothing: it counts as failed, so that none stays behind unseen.
  const skipped = json.numPendingTests + json.numTodoTests;
  return honest(json.numPassedTests, json.numFailedTests + unloaded.length + skipped, code);
}

/** @param {number} code @param {string} output @returns {Count} */
function countPython(code, output) {
  const { failures, ...count } = countUnittest(code, output);
  for (const failure of failures) keepFailure('tests in python/', failure);
  return count;
}

/** @param {string} file @param {number} code @returns {Count} */
function countBrowser(file, code) {
  const { stats, suites } = readJson(file) ?? {};
  if (!stats) return { passed: 0, failed: 1 };
  for (const spec of suites.flatMap(specsOf)) {
    if (spec.ok) continue;
    const { error } = spec.tests[0]?.results.at(-1) ?? {};
    keepFailure(`${spec.file}:${spec.line} ${spec.title}`, error?.stack ?? error?.message ?? '');
  }
  return honest(stats.expected, stats.unexpected + stats.flaky + stats.skipped, code);
}

/**
 * @typedef {{ ok: boolean, file: string, line: number, title: string,
 *   tests: { results: { error?: { message?: string, stack?: string } }[] }[] }} Spec
 * @typedef {{ specs: Spec[], suites?: Suite[] }} Suite
 */
/** The tests of a file or a block, at any depth. @param {Suite} suite @returns {Spec[]} */
function specsOf({ specs, suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}
