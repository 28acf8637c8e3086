import { readdirSync, readFileSync } from 'node:fs';
import { parseRecording } from '../../src/recording/json';
import type { EventKind } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';

const folder = new URL('./fixtures/', import.meta.url);

/** Traces of real Twisted: the oracle's workloads, and the blocked reactor at four lengths of block. */
export const fixtureNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

export function fixtureText(name: string): string {
  return readFileSync(new URL(`${name}.json`, folder), 'utf8');
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
