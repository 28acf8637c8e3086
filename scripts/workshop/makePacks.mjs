// Run by packs.mjs, in a process of its own: node makePacks.mjs <folder of wheels> <folder for the packs>
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPyodide } from 'pyodide';
import { kernelFiles } from './packs.mjs';

const [wheels = '', out = ''] = process.argv.slice(2);
const python = await loadPyodide({ env: { HOME: '/', PYTHONHASHSEED: '0' } });
const files = Object.fromEntries(
  readdirSync(wheels).map((name) => [name, readFileSync(join(wheels, name))]),
);
const code = readFileSync(new URL('pack.py', import.meta.url), 'utf8');
python.FS.writeFile('/pack.py', code);
python.runPython(`import sys; sys.path.insert(0, '/')`);
const bytes = (/** @type {Record<string, Buffer>} */ of) => {
  const mapped = Object.entries(of).map(([name, data]) => [name, new Uint8Array(data)]);
  return python.toPy(new Map(/** @type {[string, Uint8Array][]} */ (mapped)));
};
python.globals.set('wheels', bytes(files));
python.globals.set('kernel', bytes(kernelFiles()));
try {
  const packs = python.runPython(`
import pack
pack.pack({k: bytes(v) for k, v in wheels.items()}, {k: bytes(v) for k, v in kernel.items()})`);
  for (const [name, data] of Object.entries(packs.toJs())) writeFileSync(join(out, name), data);
} catch (error) {
  console.error(error instanceof Error ? error.message : error); // without Pyodide's own source
  process.exit(1);
}
process.exit(0);
