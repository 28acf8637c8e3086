import type { RecordedEvent, VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';
import type { MarkedLines, ThreadLetter } from '../../../scenario/scheduled';

export const letters: readonly ThreadLetter[] = ['R', 'W'];

/** A marked line that a thread ran, as the run has it. */
export interface BoardStep {
  letter: ThreadLetter;
  /** Its line in the file. */
  line: number;
  timeNs: VirtualNs;
  turn: number;
  startIndex: number;
  /** Event with which it is done. */
  doneIndex: number;
  /** The thread's own variable after it, null where it has none; and what the threads share. */
  local: string | null;
  shared: string;
}

const letterOf = ({ thread }: RecordedEvent): ThreadLetter => (thread === undefined ? 'R' : 'W');

const cache = new WeakMap<Recording, { marks: MarkedLines; steps: BoardStep[] }>();

/** The marked lines in the order in which they ran. */
export function stepsOf(recording: Recording, marks: MarkedLines): BoardStep[] {
  const found = cache.get(recording);
  if (found?.marks === marks) return found.steps;
  const steps = findSteps(recording, marks);
  cache.set(recording, { marks, steps });
  return steps;
}

function findSteps({ events }: Recording, marks: MarkedLines): BoardStep[] {
  const steps: BoardStep[] = [];
  const begun: Partial<Record<ThreadLetter, BoardStep>> = {};
  events.forEach((event, index) => {
    const letter = letterOf(event);
    if (event.kind === 'line' && marks[letter].some(({ line }) => line === event.line)) {
      const { line, timeNs, turn } = event;
      begun[letter] = {
        letter,
        line,
        timeNs,
        turn,
        startIndex: index,
        doneIndex: events.length - 1,
        local: null,
        shared: '',
      };
      steps.push(begun[letter]);
    } else if (event.kind === 'variables') {
      const step = begun[letter];
      if (step === undefined) return;
      Object.assign(step, { doneIndex: index, local: event.local ?? null, shared: event.shared });
    }
  });
  return steps;
}

/** How many marked lines have begun by event `index`. */
export const begunBy = (steps: readonly BoardStep[], index: number): number =>
  steps.filter(({ startIndex }) => startIndex <= index).length;

/** The order in which the lines ran, up to the step at `place`. */
export const orderOf = (steps: readonly BoardStep[], place = steps.length): string =>
  steps
    .slice(0, place)
    .map(({ letter }) => letter)
    .join('');

/**
 * Whether a thread stands before a marked line when `place` of them have begun: the schedule may name it. A thread that
 * sleeps, waits for a lock or has not been asked yet does not.
 */
export function stands(
  { events }: Recording,
  steps: readonly BoardStep[],
  place: number,
  letter: ThreadLetter,
): boolean {
  const next = steps[place];
  const own = steps.slice(place).find((step) => step.letter === letter);
  if (next === undefined || own === undefined) return false;
  if (own === next) return true;
  if (own.timeNs !== next.timeNs || (letter === 'R' && own.turn !== next.turn)) return false;
  const before = events.slice(0, next.startIndex).findLast((event) => {
    return letterOf(event) === letter && LOCKS.has(event.kind);
  });
  return before?.kind !== 'lockWait';
}

const LOCKS: ReadonlySet<string> = new Set(['lockWait', 'lockAcquire', 'lockRelease']);

/** A row of a hand's program: a marked line, or the `else:` of one, which no thread stands at. */
export interface BoardRow {
  line: number | null;
  code: string;
  /** How far it is indented, from 0. */
  depth: number;
}

const INDENT = 4;

/** A thread's marked lines as its program has them: indented, each branch under its head. What is called stands under its call. */
export function rowsOf(marks: readonly { line: number }[], source: string): BoardRow[] {
  const texts = source.split('\n').map((text) => text.replace(/\s+#.*$/, ''));
  let base = 0;
  let before = 0;
  return marks.flatMap(({ line }) => {
    const text = texts[line - 1]!;
    const indent = text.search(/\S/);
    const follows = line > before && line - before <= 2;
    // Of another function: its indent is its own.
    if (!follows) base = indent - (before === 0 ? 0 : INDENT);
    before = line;
    const depth = (indent - base) / INDENT;
    const row = { line, code: text.trim(), depth };
    const isElse = texts[line - 2]?.trim() === 'else:';
    return isElse ? [{ line: null, code: 'else:', depth: depth - 1 }, row] : [row];
  });
}

/** What a hand does at event `index`. */
export interface HandState {
  /** The line that it stands before or runs, by its number; null when it has none to come. */
  at: number | null;
  /** It runs now; else it stands before the line, or waits for a lock. */
  does: 'runs' | 'stands' | 'waits' | 'away' | 'done';
  local: string | null;
}

export function handAt(
  recording: Recording,
  steps: readonly BoardStep[],
  index: number,
  letter: ThreadLetter,
): HandState {
  const own = steps.filter((step) => step.letter === letter);
  const done = own.filter(({ doneIndex }) => doneIndex <= index);
  const local = done.at(-1)?.local ?? null;
  const running = own.find((one) => one.startIndex <= index && one.doneIndex > index);
  if (running !== undefined) {
    const { events } = recording;
    const lock = events.slice(running.startIndex, index + 1).findLast((event) => {
      return letterOf(event) === letter && LOCKS.has(event.kind);
    });
    return { at: running.line, does: lock?.kind === 'lockWait' ? 'waits' : 'runs', local };
  }
  const next = own[done.length];
  if (next === undefined) return { at: null, does: 'done', local };
  const isThere = stands(recording, steps, begunBy(steps, index), letter);
  return { at: isThere ? next.line : null, does: isThere ? 'stands' : 'away', local };
}

/** What stands on the board: a name, what it was, and what it is. */
export interface BoardEntry {
  name: string;
  /** Earlier values and the present one, in the order in which they came. */
  values: readonly string[];
}

/**
 * What the threads share up to event `index`, with every change of it.
 * @param initially what it is before the first marked line.
 */
export function boardAt(
  steps: readonly BoardStep[],
  index: number,
  initially: string,
): BoardEntry[] {
  const entries = new Map(parseDict(initially).map(([name, value]) => [name, [value]]));
  const done = steps.filter(({ doneIndex, shared }) => doneIndex <= index && shared !== '');
  for (const { shared } of done.sort((a, b) => a.doneIndex - b.doneIndex)) {
    for (const [name, value] of parseDict(shared)) {
      const values = entries.get(name);
      if (values === undefined) entries.set(name, [value]);
      else if (values.at(-1) !== value) values.push(value);
    }
  }
  return [...entries].map(([name, values]) => ({ name, values }));
}

/** `{'tea': 1, 'mint 0': 1}` as pairs; what is no such text has none. */
export function parseDict(text: string): [name: string, value: string][] {
  return [...text.matchAll(/'([^']*)': ([^,}]+)/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
}

/** The number of the word that an order is: what the parameter of the schedule holds. */
export const numberOfOrder = (order: string): number =>
  [...order].reduce((sum, letter) => 2 * sum + letters.indexOf(letter as ThreadLetter), 1);

/** How often an order goes from one thread to the other. */
export const switchesIn = (order: string): number =>
  [...order].filter((letter, i) => i > 0 && letter !== order[i - 1]).length;
