// Makes `node_modules` what the lock file says. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, statSync, utimesSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The project's top folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * npm writes this file last, so its time is that of a complete installation.
 * @param {string} folder
 */
const installed = (folder) => join(folder, 'node_modules', '.package-lock.json');

/** @param {string} folder @returns {string | undefined} why an installation is due */
function reason(folder) {
  if (!existsSync(installed(folder))) return 'node_modules is missing';
  if (statSync(installed(folder)).mtimeMs < statSync(join(folder, 'package-lock.json')).mtimeMs) {
    return 'node_modules is older than package-lock.json';
  }
  return undefined;
}

/**
 * Runs `npm ci` if it is due; exits with 1 if that fails.
 * @param {{ quiet?: boolean, folder?: string, flags?: string[] }} [options] quiet: print nothing
 *   unless it fails; folder: of another package than the project's own; flags: more of npm's
 */
export function setUp({ quiet = false, folder = root, flags = [] } = {}) {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) {
    console.error(`Node ${process.versions.node} is too old: this project needs Node 20 or newer.`);
    process.exit(1);
  }
  const why = reason(folder);
  if (!why) return;
  if (isLink(join(folder, 'node_modules'))) {
    // npm ci would empty the folder that the link leads to, which belongs to another checkout.
    console.error(`${why}, but it is a link: run npm ci where it leads, or remove the link.`);
    process.exit(1);
  }
  const where = folder === root ? '' : ` in ${relative(root, folder)}`;
  if (!quiet) console.log(`Setting up: npm ci${where}, because ${why}.`);
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', ...flags];
  const result = npm(args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
    console.error('npm ci failed: see above. It needs the npm registry, or a filled npm cache.');
    process.exit(1);
  }
  const now = new Date();
  utimesSync(installed(folder), now, now);
}

/** @param {string} path */
function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/**
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptionsWithStringEncoding} options
 */
function npm(args, options) {
  // The npm that started us, whatever it is called here; else the one on the path.
  const script = process.env['npm_execpath'];
  if (script?.endsWith('.js')) return spawnSync(process.execPath, [script, ...args], options);
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) setUp();
