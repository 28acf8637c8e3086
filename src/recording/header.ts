import {
  integer,
  isObject,
  known,
  list,
  memberPath,
  nullable,
  number,
  object,
  oneOf,
  plainObject,
  refuse,
  text,
  type Check,
  type Json,
} from './check';
import { MAX_COUNT, MAX_TYPED_LINES, MAX_TYPED_MS, MAX_VALUES } from './limits';
import type {
  NetOptions,
  RecorderOptions,
  Recording,
  RecordingHeader,
  TypedLine,
} from './recording';
import { fail } from './refusal';

/** Says what a file is; a file without it is a trace of the oracle. */
export const recordingFormat = 'inside-the-reactor/recording';
/** Grows when a reader of the old format would misread the new one. In version 1 beats were events of their own. */
export const recordingVersion = 2;
/** Those that are read. */
const VERSIONS: readonly unknown[] = [1, 2];
/**
 * Checks that a document is a recording of a version that is read here, with at least one event.
 * @throws RecordingError, InputError
 */
export function checkDocument(document: Json): asserts document is Json & { events: unknown[] } {
  const { format, events, count } = document;
  if (format !== undefined && format !== recordingFormat) {
    refuse('format', format, `"${recordingFormat}"`);
  }
  if (format !== undefined && !VERSIONS.includes(document['version'])) {
    refuse('version', document['version'], VERSIONS.join(' or '));
  }
  if (!Array.isArray(events)) {
    if (events === undefined && isObject(document['server'])) {
      fail('', 'This is a workload, not a recording: run it first and open what comes out.');
    }
    refuse('events', events, 'a list of events');
  }
  if (events.length === 0) fail('events', 'found an empty list, allowed one event or more.');
  if (count !== undefined && count !== events.length) {
    refuse('count', count, `${events.length}, as many as there are events`);
  }
}

const parameter: Check<number | string> = (value, path) =>
  typeof value === 'string' ? text(value, path) : number('a number or text')(value, path);

function parameters(value: unknown, path: string): Record<string, number | string> {
  const entries = Object.entries(plainObject(value, path, 'an object of numbers and text'));
  if (entries.length > MAX_VALUES) refuse(path, value, `at most ${MAX_VALUES} values`);
  for (const [name, one] of entries) {
    const at = memberPath(path, name);
    if (name === '__proto__') fail(at, 'this name is reserved.');
    parameter(one, at);
  }
  return value as Record<string, number | string>;
}

const buffer = integer('a number of bytes from 1', 1, MAX_COUNT);

/** The network of a run; fields that are not known here are left behind. */
const net: { [K in keyof NetOptions]: Check<NetOptions[K]> } = {
  latencyMs: number('milliseconds from 0 to 1,000,000,000', 0, 1e9),
  serverRecvBuffer: buffer,
  serverSendBuffer: buffer,
  clientRecvBuffer: buffer,
  rate: nullable(number('a number of bytes per ms above 0, or null', Number.MIN_VALUE, MAX_COUNT)),
  mss: buffer,
  writableRule: oneOf('free', 'linux'),
};

/** How a server was recorded. */
const recorder: { [K in keyof RecorderOptions]-?: Check<NonNullable<RecorderOptions[K]>> } = {
  version: text,
  python: text,
  platform: text,
  tier: oneOf('full', 'base'),
  limitMs: number('milliseconds above 0', Number.MIN_VALUE, 1e9),
  around: number('seconds above 0', Number.MIN_VALUE, 1e6),
  notes: list(text),
};

const typedLine: Check<TypedLine> = object(
  {
    client: text,
    atMs: integer(`whole milliseconds from 0 to ${MAX_TYPED_MS}`, 0, MAX_TYPED_MS),
    text,
  },
  {},
);

const typed: Check<TypedLine[]> = (value, path) => {
  const lines = list(typedLine)(value, path);
  if (lines.length > MAX_TYPED_LINES) refuse(path, value, `at most ${MAX_TYPED_LINES} lines`);
  return lines;
};

const fields = known({
  reactor: oneOf('select', 'epoll', 'poll', 'asyncio'),
  end: oneOf('idle', 'until', 'maxIterations', 'hangs', 'deadlock', 'recursionLimit'),
  scenario: text,
  workload: text,
  variant: text,
  seed: number('a number'),
  typed,
  parameters,
  net: known(net, 'an object with the network of the run'),
  readyOrder: oneOf('fd', 'fdDesc', 'arrival'),
  recorder: known(recorder, 'an object with how it was recorded'),
});

/** The header of a checked document. @throws RecordingError, InputError */
export function headerOf(document: Json): Omit<Recording, 'events'> {
  const given = Object.entries(document).filter(([, value]) => value !== null);
  const header = fields(Object.fromEntries(given), '');
  const mode = document['mode'] === 'real' ? { mode: 'real' as const } : {};
  return { reactor: 'select', end: null, ...mode, ...(header as Partial<RecordingHeader>) };
}
