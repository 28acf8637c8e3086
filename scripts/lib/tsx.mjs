// Runs a TypeScript file of this project with Node, and becomes it: same streams, same exit code.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pythonEnv, setUpPython } from '../python.mjs';
import { root, setUp } from '../setup.mjs';

/**
 * @param {string} script the npm script's name
 * @param {string} file the TypeScript file, from the project's top
 * @param {{ python?: boolean }} [needs] python: the environment with real Twisted
 */
export function runTypeScript(script, file, { python = false } = {}) {
  setUp({ quiet: true });
  if (python) setUpPython();
  // npm starts scripts in the project's folder; file names on the command line are the caller's.
  const fromNpm = process.env['npm_lifecycle_event'] === script;
  const cwd = (fromNpm && process.env['INIT_CWD']) || process.cwd();
  const url = (/** @type {string} */ path) => pathToFileURL(join(root, path)).href;
  const child = spawn(
    process.execPath,
    [
      '--import',
      url('node_modules/tsx/dist/loader.mjs'),
      '--import',
      url('scripts/raw-loader.mjs'),
      join(root, file),
      ...process.argv.slice(2),
    ],
    {
      cwd,
      stdio: 'inherit',
      env: { ...pythonEnv(process.env), TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') },
    },
  );
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    console.error(`${file}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
