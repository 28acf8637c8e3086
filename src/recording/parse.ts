import { beatsAmong, parseBeats } from './beats';
import {
  describe,
  InputError,
  isObject,
  memberPath,
  refuse,
  text,
  textOf,
  type Check,
  type Json,
} from './check';
import { checkOf, count, FreeValues, msToNs, time } from './checks';
import { ConnectionNames } from './connections';
import type { EventKind, RecordedEvent, UnknownEvent } from './events';
import { eventTable, isKnownKind, wireNames, type FieldType } from './eventTable';
import { foreignDocument } from './foreign';
import { checkDocument, headerOf } from './header';
import { parseText } from './jsonText';
import { maxRecordingBytes } from './limits';
import { parseCauses } from './parseCauses';
import type { Recording } from './recording';
import { fail, RecordingError } from './refusal';

export { maxRecordingBytes, RecordingError };

/** Call before a file is read: throws `RecordingError` when it is too large to be opened. */
export function checkRecordingSize(sizeBytes: number, what = 'The file'): void {
  if (sizeBytes <= maxRecordingBytes) return;
  const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
  const most = megabytes(maxRecordingBytes);
  const has = megabytes(sizeBytes);
  fail(
    '',
    `${what} has ${has === most ? `more than ${has}` : has} MB; at most ${most} MB can be opened here.`,
  );
}

/**
 * Reads a recording of ours or a trace of the oracle (real Twisted), from text or parsed JSON. This is the one gate:
 * whatever is drawn has been through it, so what it returns holds finite numbers, texts of a bounded length and
 * names that stand for one thing. Events of unknown kinds are kept (`UnknownEvent`).
 * @throws RecordingError for anything that is not one.
 */
export function parseRecording(source: string | object): Recording {
  try {
    return parse(source);
  } catch (error) {
    throw error instanceof InputError ? RecordingError.of(error) : error;
  }
}

function parse(source: string | object): Recording {
  const { document, isCut } =
    typeof source === 'string' ? parseText(source) : { document: source, isCut: false };
  const foreign = foreignDocument(document);
  if (foreign !== null) fail('', foreign);
  if (!isObject(document)) fail('', `A recording is a JSON object; this is ${describe(document)}.`);
  checkDocument(document);
  const header = headerOf(document);
  const isRealTime = header.mode === 'real';
  const { events, beats } = beatsAmong(parseEvents(document.events, isRealTime));
  const { causes } = document;
  if (document['beats'] !== undefined) {
    for (const beat of parseBeats(document['beats'], events)) beats.push(beat);
  }
  return {
    ...header,
    ...(isCut && { cut: true as const }),
    events,
    ...(causes !== undefined && { causes: parseCauses(causes, events) }),
    ...(beats.length > 0 && { beats }),
  };
}

function parseEvents(events: readonly unknown[], isRealTime: boolean): RecordedEvent[] {
  const connections = new ConnectionNames();
  const parsed: RecordedEvent[] = [];
  let lastNs = 0;
  for (let i = 0; i < events.length; i++) {
    const path = `events[${i}]`;
    const event = parseEvent(events[i], path, isRealTime);
    if (event.timeNs < lastNs) {
      // Threads of a run in real time stamp their events a hair out of order.
      if (isRealTime) event.timeNs = lastNs;
      else refuse(`${path}.t`, event.timeNs / 1e6, `${lastNs / 1e6} or later`);
    }
    lastNs = event.timeNs;
    connections.see(event, path);
    parsed.push(event);
  }
  return parsed;
}

/** One event of a file, under the names of the file. @throws InputError */
export function parseEvent(value: unknown, path: string, isRealTime: boolean): RecordedEvent {
  if (!isObject(value)) refuse(path, value, 'an event with t, i and kind');
  const kind = text(value['kind'], `${path}.kind`);
  const timeNs = msToNs(time(value['t'], `${path}.t`));
  const event: UnknownEvent = { timeNs, turn: count(value['i'], `${path}.i`), kind };
  const thr = value['thr'];
  if (isKnownKind(event.kind)) readFields(value, event, path, rulesOf(event.kind), isRealTime);
  else keepFields(value, event, path);
  if (thr !== undefined) event.thread = threadName(thr, `${path}.thr`);
  return event as unknown as RecordedEvent;
}

const threadName = textOf('the name of a thread');

/** What every event has, under the names of a file. */
const OWN = new Set(['t', 'i', 'kind', 'thr']);

/** What every event has in memory, and what would change what an object is. */
const RESERVED = new Set(['timeNs', 'turn', 'thread', '__proto__', 'constructor', 'prototype']);

/** Copies all fields of an event of an unknown kind, as the file has them. */
function keepFields(value: Json, event: UnknownEvent, path: string): void {
  const free = new FreeValues();
  for (const name of Object.keys(value)) {
    if (OWN.has(name)) continue;
    const at = memberPath(path, name);
    if (RESERVED.has(name)) {
      fail(
        at,
        'this name is reserved; an event has its time in t, its turn in i, its thread in thr.',
      );
    }
    text(name, at);
    free.check(value[name], at);
    event[name] = value[name];
  }
}

/** How a field is read: its name in memory and in a file, and what it may be. */
interface Rule {
  field: string;
  name: string;
  check: Check<unknown>;
  isOptional: boolean;
  /** A real kernel does not tell everything that the virtual one knows. */
  isVirtual: boolean;
}

/** What a run in real time leaves out. */
const VIRTUAL_ONLY = new Set(['fd', 'queued', 'dueNs']);

const rules = new Map<EventKind, Rule[]>();

function rulesOf(kind: EventKind): Rule[] {
  let found = rules.get(kind);
  if (found === undefined) {
    found = Object.entries(eventTable[kind] as Record<string, FieldType>).map(([field, type]) => ({
      field,
      name: wireNames[field] ?? field,
      check: checkOf(type),
      isOptional: type.endsWith('?'),
      isVirtual: VIRTUAL_ONLY.has(field),
    }));
    rules.set(kind, found);
  }
  return found;
}

/** Copies and checks the fields that the kind has. Others, from a newer oracle, are left behind. */
function readFields(
  value: Json,
  event: UnknownEvent,
  path: string,
  fields: readonly Rule[],
  isRealTime: boolean,
): void {
  for (const { field, name, check, isOptional, isVirtual } of fields) {
    const found = value[name];
    if (found === undefined && (isOptional || (isRealTime && isVirtual))) continue;
    check(found, `${path}.${name}`);
    event[field] = name !== field && typeof found === 'number' ? msToNs(found) : found;
  }
  if (event.kind === 'callLater') event['dueNs'] ??= event.timeNs + (event['delayNs'] as number);
}
