// Makes what the workshop's Python is made of, in `.cache/workshop`: three zips of compiled Python files, from the wheels of
// Twisted and what it needs, which pip fetches, and from python/. Where they are there already, nothing is fetched.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findPython, HINT } from '../lib/findPython.mjs';
import { quiet } from '../lib/system.mjs';
import { root } from '../setup.mjs';

/** What pip fetches: each exactly that file. */
const LISTS = ['pure.txt', 'browser.txt'].map((name) => join(root, 'scripts/python', name));
const PACKER = fileURLToPath(new URL('pack.py', import.meta.url));
const MAKER = fileURLToPath(new URL('makePacks.mjs', import.meta.url));
/** The parts of python/ that run in a page. */
const KERNEL = ['virtual_kernel', 'browser_kernel'];
/** Of them, what runs nowhere else: programs that workloads name, and the machine's own kernel. A page's program is a file. */
const NOT_IN_PAGE = /^virtual_kernel\/(programs\/|real\.py$)/;

/** The names of the packs, in the order in which they are wanted. */
export const PACKS = /** @type {const} */ (['std.zip', 'app.zip']);
/** The pack of a file that imports twisted.web. */
export const WEB = 'web.zip';

/** Pyodide's own folder. */
export const pyodide = join(root, 'node_modules/pyodide');

/**
 * The folder that has the packs; makes them where they are missing or stale.
 * @param {(line: string) => void} [say] told once, before a minute's work begins
 * @returns {string}
 * @throws {Error} in a sentence, where they can neither be found nor made
 */
export function packsFolder(say = () => undefined) {
  const folder = join(root, '.cache/workshop', keyOf());
  if (existsSync(folder)) return folder;
  say('Making the packs of Python for the workshop, once.');
  const made = `${folder}-${process.pid}`;
  mkdirSync(made, { recursive: true });
  try {
    const result = spawnSync(process.execPath, [MAKER, wheelsFolder(), made], quiet);
    if (result.status !== 0 || [...PACKS, WEB].some((name) => !existsSync(join(made, name)))) {
      throw new Error(
        `The packs of Python for the workshop could not be made:\n${result.stderr}${result.stdout}`,
      );
    }
    if (!existsSync(folder)) renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return folder;
}

/** The files of python/ that the packs hold, by their paths in it. @returns {Record<string, Buffer>} */
export function kernelFiles() {
  /** @type {Record<string, Buffer>} */
  const files = {};
  for (const part of KERNEL) {
    const paths = readdirSync(join(root, 'python', part), { recursive: true, encoding: 'utf8' });
    for (const path of paths.filter((path) => path.endsWith('.py')).sort()) {
      const name = `${part}/${path.replaceAll('\\', '/')}`;
      if (NOT_IN_PAGE.test(name)) continue;
      files[name] = readFileSync(join(root, 'python', name));
    }
  }
  return files;
}

/** What the packs depend on, as a name. */
function keyOf() {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(pyodide, 'package.json')));
  for (const file of [...LISTS, PACKER, MAKER]) hash.update(readFileSync(file));
  for (const [name, data] of Object.entries(kernelFiles())) hash.update(name).update(data);
  return hash.digest('hex').slice(0, 16);
}

/** The folder with the wheels; fetches them where they are missing. @returns {string} */
export function wheelsFolder() {
  const hash = createHash('sha256');
  for (const file of LISTS) hash.update(readFileSync(file));
  const folder = join(root, '.cache/wheels', hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  const python = findPython();
  if (typeof python === 'string') throw new Error(`${python} ${NEEDS} (Debian: ${HINT}).`);
  const made = `${folder}-${process.pid}`;
  mkdirSync(made, { recursive: true });
  try {
    fetchInto(made, python.command);
    if (!existsSync(folder)) renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  return folder;
}

const NEEDS = 'The workshop’s Twisted is fetched by pip';

/** @param {string} folder @param {string} python */
function fetchInto(folder, python) {
  // Whatever machine this is: the same files. They are unpacked, not installed.
  const same = ['--platform', 'manylinux2014_x86_64', '--implementation', 'cp'];
  const exactly = ['--no-deps', '--require-hashes', '--only-binary=:all:', '--python-version'];
  const what = ['-d', folder, ...LISTS.flatMap((file) => ['-r', file])];
  const args = [...same, '--abi', 'cp311', ...exactly, '3.11', ...what];
  const env = { ...process.env, PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0' };
  const run = (/** @type {string[]} */ retries) =>
    spawnSync(python, ['-m', 'pip', 'download', ...retries, ...args], { ...quiet, env });
  // As in python.mjs: an index out of reach costs a quarter of a minute for each package.
  let result = run(['--retries', '0']);
  if (result.status !== 0) result = run([]);
  if (result.status === 0) return;
  const said = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`;
  const lists = LISTS.map((file) => relative(root, file)).join(' and ');
  throw new Error(
    `${said}${NEEDS}, and pip could not get the wheels of ${lists}: see above. It needs the package index that pip is set to, or a filled ${relative(root, folder)} of an earlier build.`,
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(relative(root, packsFolder(console.log)));
}
