// What this machine has, and what its package manager can bring.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How a package manager is told to install. @type {Record<string, string[]>} */
const installs = {
  'apt-get': ['install', '-y', '-qq', '--no-install-recommends'],
  dnf: ['install', '-y', '-q'],
  apk: ['add', '--quiet'],
  pacman: ['-Sy', '--noconfirm', '--quiet'],
  zypper: ['--quiet', '--non-interactive', 'install'],
};

/** @type {{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }} */
export const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };

/** @param {string} name @returns {string | undefined} where on the path a command is */
export function onPath(name) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/**
 * Has each package manager that is here install its packages, until `found` finds what they bring.
 * Only root may: others get undefined.
 * @template Found
 * @param {{ label: string, title: string, why: string, packages: Record<string, string[]>,
 *   found: () => Found | undefined }} wanted label: begins each line; why: what was tried before
 * @returns {Found | undefined}
 */
export function installPackages({ label, title, why, packages, found }) {
  if (process.getuid?.() !== 0) return undefined;
  for (const [command, names] of Object.entries(packages)) {
    if (!onPath(command)) continue;
    console.log(`${label}: ${why}, so ${command} installs ${title} (we are root).`);
    // Where no network is, it is known soon.
    const quick = ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20'];
    if (command === 'apt-get') run(label, command, ['update', '-qq', ...quick]);
    run(label, command, [.../** @type {string[]} */ (installs[command]), ...names]);
    const here = found();
    if (here !== undefined) return here;
  }
  return undefined;
}

/**
 * Runs a command to its end; if it fails, says why in one line.
 * @param {string} label
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export function run(label, command, args, env = {}) {
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
