// npm run test:quick [-- path …]: types, and the unit tests of what changed, or of these paths. No browser.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pythonEnv, setUpPython } from './python.mjs';
import { root, setUp } from './setup.mjs';

setUp({ quiet: true });
setUpPython({ quiet: true });

const paths = process.argv.slice(2);
/** Where nothing is changed, it is the last commit that is looked at. */
const isClean =
  spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' }).stdout === '';
const wanted =
  paths.length > 0 ? paths : [isClean ? '--changed=HEAD~1' : '--changed', '--passWithNoTests'];

const results = await Promise.all([
  run('types', 'svelte-check/bin/svelte-check', ['--fail-on-warnings', '--output', 'human']),
  run('unit tests', 'vitest/vitest.mjs', ['run', '--reporter=dot', ...wanted]),
]);
for (const { name, code, output, seconds } of results) {
  if (code !== 0 || name === 'unit tests') console.log(output.trim());
  console.log(`${name}: ${code === 0 ? 'passed' : 'failed'} (${seconds} s)`);
}
process.exitCode = results.some(({ code }) => code !== 0) ? 1 : 0;

/**
 * Runs a command of an installed package to its end.
 * @param {string} name
 * @param {string} script in `node_modules`
 * @param {string[]} args
 * @returns {Promise<{ name: string, code: number, output: string, seconds: string }>}
 */
function run(name, script, args) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
      cwd: root,
      env: { ...pythonEnv(process.env), NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    /** @type {Buffer[]} */
    const chunks = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => chunks.push(chunk));
    child.on('close', (code) =>
      resolve({
        ...{ name, code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') },
        seconds: ((Date.now() - started) / 1000).toFixed(0),
      }),
    );
  });
}
