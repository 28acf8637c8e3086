import type { EventKind, RecordedEvent, RunEnd, UnknownEvent, VirtualNs } from './events';
import { eventFields, isKnownKind, wireNames, type FieldType } from './fields';
import type { NetOptions, Recording } from './recording';

/** Why a text is not a recording, in one sentence: where, what was found, what is allowed. */
export class RecordingError extends Error {
  /** JSON path of the fault, `events[3].fd`; empty when it is the whole document. */
  readonly path: string;

  constructor(path: string, message: string) {
    super(path === '' ? message : `${path}: ${message}`);
    this.name = 'RecordingError';
    this.path = path;
  }
}

/** Largest file that is read: about 200,000 events, half a second of work for a browser. */
export const maxRecordingBytes = 16 * 1024 * 1024;

/** Call before a file is read: throws `RecordingError` when it is too large to open without freezing the page. */
export function checkRecordingSize(sizeBytes: number): void {
  if (sizeBytes <= maxRecordingBytes) return;
  const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
  throw new RecordingError(
    '',
    `The file has ${megabytes(sizeBytes)} MB; at most ${megabytes(maxRecordingBytes)} MB can be opened here.`,
  );
}

type Json = Record<string, unknown>;

const RECORDING_FORMAT = 'inside-the-reactor/recording';
const RECORDING_VERSION = 1;
const RUN_ENDS: readonly RunEnd[] = ['idle', 'until', 'maxIterations', null];

/**
 * Reads a recording of ours or a trace of the oracle (real Twisted), from text or parsed JSON.
 * Events of unknown kinds are kept (`UnknownEvent`). Throws `RecordingError` for anything that is not one.
 */
export function parseRecording(source: string | object): Recording {
  const document = typeof source === 'string' ? parseText(source) : source;
  if (!isObject(document)) fail('', `A recording is a JSON object; this is ${describe(document)}.`);
  checkHeader(document);
  const events = document['events'] as unknown[];
  const parsed: RecordedEvent[] = [];
  let lastNs = 0;
  const isRealTime = document['mode'] === 'real';
  for (let i = 0; i < events.length; i++) {
    const event = parseEvent(events[i], i, isRealTime);
    if (event.timeNs < lastNs) {
      // Threads of a run in real time stamp their events a hair out of order.
      if (isRealTime) event.timeNs = lastNs;
      else fail(`events[${i}].t`, `found ${event.timeNs / 1e6}, allowed ${lastNs / 1e6} or later.`);
    }
    lastNs = event.timeNs;
    parsed.push(event);
  }
  return { ...headerOf(document), events: parsed };
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : 'it cannot be parsed';
    return fail('', `A recording is a JSON document; this text is not JSON (${why}).`);
  }
}

function checkHeader(document: Json): void {
  const format = document['format'];
  if (format !== undefined && format !== RECORDING_FORMAT) {
    fail('format', `found ${describe(format)}, allowed "${RECORDING_FORMAT}".`);
  }
  if (format !== undefined && document['version'] !== RECORDING_VERSION) {
    fail('version', `found ${describe(document['version'])}, allowed ${RECORDING_VERSION}.`);
  }
  if (!Array.isArray(document['events'])) {
    if (document['events'] === undefined && isObject(document['server'])) {
      fail('', 'This is a workload, not a recording: run it first and open what comes out.');
    }
    fail('events', `found ${describe(document['events'])}, allowed a list of events.`);
  }
  if (document['events'].length === 0)
    fail('events', 'found an empty list, allowed one event or more.');
  const reactor = document['reactor'] ?? 'select';
  if (reactor !== 'select' && reactor !== 'epoll') {
    fail('reactor', `found ${describe(reactor)}, allowed "select" or "epoll".`);
  }
  const end = document['end'] ?? null;
  if (!RUN_ENDS.includes(end as RunEnd)) {
    fail('end', `found ${describe(end)}, allowed "idle", "until", "maxIterations" or null.`);
  }
  const count = document['count'];
  if (count !== undefined && count !== document['events'].length) {
    fail(
      'count',
      `found ${describe(count)}, allowed ${document['events'].length}, as many as there are events.`,
    );
  }
}

function headerOf(document: Json): Omit<Recording, 'events'> {
  const header: Omit<Recording, 'events'> = {
    reactor: (document['reactor'] ?? 'select') as 'select' | 'epoll',
    end: (document['end'] ?? null) as RunEnd,
  };
  for (const key of ['scenario', 'workload', 'variant'] as const) {
    const value = document[key];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string') fail(key, `found ${describe(value)}, allowed text.`);
    header[key] = value;
  }
  if (typeof document['seed'] === 'number') header.seed = document['seed'];
  if (isObject(document['parameters'])) {
    header.parameters = document['parameters'] as Record<string, number | string>;
  }
  if (isObject(document['net'])) header.net = document['net'] as unknown as NetOptions;
  const order = document['readyOrder'];
  if (order === 'fd' || order === 'fdDesc' || order === 'arrival') header.readyOrder = order;
  return header;
}

function parseEvent(value: unknown, index: number, isRealTime: boolean): RecordedEvent {
  const path = `events[${index}]`;
  if (!isObject(value))
    fail(path, `found ${describe(value)}, allowed an event with t, i and kind.`);
  const { t, i, kind, thr } = value;
  if (typeof kind !== 'string') fail(`${path}.kind`, `found ${describe(kind)}, allowed text.`);
  if (!isTime(t)) fail(`${path}.t`, `found ${describe(t)}, allowed milliseconds, 0 or more.`);
  if (!isCount(i)) fail(`${path}.i`, `found ${describe(i)}, allowed a whole number, 0 or more.`);
  if (thr !== undefined && typeof thr !== 'string') {
    fail(`${path}.thr`, `found ${describe(thr)}, allowed the name of a thread.`);
  }
  const event: UnknownEvent = { timeNs: msToNs(t), turn: i, kind };
  if (isKnownKind(kind)) {
    readFields(value, event, path, rulesOf(kind), isRealTime);
  } else {
    for (const [name, field] of Object.entries(value)) {
      if (!['t', 'i', 'kind', 'thr'].includes(name)) event[name] = field;
    }
  }
  if (thr !== undefined) event.thread = thr;
  return event as unknown as RecordedEvent;
}

/** How a field is read: its name in memory and in a file, and what it may be. */
interface Rule {
  field: string;
  name: string;
  check: Check;
  isOptional: boolean;
}

const rules = new Map<EventKind, Rule[]>();

function rulesOf(kind: EventKind): Rule[] {
  let found = rules.get(kind);
  if (found === undefined) {
    found = Object.entries(eventFields[kind] as Record<string, FieldType>).map(([field, type]) => ({
      field,
      name: wireNames[field] ?? field,
      check: checks[type],
      isOptional: type.endsWith('?'),
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
  for (const { field, name, check, isOptional } of fields) {
    const found = value[name];
    // A real kernel does not tell everything that the virtual one knows.
    if (found === undefined && (isOptional || isRealTime)) continue;
    if (!check.holds(found)) {
      fail(`${path}.${name}`, `found ${describe(found)}, allowed ${check.allowed}.`);
    }
    event[field] = name !== field && typeof found === 'number' ? msToNs(found) : found;
  }
}

interface Check {
  holds(value: unknown): boolean;
  allowed: string;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isNames = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const text: Check = { holds: isText, allowed: 'text' };
const int: Check = { holds: isCount, allowed: 'a whole number, 0 or more' };
const bool: Check = { holds: (value) => typeof value === 'boolean', allowed: 'true or false' };
const names: Check = { holds: isNames, allowed: 'a list of names' };
const conn: Check = {
  holds: (value) => value === null || isText(value),
  allowed: "a connection's name or null",
};

const checks: Readonly<Record<FieldType, Check>> = {
  conn,
  'conn?': conn,
  text,
  'text?': text,
  int,
  'int?': int,
  bool,
  'bool?': bool,
  names,
  'names?': names,
  ns: { holds: isTime, allowed: 'milliseconds, 0 or more' },
  'ns|null': {
    holds: (value) => value === null || isTime(value),
    allowed: 'milliseconds, 0 or more, or null',
  },
  'int|text': {
    holds: (value) => isText(value) || Number.isInteger(value),
    allowed: 'a whole number or text',
  },
  'any?': { holds: () => true, allowed: 'anything' },
};

function msToNs(ms: number): VirtualNs {
  return Math.round(ms * 1e6);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Number.isSafeInteger(msToNs(value));
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  const shown = JSON.stringify(value);
  return shown.length > 40 ? `${shown.slice(0, 37)}…` : shown;
}

function fail(path: string, message: string): never {
  throw new RecordingError(path, message);
}
