// Finds a browser for the tests: yours, the system's, Playwright's, or one from the package manager.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages, onPath, quiet, run } from './lib/system.mjs';
import { root } from './setup.mjs';

/** Names a Chromium to use: `REACTOR_BROWSER=/path/to/chromium npm test`. */
export const variable = 'REACTOR_BROWSER';
/** Names a Firefox. */
export const firefoxVariable = 'REACTOR_FIREFOX';
/** Set once a download has failed: the next would, after as long a wait. */
const offline = 'REACTOR_NO_DOWNLOAD';

/** Debian's Chromium without what draws windows: a new page in it costs a third. */
const HEADLESS_SHELL = 'chromium-headless-shell';

/** Firefox's protocol is young. Older ones than this were never tried. */
const FIREFOX_FROM = 153;

/**
 * @typedef {'chromium' | 'firefox'} Kind
 * @typedef {{ path: string, why: string }} Found
 */

/**
 * `names` on the path, `places` elsewhere, the `packages` of package managers, and what to do by hand.
 * @type {Record<Kind, { label: string, title: string, variable: string, names: string[],
 *   places: string[], packages: Record<string, string[]>, hint: string }>}
 */
const kinds = {
  chromium: {
    label: 'Browser',
    title: 'Chromium',
    variable,
    names: [
      HEADLESS_SHELL,
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
      'apt-get': ['chromium'],
      dnf: ['chromium'],
      apk: ['chromium'],
      pacman: ['chromium'],
      zypper: ['chromium'],
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
      'apt-get': ['firefox-esr'],
      dnf: ['firefox'],
      apk: ['firefox'],
      pacman: ['firefox'],
      zypper: ['MozillaFirefox'],
    },
    hint: `Install Firefox ${FIREFOX_FROM} or newer (Debian: apt-get install firefox-esr)`,
  },
};

const onSystem = 'it is on this system';

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
  if (system) return { path: system, why: onSystem };
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
  const present = lighter(kind, presentBrowser(kind));
  if (present) {
    if (!runs(kind, present.path) || !draws(kind, present.path)) {
      fail(kind, `${present.path} does not run (chosen because ${present.why}).`);
    }
    console.log(`${label}: ${present.path}, because ${present.why}.`);
    return present.path;
  }
  const found = download(kind) ?? install(kind);
  return found ?? fail(kind, `No ${title} was found and none could be installed.`);
}

/**
 * The headless shell in place of a whole Chromium of the system's, where root can install it.
 * @param {Kind} kind
 * @param {Found} [present]
 * @returns {Found | undefined}
 */
function lighter(kind, present) {
  const isWhole = present?.why === onSystem && !present.path.endsWith(HEADLESS_SHELL);
  if (kind !== 'chromium' || !isWhole) return present;
  const path = installShell(`in ${present.path} the tests take twice as long`);
  return path ? { path, why: onSystem } : present;
}

/** @param {string} why @returns {string | undefined} */
function installShell(why) {
  const packages = { 'apt-get': [HEADLESS_SHELL] };
  const found = () => [onPath(HEADLESS_SHELL)].find((path) => path && runs('chromium', path));
  return installPackages({
    label: kinds.chromium.label,
    title: HEADLESS_SHELL,
    why,
    packages,
    found,
  });
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
  const found = () => systemBrowser(kind);
  const why = 'nothing was downloaded';
  const shell = kind === 'chromium' ? installShell(why) : undefined;
  return shell ?? installPackages({ label, title, why, packages, found });
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

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  findBrowser(process.argv[2] === 'firefox' ? 'firefox' : 'chromium');
}
