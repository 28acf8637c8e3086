// Makes an empty Python environment that sees no packages of the machine.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { quiet } from './system.mjs';

/**
 * Without the venv module it is made by hand: an interpreter is in an environment when `pyvenv.cfg` stands
 * in the folder above it (Python's documentation, module site).
 * @param {string} folder
 * @param {import('./findPython.mjs').Python} python
 * @param {string} interpreter its path in the folder
 * @returns {{ packages: string, pip: string }} the folder for packages; the Python that has pip
 */
export function venvIn(folder, python, interpreter) {
  const own = join(folder, interpreter);
  if (!python.venv || !succeeds(python.command, ['-m', 'venv', '--without-pip', folder])) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dirname(own), { recursive: true });
    symlinkSync(python.executable, own);
    const settings = {
      home: dirname(python.executable),
      'include-system-site-packages': 'false',
      version: python.version,
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
    writeFileSync(join(folder, 'pyvenv.cfg'), lines.join(''));
  }
  if (!python.pip) spawnSync(own, ['-m', 'ensurepip'], quiet);
  const where = ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'];
  const packages = spawnSync(own, where, quiet).stdout.trim();
  return { packages, pip: python.pip ? python.command : own };
}

/** @param {string} command @param {string[]} args */
function succeeds(command, args) {
  return spawnSync(command, args, quiet).status === 0;
}
