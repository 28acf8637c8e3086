// Finds a browser for the tests: yours, the system's, Playwright's, or one from the package manager.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

/** Names a Chromium to use: `REACTOR_BROWSER=/path/to/chromium npm test`. */
export const variable = 'REACTOR_BROWSER';
/** Names a Firefox. */
export const firefoxVariable = 'REACTOR_FIREFOX';
/** Set once a download has failed: the next would, after as long a wait. */
const offline = 'REACTOR_NO_DOWNLOAD';

/** Firefox's protocol is young. Older ones than this were never tried. */
const FIREFOX_FROM = 153;

/**
 * @typedef {'chromium' | 'firefox'} Kind
 * @typedef {{ path: string, why: string }} Found
 */

/**
 * `names` on the path, `places` elsewhere, the `packages` of package managers, and what to do by hand.
 * @type {Record<Kind, { label: string, title: string, variable: string, names: string[],
 *   places: string[], packages: Record<string, string>, hint: string }>}
 */
const kinds = {
  chromium: {
    label: 'Browser',
    title: 'Chromium',
    variable,
    names: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      'chrome',
      'microsoft-edge',
    ],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
    packages: {
      'apt-get': 'chromium',
      dnf: 'chromium',
      apk: 'chromium',
      pacman: 'chromium',
      zypper: 'chromium',
    },
    hint: 'Install Chromium or Chrome (Debian: apt-get install chromium)',
  },
  firefox: {
    label: 'Firefox',
    title: 'Firefox',
    variable: firefoxVariable,
    // Windows' own is not looked for: it cannot start the script that stands before it.
    names: process.platform === 'win32' ? [] : ['firefox-esr', 'firefox'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    packages: {
      'apt-get': 'firefox-esr',
      dnf: 'firefox',
      apk: 'firefox',
      pacman: 'firefox',
      zypper: 'MozillaFirefox',
    },
    hint: `Install Firefox ${FIREFOX_FROM} or newer (Debian: apt-get install firefox-esr)`,
  },
};

/** How a package manager is told to install. @type {Record<string, string[]>} */
const installs = {
  'apt-get': ['install', '-y', '-qq', '--no-install-recommends'],
  dnf: ['install', '-y', '-q'],
  apk: ['add', '--quiet'],
  pacman: ['-Sy', '--noconfirm', '--quiet'],
  zypper: ['--quiet', '--non-interactive', 'install'],
};

/** @type {{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }} */
const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };

/**
 * A browser that is on this machine already, without installing anything.
 * @param {Kind} [kind]
 * @returns {Found | undefined}
 */
export function presentBrowser(kind = 'chromium') {
  const { variable } = kinds[kind];
  const chosen = process.env[variable];
  if (chosen) return { path: chosen, why: `${variable} names it` };
  const system = systemBrowser(kind);
  if (system) return { path: system, why: 'it is on this system' };
  const own = playwrightsOwn(kind);
  return own ? { path: own, why: 'Playwright has it' } : undefined;
}

/**
 * Whether a browser is Playwright's own build, with nothing missing between the two.
 * @param {Kind} kind
 * @param {string} path
 */
export function isPlaywrights(kind, path) {
  return playwrightsOwn(kind) === path;
}

/**
 * A browser, fetched if need be; exits with 1 when there is none to be had.
 * @param {Kind} [kind]
 * @returns {string} its path
 */
export function findBrowser(kind = 'chromium') {
  const { label, title } = kinds[kind];
  const present = presentBrowser(kind);
  if (present) {
    if (!runs(kind, present.path) || !draws(kind, present.path)) {
      fail(kind, `${present.path} does not run (chosen because ${present.why}).`);
    }
    console.log(`${label}: ${present.path}, because ${present.why}.`);
    return present.path;
  }
  const found = download(kind) ?? (process.getuid?.() === 0 ? install(kind) : undefined);
  return found ?? fail(kind, `No ${title} was found and none could be installed.`);
}

/** @param {Kind} kind @returns {string | undefined} */
function download(kind) {
  if (process.env[offline]) return undefined;
  const { label, title } = kinds[kind];
  console.log(`${label}: none on this system, so Playwright downloads its ${title}.`);
  const playwright = join(root, 'node_modules/playwright/cli.js');
  run(label, process.execPath, [playwright, 'install', kind], {
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000',
  });
  const own = playwrightsOwn(kind);
  if (!own) process.env[offline] = '1';
  return own;
}

/** @param {Kind} kind @returns {string | undefined} */
function install(kind) {
  const { label, title, packages } = kinds[kind];
  for (const [command, name] of Object.entries(packages)) {
    if (!onPath(command)) continue;
    console.log(`${label}: nothing was downloaded, so ${command} installs ${title} (we are root).`);
    if (command === 'apt-get') run(label, command, ['update', '-qq']);
    run(label, command, [.../** @type {string[]} */ (installs[command]), name]);
    const system = systemBrowser(kind);
    if (system) return system;
  }
  return undefined;
}

/** @param {Kind} kind @param {string} message @returns {never} */
function fail(kind, message) {
  const { title, variable, hint } = kinds[kind];
  console.error(
    `${message} ${hint}, or run "npx playwright install --with-deps ${kind}", or set ${variable} to a ${title}'s path.`,
  );
  process.exit(1);
}

/** @param {Kind} kind */
function systemBrowser(kind) {
  const { names, places } = kinds[kind];
  const found = [...names.map(onPath), ...places.filter((place) => existsSync(place))];
  return found.find((path) => path !== undefined && runs(kind, path));
}

/** @param {Kind} kind */
function playwrightsOwn(kind) {
  try {
    const path = createRequire(join(root, 'package.json'))('@playwright/test')[
      kind
    ].executablePath();
    return existsSync(path) && runs(kind, path) ? path : undefined;
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

/**
 * A stub that only tells how to install the browser, or one that lacks a library, does not run.
 * @param {Kind} kind
 * @param {string} path
 */
function runs(kind, path) {
  if (process.platform === 'win32') return existsSync(path); // there, --version opens a window
  const { status, stdout } = spawnSync(path, ['--version'], { ...quiet, timeout: 30_000 });
  const version = /Firefox (\d+)/.exec(stdout)?.[1];
  return status === 0 && (kind === 'chromium' || Number(version) >= FIREFOX_FROM);
}

/**
 * Whether a Firefox can be driven: one that is packed as a snap runs, but not with a profile of ours.
 * @param {Kind} kind
 * @param {string} path
 */
function draws(kind, path) {
  if (kind === 'chromium' || isPlaywrights(kind, path)) return true;
  const profile = mkdtempSync(join(tmpdir(), 'reactor-firefox-'));
  const picture = join(profile, 'blank.png');
  const args = ['--headless', '--profile', profile, '--screenshot', picture, 'about:blank'];
  const { status } = spawnSync(path, args, { ...quiet, timeout: 30_000 });
  const drawn = status === 0 && existsSync(picture);
  rmSync(profile, { recursive: true, force: true });
  return drawn;
}

/**
 * Runs a command to its end; if it fails, says why in one line.
 * @param {string} label
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function run(label, command, args, env = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    ...quiet,
    timeout: 300_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', ...env },
  });
  if (status === 0) return;
  const lines = `${stdout ?? ''}\n${stderr ?? ''}\n${error?.message ?? ''}`.split('\n');
  const why = lines.find((line) => /^E: |error/i.test(line)) ?? lines.findLast((line) => line);
  console.log(`${label}: ${command} ${args.join(' ')}: ${why?.trim() ?? `exit code ${status}`}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  findBrowser(process.argv[2] === 'firefox' ? 'firefox' : 'chromium');
}
