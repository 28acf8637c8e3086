import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pythonPath, withVirtualKernel } from '../../scripts/python.mjs';
import type { OracleTrace } from './compare';
import type { ReactorName } from './traces';

/** A Python that has Twisted. */
export interface TwistedPython {
  python: string;
  /** Version of Twisted, as `22.4.0`. */
  twisted: string;
}

/** How the oracle runs a workload. */
export interface OracleOptions {
  reactor?: ReactorName;
  /** Path of a server.py to run instead of the workload's program. */
  server?: string;
  /** Values for constants of the server.py: `{ BLOCK: 2.5 }`. */
  constants?: Readonly<Record<string, number | string>>;
  /** Records a `line` event for each line of the server.py that runs. */
  lines?: boolean;
  /** Gives each event the line that the server.py is at. */
  where?: boolean;
}

/** One run of many. `workload` is the JSON of a workload file. */
export interface OracleJob extends OracleOptions {
  id: string;
  workload: unknown;
}

/** What came of a job: the text of its trace file, or why there is none. */
export type OracleResult = { id: string; text: string } | { id: string; error: string };

let found: TwistedPython | undefined;

/** The Python that runs real Twisted: the project's own environment, or the one that REACTOR_PYTHON names. */
export function twistedPython(): TwistedPython {
  if (found === undefined) {
    const python = pythonPath();
    const version = 'import twisted; print(twisted.__version__)';
    found = { python, twisted: execFileSync(python, ['-c', version], { encoding: 'utf8' }).trim() };
  }
  return found;
}

/**
 * Runs one workload on real Twisted in virtual time.
 * @throws Error with the oracle's message when it refuses.
 */
export async function runOracle(
  workload: unknown,
  options: OracleOptions = {},
): Promise<OracleTrace> {
  let trace: OracleTrace | undefined;
  await runOracleBatch([{ id: 'one', workload, ...options }], (result) => {
    if ('error' in result) throw new Error(result.error);
    trace = JSON.parse(result.text) as OracleTrace;
  });
  return trace!;
}

/**
 * Runs many workloads in one process of the oracle, and hands each result over as it comes.
 * @throws Error when the oracle itself fails; and whatever `done` throws.
 */
export async function runOracleBatch(
  jobs: readonly OracleJob[],
  done: (result: OracleResult) => void,
  processes = 1,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    const lines = jobs.map((job, n) => JSON.stringify(jobLine(job, join(folder, `${n}.json`))));
    await runBatchProcess(pythonPath(), processes, lines, (report) => {
      const n = jobs.findIndex(({ id }) => id === report.id);
      const file = join(folder, `${n}.json`);
      if (!report.ok) return done({ id: report.id, error: report.error ?? 'it failed' });
      const text = readFileSync(file, 'utf8');
      rmSync(file);
      done({ id: report.id, text });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Report {
  id: string;
  ok: boolean;
  error?: string;
}

function jobLine(job: OracleJob, out: string): Record<string, unknown> {
  const { id, workload, reactor, server, constants, lines, where } = job;
  const source = workload as { server?: Record<string, unknown> };
  const tracing = { ...(lines && { lines }), ...(where && { where }) };
  const changed = { ...source, server: { ...source.server, ...tracing } };
  return {
    id,
    out,
    workload: changed,
    ...(reactor === undefined ? {} : { reactor }),
    ...(server === undefined ? {} : { server: resolve(server) }),
    ...(constants === undefined ? {} : { constants }),
  };
}

function runBatchProcess(
  python: string,
  processes: number,
  lines: readonly string[],
  onReport: (report: Report) => void,
): Promise<void> {
  return new Promise((resolvePromise, reject) => {
    const child = spawn(python, ['-m', 'virtual_kernel.batch', '--jobs', String(processes)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: withVirtualKernel(process.env),
    });
    let rest = '';
    let failure: unknown = null;
    const take = (text: string): void => {
      const parts = (rest + text).split('\n');
      rest = parts.pop()!;
      for (const part of parts) onReport(JSON.parse(part) as Report);
    };
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      if (failure !== null) return;
      try {
        take(text);
      } catch (error) {
        failure = error;
        child.kill();
      }
    });
    child.stdin.on('error', () => undefined); // told by the exit code
    child.on('error', reject);
    child.on('close', (code) => {
      if (failure !== null) reject(failure as Error);
      else if (code !== 0) reject(new Error(`the oracle ended with exit code ${String(code)}`));
      else resolvePromise();
    });
    child.stdin.end(`${lines.join('\n')}\n`);
  });
}
