import { caught, onReturn, watchReturns } from './pyStack';

/*
 * When a Deferred that ended with a Failure is forgotten, Twisted logs it: "Unhandled error in Deferred". In Python that is
 * when the last reference to it goes. JavaScript counts none, so here it is said who holds one:
 *
 * - a frame: the one that made it or got it from a call, and the one that fired it or added to it, until it returns;
 * - whoever calls `hold()`, until its `drop()`: a DeferredList for its members, a program for what it keeps in an attribute;
 * - the reactor, for a timer's or a thread call's function: until it goes on to the next.
 *
 * A traceback holds the frames that the exception went through and those that had called them, with their variables. So a
 * Failure of an exception that went through a Deferred's own frames holds that Deferred, as does one that was
 * caught below a frame that had the Deferred: a circle, which Python's collector finds some time later. Here, and under the
 * oracle, it looks whenever the reactor is about to wait. Whether a frame has a Deferred in a variable or only in passing is not
 * told apart: it has it until it returns; `drop()` says that it goes before.
 */

/** Something that is told when nobody holds it any more. */
export interface Mortal {
  /** No frame holds it; the last was at that depth. */
  frameless(depth: number): void;
  /** A circle of references holds it. */
  toCircle(): void;
  /** Something that outlasts the present call holds it until `drop()`. */
  hold(): void;
  drop(): void;
}

/** What a frame holds. */
interface Held {
  mortal: Mortal;
  depth: number;
  /** Until when it is held: the frame's return, or the next call that it makes in a loop. */
  pinned: boolean;
}

/** Something in a circle of references. */
export interface Circular {
  /** Its number in the order in which such things were made. */
  readonly madeAt: number;
  readonly inCircle: boolean;
  /** Its Failure was caught below the frame that is, or just was, at that depth. */
  caughtSince(depth: number): boolean;
  /** Those that are to be logged, if nothing outside of the circle holds it; null: something does. */
  collected(): Circular[] | null;
  logUnhandled(): void;
}

let inFrames: Held[] = [];
let circular = new Set<Circular>();
/** Held by frames that an exception has left: its traceback holds them. */
let thrown: Mortal[] = [];
let made = 0;

/** A program begins. */
export function forgetUnhandled(): void {
  inFrames = [];
  circular = new Set();
  thrown = [];
  made = 0;
  watchReturns(-1);
}

/** The next number for `Circular.madeAt`. */
export function nextMade(): number {
  return ++made;
}

/** The frame at `depth` holds it, if none that is entered earlier does. */
export function holdInFrame(mortal: Mortal, depth: number): void {
  const known = inFrames.find((one) => one.mortal === mortal);
  if (known === undefined) inFrames.push({ mortal, depth, pinned: false });
  else if (known.depth > depth) known.depth = depth;
  watch();
}

/** The frame that holds it lets go of it before it returns. */
export function leaveFrame(mortal: Mortal): void {
  inFrames = inFrames.filter((one) => one.mortal !== mortal);
  watch();
}

export function isInFrame(mortal: Mortal): boolean {
  return inFrames.some((one) => one.mortal === mortal);
}

/** How many are held by frames: those that come later have higher positions. */
export function heldInFrames(): number {
  return inFrames.length;
}

/**
 * Frames deeper than `depth` are over, for those at a position below `end`; `result` goes to the frame at `depth`.
 * `goesOn`: the frame above `depth` is not over, it only forgets what it had.
 */
export function returnedTo(
  depth: number,
  result?: unknown,
  end = Infinity,
  { raising = false, goesOn = false } = {},
): void {
  const over: { mortal: Mortal; depth: number }[] = [];
  if (inFrames.length === 0) return;
  inFrames = inFrames.filter((one, position) => {
    if (one.depth <= depth || one.pinned || position >= end) return true;
    if (one.mortal === result || (Array.isArray(result) && result.includes(one.mortal))) {
      one.depth = depth;
      return true;
    }
    over.push(one);
    return false;
  });
  watch();
  if (raising) thrown.push(...over.map((one) => one.mortal));
  else for (const { mortal, depth: last } of over) mortal.frameless(goesOn ? 0 : last);
}

/** What frames deeper than `depth` hold is from now on held by the one at `depth`; `pinned`: until `unpin`. */
export function heldFrom(depth: number, pinned = false): void {
  for (const one of inFrames) {
    one.pinned ||= pinned && one.depth >= depth;
    one.depth = Math.min(one.depth, depth);
  }
  watch();
}

/** A frame is about to return: it holds nothing in particular any more. */
export function unpin(): void {
  for (const one of inFrames) one.pinned = false;
}

/** Whether a traceback that nobody has let go of holds the frame at `depth`. */
export function isInTraceback(depth: number): boolean {
  for (const one of circular) if (one.caughtSince(depth)) return true;
  return false;
}

function watch(): void {
  watchReturns(Math.max(-1, ...inFrames.map((one) => (one.pinned ? -1 : one.depth))));
}

onReturn((depth, result, raising) => returnedTo(depth, result, Infinity, { raising }));

/** It is part of a circle: `collect` will look at it. */
export function inCircle(one: Circular): void {
  circular.add(one);
}

/** The exception was caught by a Deferred: its Failure holds the frames. */
export function caughtByDeferred(): void {
  caught();
  if (thrown.length === 0) return;
  for (const mortal of thrown) mortal.toCircle();
  thrown = [];
}

/** The exception was caught and logged: nothing holds its frames any more. */
export function caughtAndLogged(): void {
  for (const mortal of takeThrown()) mortal.frameless(0);
}

/** The exception was caught: what held its frames is from now on held by whoever calls this. */
export function takeThrown(): readonly Mortal[] {
  caught();
  const over = thrown;
  thrown = [];
  return over;
}

/** What frames deeper than `depth` hold. */
export function heldBelow(depth: number): Mortal[] {
  return inFrames.filter((one) => one.depth > depth).map((one) => one.mortal);
}

/** What Python's collector of circles does: logs what nobody outside holds, in the order in which it was made. */
export function collect(): void {
  if (circular.size === 0) return;
  const found = new Set<Circular>();
  for (const one of circular) {
    const gone = one.collected();
    if (gone === null) {
      if (!one.inCircle) circular.delete(one);
      continue;
    }
    circular.delete(one);
    for (const each of gone) found.add(each);
  }
  for (const one of [...found].sort((a, b) => a.madeAt - b.madeAt)) one.logUnhandled();
}
