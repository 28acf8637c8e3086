import {
  refuse,
  integer,
  list,
  nullable,
  oneOf,
  tuple,
  flag,
  type Check,
} from '../recording/check';
import { ipv4, latin1, milliseconds, portNumber } from './quantities';

/**
 * The mini language of the program `script`: lists of operations, each a list that begins with its
 * name. What each does is written down beside `script` in ORACLE.md.
 */
export type Op =
  | ['block', number]
  | ['cpu', number]
  | ['sendLine', string]
  | ['writeBytes', number]
  | ['writeSequence', string[]]
  | ['callLater', number, Op[], string?]
  | ['cancel', string]
  | ['reset', string, number]
  | ['delay', string, number]
  | ['callFromThread', Op[]]
  | ['callInThread', number, Op[]]
  | ['deferToThread', number, Op[]]
  | ['deferToThreadCpu', number, Op[]]
  | ['deferToThreadFail', number, Op[]]
  | ['blockingCall', number, Op[]]
  | ['poolSize', number]
  | ['fire', Op[]]
  | ['fail', Op[]]
  | ['deferred', string, number, DeferredStep[]]
  | ['cancelDeferred', string]
  | ['list', ListMode, [number, boolean][], Op[]]
  | ['lock', string, number, number, Op[]]
  | ['lose', LostHow, number, string?]
  | ['forget', string]
  | ['queuePut', string, string]
  | ['queueGet', string, Op[]]
  | ['inline', InlineStep[]]
  | ['loop', string, number, number, Op[]]
  | ['stopLoop', string]
  | ['cooperate', number, number, Op[]]
  | ['push', number, number]
  | ['pull', number, number]
  | ['sendFile', number, number]
  | ['broadcast', string]
  | ['pause']
  | ['resume']
  | ['rawMode', number]
  | ['setTimeout', number | null]
  | ['resetTimeout']
  | ['keepAlive', number?, number?, number?]
  | ['stopListening', Op[]]
  | ['listen']
  | ['connectTCP', string, string, number, number | null, Op[], Op[], Op[]]
  | ['connector', string, ConnectorCall]
  | ['loseConnection']
  | ['loseWriteConnection']
  | ['abortConnection']
  | ['raise', string?]
  | ['note', string]
  | ['stop'];

/** What the op `connector` calls. */
export type ConnectorCall = 'connect' | 'disconnect' | 'stopConnecting';

/** A pair of callbacks of the op `deferred`; the text names it in the recording. */
export type DeferredStep =
  | ['callback' | 'raise' | 'errback' | 'recover' | 'both', string]
  | ['wait' | 'waitFail', number]
  | ['timeout' | 'pause', number];

/** What the generator of the op `inline` does next. */
export type InlineStep =
  ['sleep' | 'thread' | 'threadFail' | 'caught', number] | ['value', string] | ['ops', Op[]];

/** How the Deferred of the op `lose` comes to fail. */
export type LostHow = (typeof LOST_HOWS)[number];

export const LOST_HOWS = [
  'fail',
  'errback',
  'raise',
  'chain',
  'later',
  'maybe',
  'thread',
  'inline',
  'list',
  'gather',
  'lock',
  'loop',
  'cooperate',
  'timeout',
  'cancel',
  'file',
] as const;

/** How the op `list` waits: `DeferredList` with no flag, one flag, or `gatherResults`. */
export type ListMode = 'all' | 'firstResult' | 'firstError' | 'gather';

const size = integer('a whole number of bytes, 0 or more', 0);
const chunk = integer('a whole number of bytes, 1 or more', 1);
const count = integer('a whole number, 1 or more', 1);

const keepTime = integer('a whole number of seconds from 1 to 32767', 1, 32767);
const keepCount = integer('a whole number from 1 to 127', 1, 127);

/** `["kind", ...]`: the first item chooses how the rest is checked. */
function tagged<T>(table: Record<string, Check<unknown>>): Check<T> {
  const names = Object.keys(table);
  return (value, path) => {
    if (!Array.isArray(value)) return refuse(path, value, 'a list that begins with a name');
    const name: unknown = value[0];
    const check = typeof name === 'string' && names.includes(name) ? table[name] : undefined;
    if (check === undefined) return refuse(`${path}[0]`, name, `one of ${names.join(', ')}`);
    return check(value, path) as T;
  };
}

/** Arguments after the name; the last `optional` may be left out. */
function args(...checks: Check<unknown>[]): Check<unknown> {
  return tuple([latin1, ...checks]);
}

/** Operations within those that are being checked: they wait, so that their depth takes no stack. */
let waiting: { value: unknown; path: string }[] | null = null;

/** Longest path that a message needs. */
const MAX_PATH = 200;

/** A list of operations, at any depth. */
export const ops: Check<Op[]> = (value, path) => {
  if (waiting !== null) {
    const short = path.length > MAX_PATH ? `${path.slice(0, 80)}…${path.slice(-80)}` : path;
    waiting.push({ value, path: short });
    return value as Op[];
  }
  waiting = [];
  try {
    const checked = list(op)(value, path);
    for (const inner of waiting) list(op)(inner.value, inner.path);
    return checked;
  } finally {
    waiting = null;
  }
};

const deferredStep = tagged<DeferredStep>({
  callback: args(latin1),
  raise: args(latin1),
  errback: args(latin1),
  recover: args(latin1),
  both: args(latin1),
  wait: args(milliseconds),
  waitFail: args(milliseconds),
  timeout: args(milliseconds),
  pause: args(milliseconds),
});

const inlineStep = tagged<InlineStep>({
  sleep: args(milliseconds),
  thread: args(milliseconds),
  threadFail: args(milliseconds),
  caught: args(milliseconds),
  value: args(latin1),
  ops: args(ops),
});

const listMode = oneOf('all', 'firstResult', 'firstError', 'gather');

const lostHow = oneOf(...LOST_HOWS);

const op: Check<Op> = tagged<Op>({
  block: args(milliseconds),
  cpu: args(milliseconds),
  sendLine: args(latin1),
  writeBytes: args(size),
  writeSequence: args(list(latin1)),
  callLater: tuple([latin1, milliseconds, ops, latin1], 1),
  cancel: args(latin1),
  reset: args(latin1, milliseconds),
  delay: args(latin1, milliseconds),
  callFromThread: args(ops),
  callInThread: args(milliseconds, ops),
  deferToThread: args(milliseconds, ops),
  deferToThreadCpu: args(milliseconds, ops),
  deferToThreadFail: args(milliseconds, ops),
  blockingCall: args(milliseconds, ops),
  poolSize: args(count),
  fire: args(ops),
  fail: args(ops),
  deferred: args(latin1, milliseconds, list(deferredStep)),
  cancelDeferred: args(latin1),
  list: args(listMode, list(tuple([milliseconds, flag])), ops),
  lock: args(latin1, count, milliseconds, ops),
  lose: tuple([latin1, lostHow, milliseconds, latin1], 1),
  forget: args(latin1),
  queuePut: args(latin1, latin1),
  queueGet: args(latin1, ops),
  inline: args(list(inlineStep)),
  loop: args(latin1, milliseconds, count, ops),
  stopLoop: args(latin1),
  cooperate: args(count, milliseconds, ops),
  push: args(size, chunk),
  pull: args(size, chunk),
  sendFile: args(size, chunk),
  broadcast: args(latin1),
  pause: args(),
  resume: args(),
  rawMode: args(count),
  setTimeout: args(nullable(milliseconds)),
  resetTimeout: args(),
  keepAlive: tuple([latin1, keepTime, keepTime, keepCount], 3),
  stopListening: args(ops),
  listen: args(),
  connectTCP: args(latin1, ipv4, portNumber, nullable(milliseconds), ops, ops, ops),
  connector: args(latin1, oneOf('connect', 'disconnect', 'stopConnecting')),
  loseConnection: args(),
  loseWriteConnection: args(),
  abortConnection: args(),
  raise: tuple([latin1, latin1], 1),
  note: args(latin1),
  stop: args(),
});
