// Makes `.cache/python`: a Python environment that has exactly scripts/python/*.txt, for tests, fuzzer, traces and figures.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findPython, HINT } from './lib/findPython.mjs';
import { quiet } from './lib/system.mjs';
import { venvIn } from './lib/venv.mjs';
import { root } from './setup.mjs';

/** Names a Python that has another Twisted, to use instead: `REACTOR_PYTHON=/path/to/python npm run fuzz`. */
export const pythonVariable = 'REACTOR_PYTHON';

const home = join(root, '.cache', 'python');
const stamp = join(home, 'made-of');
const interpreter = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';

/** What pip installs, in three goes: it asks for all hashes of a go, or for none. */
const goes = [
  { file: join(root, 'scripts/python/pure.txt'), flags: ['--require-hashes'] },
  { file: join(root, 'scripts/python/servers.txt'), flags: ['--require-hashes'] },
  { file: join(root, 'scripts/python/compiled.txt'), flags: [] },
];

/** The interpreter that programs use: the project's own, or the one that REACTOR_PYTHON names. */
export const pythonPath = () => process.env[pythonVariable] || join(home, interpreter);

/**
 * The environment for that interpreter: nothing that leads it to packages of this machine.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function pythonEnv(env) {
  if (env[pythonVariable]) return env;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PYTHON')));
}

/**
 * The same environment, in which that interpreter finds the package of `python/`, and leaves nothing there.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withVirtualKernel(env) {
  const { PYTHONPATH } = env;
  const path = [join(root, 'python'), ...(PYTHONPATH ? [PYTHONPATH] : [])].join(delimiter);
  return { ...env, PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1' };
}

/**
 * Makes the environment if it is missing or stale; exits with 1 if that fails.
 * @param {{ quiet?: boolean }} [options] quiet: print nothing unless it fails
 */
export function setUpPython({ quiet = false } = {}) {
  try {
    if (process.env[pythonVariable]) checkNamed();
    else makeIfDue(quiet);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

class SetupError extends Error {}

function checkNamed() {
  if (hasTwisted(pythonPath())) return;
  throw new SetupError(
    `${pythonVariable} names ${pythonPath()}, which does not run or has no Twisted.`,
  );
}

/** @param {boolean} quiet */
function makeIfDue(quiet) {
  const why = reason();
  if (!why) return;
  const python = findPython();
  if (typeof python === 'string') {
    throw new SetupError(
      `${python} Install a newer one with pip (Debian: ${HINT}), or set ${pythonVariable} to a Python that has Twisted.`,
    );
  }
  if (!quiet) {
    const { version, command, venv } = python;
    console.log(
      `Setting up: Twisted in ${relative(root, home)}, by ${command} (${version}) and its pip` +
        `${venv ? '' : ', without its venv module'}, because ${why}.`,
    );
  }
  make(python);
}

/** @returns {string | undefined} why the environment is to be made */
function reason() {
  const where = relative(root, home);
  if (!existsSync(home)) return `${where} is missing`;
  if (!existsSync(stamp)) return `${where} is not complete`;
  if (readFileSync(stamp, 'utf8') !== wanted()) return 'scripts/python has changed';
  return hasTwisted(join(home, interpreter)) ? undefined : `${where} does not run any more`;
}

/** What the environment is made of, as one line. */
function wanted() {
  const hash = createHash('sha256');
  for (const { file } of goes) hash.update(readFileSync(file));
  return `${hash.digest('hex')}\n`;
}

/** @param {string} path */
function hasTwisted(path) {
  const code = 'import twisted, zope.interface';
  return spawnSync(path, ['-c', code], { ...quiet, env: pythonEnv(process.env) }).status === 0;
}

/** Beside its place, so that one that is there is complete. @param {import('./lib/findPython.mjs').Python} python */
function make(python) {
  const made = `${home}-${process.pid}`;
  mkdirSync(join(root, '.cache'), { recursive: true });
  try {
    const venv = venvIn(made, python, interpreter);
    for (const go of goes) install(go, venv);
    if (!hasTwisted(join(made, interpreter))) {
      throw new SetupError(`pip installed Twisted, but ${python.executable} cannot load it.`);
    }
    writeFileSync(join(made, 'made-of'), wanted());
    rmSync(home, { recursive: true, force: true });
    renameSync(made, home);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/**
 * @param {{ file: string, flags: string[] }} go
 * @param {{ packages: string, pip: string }} venv
 */
function install({ file, flags }, { packages, pip }) {
  const what = ['--no-deps', ...flags, '--target', packages, '-r', file];
  // Settings for other installations, which --target contradicts.
  const env = { ...process.env, PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0' };
  const run = (/** @type {string[]} */ retries) =>
    spawnSync(pip, ['-m', 'pip', 'install', ...retries, ...what], { ...quiet, env });
  // An index out of reach takes pip a quarter of a minute for each package, though another place has it.
  let result = run(['--retries', '0']);
  if (result.status !== 0) result = run([]);
  if (result.status === 0) return;
  const { stdout, stderr, error } = result;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`);
  throw new SetupError(
    `pip could not install ${relative(root, file)}: see above. It needs the package index that pip is set to, or a filled pip cache.`,
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) setUpPython();
