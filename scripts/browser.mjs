// Finds a browser for the tests: yours, the system's, Playwright's, or one from the package manager.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

/** Names a Chromium to use: `REACTOR_BROWSER=/path/to/chromium npm test`. */
export const variable = 'REACTOR_BROWSER';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];

const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const installers = [
  ['apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], ['update', '-qq']],
  ['dnf', ['install', '-y', '-q', 'chromium']],
  ['apk', ['add', '--quiet', 'chromium']],
  ['pacman', ['-Sy', '--noconfirm', '--quiet', 'chromium']],
  ['zypper', ['--quiet', '--non-interactive', 'install', 'chromium']],
];

/**
 * A Chromium that is on this machine already, without installing anything.
 * @returns {{ path: string, why: string } | undefined}
 */
export function presentBrowser() {
  const chosen = process.env[variable];
  if (chosen) return { path: chosen, why: `${variable} names it` };
  const system = systemBrowser();
  if (system) return { path: system, why: 'it is on this system' };
  const own = playwrightsOwn();
  return own ? { path: own, why: 'Playwright has it' } : undefined;
}

/**
 * A Chromium, fetched if need be; exits with 1 when there is none to be had.
 * @returns {string} its path
 */
export function findBrowser() {
  const present = presentBrowser();
  if (present) {
    if (!runs(present.path)) {
      fail(`${present.path} does not run (chosen because ${present.why}).`);
    }
    console.log(`Browser: ${present.path}, because ${present.why}.`);
    return present.path;
  }
  console.log('Browser: none on this system, so Playwright downloads its Chromium.');
  run(process.execPath, [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'], {
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000',
  });
  const own = playwrightsOwn();
  if (own) return own;
  if (process.getuid?.() === 0) {
    for (const [command, install, update] of installers) {
      if (!onPath(/** @type {string} */ (command))) continue;
      console.log(`Browser: the download failed, so ${command} installs Chromium (we are root).`);
      if (update) run(/** @type {string} */ (command), /** @type {string[]} */ (update));
      run(/** @type {string} */ (command), /** @type {string[]} */ (install));
      const system = systemBrowser();
      if (system) return system;
    }
  }
  return fail('No browser was found and none could be installed.');
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(
    `${message} Install Chromium or Chrome (Debian: apt-get install chromium), ` +
      `or run "npx playwright install --with-deps chromium", or set ${variable} to a Chromium's path.`,
  );
  process.exit(1);
}

function systemBrowser() {
  const found = [...names.map(onPath), ...places.filter((place) => existsSync(place))];
  return found.find((path) => path !== undefined && runs(path));
}

function playwrightsOwn() {
  try {
    const { chromium } = createRequire(join(root, 'package.json'))('@playwright/test');
    const path = chromium.executablePath();
    return existsSync(path) && runs(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} name @returns {string | undefined} */
function onPath(name) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** A stub that only tells how to install the browser, or one that lacks a library, does not run. */
function runs(/** @type {string} */ path) {
  if (process.platform === 'win32') return existsSync(path); // there, --version opens a window
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/**
 * Runs a command to its end; if it fails, says why in one line.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function run(command, args, env = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 300_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', ...env },
  });
  if (status === 0) return;
  const lines = `${stdout ?? ''}\n${stderr ?? ''}\n${error?.message ?? ''}`.split('\n');
  const why = lines.find((line) => /^E: |error/i.test(line)) ?? lines.findLast((line) => line);
  console.log(`Browser: ${command} ${args.join(' ')}: ${why?.trim() ?? `exit code ${status}`}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) findBrowser();
