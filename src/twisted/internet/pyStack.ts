import { RecursionError } from '../python/exceptions';

/** Python's own limit (`sys.getrecursionlimit()`). */
const LIMIT = 1000;

/** Depth of what the reactor calls: on Linux, with `reactor.run()` in the program's outermost frame. Select and epoll alike. */
export const DEPTH = {
  /** The program's own lines. */
  module: 1,
  /** The function of a trigger of `startup`, less its own frame. */
  startup: 8,
  /** `runUntilCurrent`, which calls timers and calls from threads. */
  runUntilCurrent: 4,
  /** `doRead` and `doWrite`, less their own frame. */
  doReadOrWrite: 9,
} as const;

/** A call that is counted: of a Python function, of C, of a class's instance check, or a comparison. */
type Call = 'P' | 'C' | 'I' | '=';

const WHERE: Record<Call, string> = {
  P: '',
  C: ' while calling a Python object',
  I: ' in __instancecheck__',
  '=': ' in comparison',
};

let depth: number = DEPTH.module;
let limitMet = false;
/** Which frame is, or was last, at each depth. */
const serials: number[] = new Array<number>(LIMIT + 2).fill(0);
let serial = 0;
/** Frames below the program's own with a lower number are over: the reactor has gone on from another place. */
let oldest = 0;
/** Number of the innermost frame of a generator that runs. */
let generator = 0;
let watched = -1;
/** An exception is on its way out. */
let raising = false;
let returned: (depth: number, result: unknown, raising: boolean) => void = () => undefined;

/** A frame of Python's stack. */
export interface Frame {
  depth: number;
  serial: number;
}

/*
 * How deep Python's stack would be, counted as CPython 3.11 counts it: one for each frame of a Python function, and one for
 * each call of C that is not inlined. (3.12 and newer count Python's frames only.) A function here that follows one of
 * Twisted's enters its own frame; whoever calls a function of the program enters that one's.
 */

/** Enters the frame of a Python function, and gives the depth to `leave` to. Throws `RecursionError`. */
export function enter(): number {
  if (depth >= LIMIT) full('');
  serials[depth + 1] = ++serial;
  return depth++;
}

/** Back to the depth that `enter` gave; `result` is what the function returned. */
export function leave(before: number, result?: unknown): void {
  depth = before;
  if (before < watched) returned(before, result, raising);
}

/** An exception was caught: frames return again. */
export function caught(): void {
  raising = false;
}

/** Calls `listener` when a frame returns to a depth below the one that is watched, or is left by an exception (`raising`). */
export function onReturn(listener: typeof returned): void {
  returned = listener;
}

/** Frames at up to this depth are watched. */
export function watchReturns(newWatched: number): void {
  watched = newWatched;
}

/** The present frame, to ask later whether it still runs. */
export function thisFrame(): Frame {
  return { depth, serial: numberAt(depth) };
}

/** The frames below which something was caught, by their numbers. */
export interface Outer {
  newest: number;
  /** The innermost generator, if any: when it is over, CPython forgets what had called it. */
  oldest: number;
}

/** The frames below which now something happens. */
export function outerFrames(): Outer {
  return { newest: serial, oldest: generator };
}

/** Whether the frame at `depth` is one of those. */
export function isOuter(depth: number, { newest, oldest: first }: Outer): boolean {
  const number = numberAt(depth);
  return first <= number && number <= newest;
}

function numberAt(frame: number): number {
  return frame < DEPTH.runUntilCurrent ? serials[frame]! : Math.max(oldest, serials[frame]!);
}

/** The depth of that frame as long as it runs, else null. */
export function depthOf(frame: Frame): number | null {
  return frame.depth <= depth && numberAt(frame.depth) === frame.serial ? frame.depth : null;
}

/** The present depth, to `leave` to. */
export function here(): number {
  return depth;
}

/** What Python calls to make a Failure of the exception that it handles: the class, `__init__`, `sys.exc_info`. */
export const MAKE_FAILURE = 'CPC';

/** What Python calls to make a Deferred. */
export const MAKE_DEFERRED = 'CP';

/** Runs `f` in the frame of a Python function. */
export function inFrame<R>(f: () => R): R {
  const before = enter();
  let result: R | undefined;
  try {
    result = f();
    raising = false;
    return result;
  } catch (error) {
    raising = true;
    throw error;
  } finally {
    leave(before, result);
  }
}

/** Runs `f` without the frame that its caller entered for it: it only stands for a Twisted function, which enters its own. */
export function standsFor<R>(f: () => R): R {
  const before = depth--;
  try {
    return f();
  } finally {
    depth = before;
  }
}

/**
 * What is called next calls these within each other and comes back. `CP`: making an instance of a class with `__init__`.
 * Throws `RecursionError`, with Python's words, if they do not fit.
 */
export function needs(calls: string): void {
  if (depth + calls.length <= LIMIT) return;
  full(WHERE[calls[LIMIT - depth] as Call]);
}

function full(where: string): never {
  limitMet = true;
  raising = true;
  throw new RecursionError(where);
}

/** Whether the program met the limit. */
export function metTheLimit(): boolean {
  return limitMet;
}

/** CPython calls less from the time on that it has begun a function, or gone back in it, this often. */
const WARM_AFTER = 8;

/** Functions of Twisted where that shows. Its modules make four Failures when they are imported. */
const BEGUN = {
  addBoth: 0,
  addCallback: 0,
  addCallbacks: 0,
  addErrback: 0,
  dataMustBeBytes: 0,
  failure: 4,
  inlineCallbacks: 0,
};
let begun = { ...BEGUN };

/** The function begins, or goes round: true as long as its calls of C that can be inlined are not. */
export function isCold(name: keyof typeof BEGUN): boolean {
  return begun[name] < WARM_AFTER && ++begun[name] < WARM_AFTER;
}

/** A program begins. */
export function startProgram(): void {
  depth = DEPTH.module;
  begun = { ...BEGUN };
  limitMet = false;
  serials.fill(0);
  serial = 0;
  oldest = 0;
  generator = 0;
}

/** The frame of a generator runs at that depth. Gives what `leaveGenerator` takes. */
export function enterGenerator(newDepth: number): number {
  const before = generator;
  enterAt(newDepth);
  generator = serial;
  return before;
}

export function leaveGenerator(before: number): void {
  generator = before;
}

/** A frame begins at that depth. */
export function enterAt(newDepth: number): void {
  goTo(newDepth);
  serials[depth] = ++serial;
}

/** The reactor calls something: whatever was entered before is over. Gives the depth before. */
export function startAt(newDepth: number): number {
  if (newDepth > DEPTH.runUntilCurrent) oldest = ++serial;
  return goTo(newDepth);
}

function goTo(newDepth: number): number {
  const before = depth;
  depth = newDepth;
  if (newDepth < watched) returned(newDepth, undefined, false);
  return before;
}
