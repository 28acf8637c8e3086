import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { OracleTrace } from './compare';

export type ReactorName = 'select' | 'epoll';

export const REACTORS: readonly ReactorName[] = ['select', 'epoll'];

export const CONFORMANCE_FOLDER = fileURLToPath(new URL('.', import.meta.url));

const WORKLOADS = `${CONFORMANCE_FOLDER}workloads/`;

/** Names of the workload files, without `.json`. */
export const workloadNames: readonly string[] = readdirSync(WORKLOADS)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))
  .sort();

export const workloadFile = (name: string): string => `${WORKLOADS}${name}.json`;

export const traceFile = (name: string, reactor: ReactorName): string =>
  `${CONFORMANCE_FOLDER}traces/${reactor}/${name}.json.gz`;

/** The text of a trace of real Twisted, compressed or not. */
export function readTraceText(file: string): string {
  const data = readFileSync(file);
  return file.endsWith('.gz') ? gunzipSync(data).toString('utf8') : data.toString('utf8');
}

/** Reads a trace of real Twisted, compressed or not. */
export function readTrace(file: string): OracleTrace {
  return JSON.parse(readTraceText(file)) as OracleTrace;
}

/** A trace as it is stored: equal traces give equal bytes. */
export function compressTrace(text: string): Buffer {
  const data = gzipSync(text, { level: 9 });
  data[9] = 255; // the operating system that made the file: unknown, wherever it was made
  return data;
}
