import { refuse, flag, integer, list, object, oneOf, record, type Check } from '../recording/check';
import { bytes, latin1, milliseconds, someLatin1, millisecondsAboveZero } from './quantities';
import { ops, type Op } from './scriptOps';

/** Parameters of every program whose clients speak in lines. */
export interface LineParams {
  receiver?: 'line' | 'lineonly';
  delimiter?: string;
  maxLength?: number;
}

/** A timer of the program `timers`; times in ms. */
export type TimerSpec = {
  name: string;
  delay?: number;
  at?: number;
  cancelAt?: number;
  resetAt?: number;
  resetTo?: number;
  delayAt?: number;
  delayBy?: number;
  loop?: number;
  now?: boolean;
  withCount?: boolean;
  stopAfter?: number;
  block?: number | number[];
};

export const DEFERRED_DEMOS = [
  'chain',
  'side_by_side',
  'nested',
  'pausing',
  'twice',
  'cancelling',
  'unhandled',
  'lists',
  'inline',
  'maybe',
  'reentrant',
  'lock',
] as const;

/** Parameters of each server program, by its name. Times in ms, sizes in bytes. */
export interface ProgramParams {
  echo: { blockMs?: number };
  'line-echo': LineParams & {
    via?: 'direct' | 'deferred' | 'deferred-later' | 'callLater0' | 'thread';
    blockMs?: number;
  };
  chat: LineParams & { blockMs?: number };
  'blocking-handler': LineParams & { cpu?: boolean };
  'call-later-chunks': LineParams & { chunkMs?: number; gapMs?: number };
  cooperator: LineParams & { unitMs?: number };
  'defer-to-thread': LineParams & { poolMax?: number; cpu?: boolean; fail?: boolean };
  'inline-callbacks': LineParams & { pauseMs?: number };
  'db-pool': LineParams & { cpMin?: number; cpMax?: number; connectMs?: number };
  timers: { timers: TimerSpec[] };
  'big-write': LineParams & {
    mode?: 'write' | 'chunks' | 'push' | 'pull' | 'filesender';
    chunk?: number;
    gapMs?: number;
    closeAfter?: boolean;
  };
  'thread-write': LineParams & { safe?: boolean };
  timeout: LineParams & { timeoutMs?: number; abort?: boolean };
  closing: LineParams & { halfCloseable?: boolean };
  framing: { receiver?: 'int32' | 'netstring'; maxLength?: number; blockMs?: number };
  'raw-mode': LineParams;
  deferreds: { demos?: (typeof DEFERRED_DEMOS)[number][] };
  startup: { stopMs?: number };
  script: ScriptParams;
}

/** Parameters of the program `script`. */
export interface ScriptParams {
  receiver?: 'line' | 'lineonly' | 'int32' | 'netstring';
  delimiter?: string;
  maxLength?: number;
  poolMax?: number;
  /** Implements IHalfCloseableProtocol. */
  halfCloseable?: boolean;
  /** Keeps a list of connections: `broadcast` reaches them, and `onConnect` and `onLost` run. */
  peers?: boolean;
  onStart?: Op[];
  onConnect?: Op[];
  /** By the first word of a line; `*` for any other. */
  onLine?: Record<string, Op[]>;
  /** When the bytes asked for by `rawMode` have come. */
  onRaw?: Op[];
  onTimeout?: Op[];
  onReadLost?: Op[];
  onWriteLost?: Op[];
  onLost?: Op[];
}

export type ProgramName = keyof ProgramParams;

const line = { receiver: oneOf('line', 'lineonly'), delimiter: someLatin1, maxLength: bytes };
const positive = integer('a whole number, 1 or more', 1);

const timer: Check<TimerSpec> = (value, path) => {
  const spec = object(
    { name: latin1 },
    {
      delay: milliseconds,
      at: milliseconds,
      cancelAt: milliseconds,
      resetAt: milliseconds,
      resetTo: milliseconds,
      delayAt: milliseconds,
      delayBy: milliseconds,
      loop: milliseconds,
      now: flag,
      withCount: flag,
      stopAfter: positive,
      block: ((block, at) =>
        Array.isArray(block) ? list(milliseconds)(block, at) : milliseconds(block, at)) as Check<
        number | number[]
      >,
    },
  )(value, path);
  if (spec.loop === undefined) {
    if (spec.delay === undefined)
      refuse(`${path}.delay`, undefined, 'delay or loop, in milliseconds');
    if (Array.isArray(spec.block)) refuse(`${path}.block`, spec.block, 'a number of milliseconds');
    if (spec.resetAt !== undefined && spec.resetTo === undefined) {
      refuse(`${path}.resetTo`, undefined, 'a number of milliseconds, 0 or more');
    }
    if (spec.delayAt !== undefined && spec.delayBy === undefined) {
      refuse(`${path}.delayBy`, undefined, 'a number of milliseconds, 0 or more');
    }
  } else if (spec.block !== undefined && !Array.isArray(spec.block)) {
    refuse(`${path}.block`, spec.block, 'a list of milliseconds, one for each call of the loop');
  }
  return spec;
};

const script = object(
  {},
  {
    receiver: oneOf('line', 'lineonly', 'int32', 'netstring'),
    delimiter: someLatin1,
    maxLength: bytes,
    poolMax: positive,
    halfCloseable: flag,
    peers: flag,
    onStart: ops,
    onConnect: ops,
    onLine: record(ops),
    onRaw: ops,
    onTimeout: ops,
    onReadLost: ops,
    onWriteLost: ops,
    onLost: ops,
  },
);

const dbPool: Check<ProgramParams['db-pool']> = (value, path) => {
  const params = object(
    {},
    {
      ...line,
      cpMin: integer('a whole number, 0 or more', 0),
      cpMax: positive,
      connectMs: milliseconds,
    },
  )(value, path);
  const least = params.cpMin ?? 3;
  if (least > (params.cpMax ?? 5)) {
    refuse(`${path}.cpMin`, least, `a whole number, at most cpMax (${params.cpMax ?? 5})`);
  }
  return params;
};

/** How the parameters of each program are checked. */
export const PROGRAM_CHECKS: { [P in ProgramName]: Check<ProgramParams[P]> } = {
  echo: object({}, { blockMs: milliseconds }),
  'line-echo': object(
    {},
    {
      ...line,
      via: oneOf('direct', 'deferred', 'deferred-later', 'callLater0', 'thread'),
      blockMs: milliseconds,
    },
  ),
  chat: object({}, { ...line, blockMs: milliseconds }),
  'blocking-handler': object({}, { ...line, cpu: flag }),
  'call-later-chunks': object({}, { ...line, chunkMs: millisecondsAboveZero, gapMs: milliseconds }),
  cooperator: object({}, { ...line, unitMs: millisecondsAboveZero }),
  'defer-to-thread': object({}, { ...line, poolMax: positive, cpu: flag, fail: flag }),
  'inline-callbacks': object({}, { ...line, pauseMs: milliseconds }),
  'db-pool': dbPool,
  timers: object({ timers: list(timer) }, {}),
  'big-write': object(
    {},
    {
      ...line,
      mode: oneOf('write', 'chunks', 'push', 'pull', 'filesender'),
      chunk: bytes,
      gapMs: milliseconds,
      closeAfter: flag,
    },
  ),
  'thread-write': object({}, { ...line, safe: flag }),
  timeout: object({}, { ...line, timeoutMs: milliseconds, abort: flag }),
  closing: object({}, { ...line, halfCloseable: flag }),
  framing: object(
    {},
    { receiver: oneOf('int32', 'netstring'), maxLength: bytes, blockMs: milliseconds },
  ),
  'raw-mode': object({}, line),
  deferreds: object({}, { demos: list(oneOf(...DEFERRED_DEMOS)) }),
  startup: object({}, { stopMs: milliseconds }),
  script,
};
