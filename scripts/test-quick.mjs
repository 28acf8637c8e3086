// npm run test:quick [-- path …]: types, and the unit tests of what changed, or of these paths. No browser.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { capture } from './lib/command.mjs';
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
 */
async function run(name, script, args) {
  const started = Date.now();
  const command = [process.execPath, join(root, 'node_modules', script), ...args];
  const result = await capture(command, { env: { ...pythonEnv(process.env), NO_COLOR: '1' } });
  return { name, ...result, seconds: ((Date.now() - started) / 1000).toFixed(0) };
}
