// Finds the Python 3 of this machine that a Python environment can be made with.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackages, quiet } from './system.mjs';

/** What scripts/python/*.txt needs: aiohttp and uvicorn name it. @type {[number, number, number]} */
const OLDEST = [3, 10, 0];

/** How to get a Python by hand, on Debian. */
export const HINT = 'apt-get install python3 python3-pip';

const packages = {
  'apt-get': ['python3', 'python3-pip'],
  dnf: ['python3', 'python3-pip'],
  apk: ['python3', 'py3-pip'],
  pacman: ['python', 'python-pip'],
  zypper: ['python3', 'python3-pip'],
};

/** The first is what people mean; the others are there where that is too old. */
const names = ['python3', 'python', ...[14, 13, 12, 11, 10].map((minor) => `python3.${minor}`)];

/**
 * `command`: as it was found; `executable`: what that is in truth, never a venv's; `pip`, `venv`: it has
 * that module; `ensurepip`: it can bring a pip of its own.
 * @typedef {{ command: string, executable: string, version: string, pip: boolean, venv: boolean,
 *   ensurepip: boolean }} Python
 */

const PROBE = `
import importlib.util, json, sys
has = lambda name: importlib.util.find_spec(name) is not None
print(json.dumps({
    "executable": getattr(sys, "_base_executable", sys.executable),
    "version": "%d.%d.%d" % sys.version_info[:3],
    "pip": has("pip"), "venv": has("venv"), "ensurepip": has("ensurepip"),
}))`;

/**
 * The first Python of the path that is new enough and has pip, else one that can bring it; as root, what
 * the package manager brings.
 * @returns {Python | string} a string: why there is none, as a sentence
 */
export function findPython() {
  const here = usable();
  if (typeof here !== 'string') return here;
  const found = () => {
    const python = usable();
    return typeof python === 'string' ? undefined : python;
  };
  const why = here.replace(/\.$/, '');
  return (
    installPackages({ label: 'Python', title: 'Python 3 and pip', why, packages, found }) ?? here
  );
}

/** @returns {Python | string} */
function usable() {
  const all = present();
  const [any] = all;
  if (!any) return 'There is no Python 3 on the path.';
  const enough = all.filter(({ version }) => isNewEnough(version));
  const [first] = enough;
  if (!first) {
    return `${any.command} is Python ${any.version}: the tests need ${OLDEST.slice(0, 2).join('.')} or newer.`;
  }
  return (
    enough.find(({ pip }) => pip) ??
    enough.find(({ ensurepip }) => ensurepip) ??
    `${first.command} (${first.version}) has no pip.`
  );
}

/** @param {string} version */
function isNewEnough(version) {
  const parts = version.split('.').map(Number);
  const at = OLDEST.findIndex((part, i) => parts[i] !== part);
  return at < 0 || Number(parts[at]) > Number(OLDEST[at]);
}

/** @returns {Python[]} every Python 3 on the path, in the order of `names` */
function present() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder);
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.flatMap((path) => {
    if (!existsSync(path)) return [];
    const { status, stdout } = spawnSync(path, ['-c', PROBE], { ...quiet, timeout: 30_000 });
    if (status !== 0) return []; // a stub, or Python 2, which has no such module
    return [{ command: path, .../** @type {Omit<Python, 'command'>} */ (JSON.parse(stdout)) }];
  });
}
