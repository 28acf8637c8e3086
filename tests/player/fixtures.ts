import { readdirSync } from 'node:fs';
import { parseRecording } from '../../src/recording/json';
import type { EventKind } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { readTraceText, traceFile } from '../conformance/traces';

/** Workloads of every sort, none of them long. */
const NUMBERED = [
  '01-echo',
  '02-blocking-handler',
  '05-defer-to-thread',
  '06-cpu-thread-gil',
  '07-line-framing',
  '08-chat',
  '10-big-write-push',
  '15-timers',
  '16-thread-write-unsafe',
  '19-closing',
  '20-half-close',
  '21-framing-int32',
  '25-accept-burst',
  '26-backlog-full',
  '27-sendline-thread',
  '28-slow-link',
];

const blocked = 'tests/scenarios/blocked-reactor/';
const BLOCKED = /^blocking block=([\d.]+),ask=1\.json\.gz$/;

/** Traces of real Twisted: those of the workloads (`01-echo`), and the blocked reactor at some lengths of block (`blocked-reactor-3`). */
const files = new Map([
  ...NUMBERED.map((name) => [name, traceFile(name, 'select')] as const),
  ...readdirSync(blocked).flatMap((file) => {
    const block = BLOCKED.exec(file)?.[1];
    return block === undefined ? [] : [[`blocked-reactor-${block}`, blocked + file] as const];
  }),
]);

export const fixtureNames: readonly string[] = [...files.keys()];

export function fixtureText(name: string): string {
  return readTraceText(files.get(name)!);
}

export function fixture(name: string): Recording {
  return parseRecording(fixtureText(name));
}

/** The recording as our own runs are in memory: without the interest sets. */
export function withoutSets(recording: Recording): Recording {
  const events = recording.events.map((event) => {
    if (event.kind !== 'selectEnter') return event;
    const { reads: _reads, writes: _writes, ...rest } = event;
    return rest;
  });
  return { ...recording, events };
}

/** The recording with beats after the first event of each kind, as a scenario's story would put them. */
export function withBeats(recording: Recording, beats: Record<string, EventKind>): Recording {
  const open = new Map(Object.entries(beats).map(([id, kind]) => [kind, id]));
  const told = recording.events.flatMap(({ kind, timeNs }, event) => {
    const id = open.get(kind);
    if (id === undefined) return [];
    open.delete(kind);
    return [{ id, event, timeNs }];
  });
  return { ...recording, beats: told };
}
