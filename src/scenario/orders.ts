import type { HandCode, HandOp } from './hands';

/** A program of two threads, afresh: what each has to do, and what they share. */
export interface HandsProgram {
  R: HandCode<unknown>;
  W: HandCode<unknown>;
  /** All that decides what happens next and is not in a thread: equal texts, equal futures. */
  state(): string;
  /** Whether the order that has run to its end has broken it. */
  isBroken(): boolean;
}

/** What all orders of a program's marked lines come to. */
export interface OrdersFound {
  /** How many orders there are, from the first marked line to the last. */
  count: number;
  /** In how many of them the program breaks. */
  broken: number;
  /** One of those that break with the fewest switches between threads; null when none breaks. */
  shortest: { order: string; switches: number } | null;
}

type Letter = 'R' | 'W';
const LETTERS: readonly Letter[] = ['R', 'W'];

/** Orders that lead to one state: how many they are, and one with the fewest switches. */
interface Reached {
  /** The program, there; it goes on with one of the next letters. */
  table: Table;
  order: string;
  switches: number;
  count: number;
}

/**
 * Runs every order of the marked lines of two threads. Orders that lead to the same state have the same future, so that it
 * is run once and they are counted together: nothing is left out and nothing estimated.
 *
 * @param program makes the program; it is run again for each state.
 */
export function searchOrders(program: () => HandsProgram): OrdersFound {
  const found: OrdersFound = { count: 0, broken: 0, shortest: null };
  let layer = new Map<string, Reached>([
    ['', { table: new Table(program()), order: '', switches: 0, count: 1 }],
  ]);
  while (layer.size > 0) {
    const next = new Map<string, Reached>();
    for (const reached of layer.values()) {
      const { table, order } = reached;
      const ready = LETTERS.filter((letter) => table.stands(letter));
      if (ready.length === 0) take(found, reached, table.isBroken);
      ready.forEach((letter, i) => {
        // The last letter takes the table that is there; for another the program is run again as far as here.
        const after = i === ready.length - 1 ? table : replay(program, order);
        after.step(letter);
        add(next, after, reached, letter);
      });
    }
    layer = next;
  }
  return found;
}

/** The words of all orders, one by one: `searchOrders` without its shortcut. */
export function* everyOrder(
  program: () => HandsProgram,
  order = '',
): Generator<{ order: string; isBroken: boolean }> {
  const table = replay(program, order);
  const ready = LETTERS.filter((letter) => table.stands(letter));
  if (ready.length === 0) yield { order, isBroken: table.isBroken };
  for (const letter of ready) yield* everyOrder(program, order + letter);
}

function replay(program: () => HandsProgram, order: string): Table {
  const table = new Table(program());
  for (const letter of order) table.step(letter as Letter);
  return table;
}

function add(layer: Map<string, Reached>, table: Table, from: Reached, letter: Letter): void {
  const key = table.state + letter;
  const isSwitch = from.order !== '' && from.order.at(-1) !== letter;
  const switches = from.switches + (isSwitch ? 1 : 0);
  const order = from.order + letter;
  const known = layer.get(key);
  const count = from.count + (known?.count ?? 0);
  const isBetter = known === undefined || switches < known.switches;
  layer.set(key, isBetter ? { table, order, switches, count } : { ...known, count });
}

function take(found: OrdersFound, { order, switches, count }: Reached, isBroken: boolean): void {
  found.count += count;
  if (!isBroken) return;
  found.broken += count;
  if (found.shortest === null || switches < found.shortest.switches) {
    found.shortest = { order, switches };
  }
}

/** Two threads at their lines, without a clock: a sleep is over when nobody else stands before a line. */
class Table {
  readonly #program: HandsProgram;
  readonly #hands: Record<Letter, Hand>;
  #lockedBy: Letter | null = null;

  constructor(program: HandsProgram) {
    this.#program = program;
    this.#hands = { R: new Hand(program.R), W: new Hand(program.W) };
    this.#settle();
  }

  get isBroken(): boolean {
    return this.#program.isBroken();
  }

  get state(): string {
    const { R, W } = this.#hands;
    return [this.#program.state(), this.#lockedBy, R.state, W.state].join('|');
  }

  stands(letter: Letter): boolean {
    return this.#hands[letter].at === 'mark';
  }

  /** Runs a thread's next marked line. */
  step(letter: Letter): void {
    this.#hands[letter].steps++;
    this.#run(letter);
    this.#settle();
  }

  #settle(): void {
    for (const letter of LETTERS) if (this.#hands[letter].at === 'start') this.#run(letter);
    if (LETTERS.some((letter) => this.stands(letter))) return;
    const sleeper = LETTERS.find((letter) => this.#hands[letter].at === 'asleep');
    if (sleeper === undefined) return;
    this.#run(sleeper);
    this.#settle();
  }

  /** Runs a thread up to its next marked line, a wait or its end. */
  #run(letter: Letter): void {
    const hand = this.#hands[letter];
    for (;;) {
      const op = hand.next();
      if (op === null) return;
      if (op.op === 'mark') hand.at = 'mark';
      else if (op.op === 'sleep' && op.seconds > 0) hand.at = 'asleep';
      else if (op.op === 'acquire' && this.#lockedBy !== null) hand.at = 'locked';
      else {
        this.#do(letter, op);
        continue;
      }
      return;
    }
  }

  #do(letter: Letter, op: HandOp): void {
    if (op.op === 'saw') this.#hands[letter].saw = `${op.local} ${op.more ?? ''}`;
    if (op.op === 'acquire') this.#lockedBy = letter;
    if (op.op === 'release') {
      const other = LETTERS.find((one) => this.#hands[one].at === 'locked');
      this.#lockedBy = other ?? null;
      if (other !== undefined) this.#hands[other].at = 'start';
    }
    if (op.op === 'post') this.#hands.R.give(op.task());
  }
}

/** A thread: what it runs, what waits for it, and where it stands. */
class Hand {
  at: 'start' | 'mark' | 'asleep' | 'locked' | 'end' = 'start';
  steps = 0;
  saw = '';
  readonly #tasks: HandCode<unknown>[];

  constructor(code: HandCode<unknown>) {
    this.#tasks = [code];
  }

  get state(): string {
    return `${this.steps} ${this.at} ${this.saw} ${this.#tasks.length}`;
  }

  give(task: HandCode<unknown>): void {
    this.#tasks.push(task);
    if (this.at === 'end') this.at = 'start';
  }

  next(): HandOp | null {
    while (this.#tasks.length > 0) {
      const step = this.#tasks[0]!.next();
      if (step.done !== true) return step.value;
      this.#tasks.shift();
    }
    this.at = 'end';
    return null;
  }
}
