// A command that runs to its end, and what it said.
import { spawn } from 'node:child_process';
import { root } from '../setup.mjs';

/**
 * Runs a command in the project's folder.
 * @param {string[]} command
 * @param {{ env: NodeJS.ProcessEnv, limitMs?: number }} options limitMs: it is stopped then, which counts as failing
 * @returns {Promise<{ code: number, output: string }>} output: both streams, as they came
 */
export function capture([command = '', ...args], { env, limitMs }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const chunks = [];
    const stop = (/** @type {number} */ ms) => {
      chunks.push(Buffer.from(`\nstopped after ${ms / 1000} s\n`));
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
    };
    const limit = limitMs === undefined ? undefined : setTimeout(stop, limitMs, limitMs);
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    const done = (/** @type {number} */ code) => {
      clearTimeout(limit);
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') });
    };
    child.on('error', (error) => {
      chunks.push(Buffer.from(error.message));
      done(1);
    });
    child.on('close', (code) => done(code ?? 1));
  });
}
