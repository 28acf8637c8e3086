import { durationText } from '../../src/player/measures/durations';
import { waitsOf } from '../../src/player/measures/waits';
import { grouped } from '../../src/recording/digits';
import type { EventOf } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { linesOf } from '../../src/scenario/pythonLines';
import { searchOrders, type OrdersFound } from '../../src/scenario/orders';
import { eventsOf, type Facts } from '../../src/scenario/story';
import type { Tally, Values } from '../../src/scenario/types';
import { programOf } from './hands';
import { sources } from './sources';

const SALE = 'stock["tea"] = n - 1';

/** What an order does that breaks the program. */
export const breaks: Readonly<Record<string, string>> = {
  dict: 'oversell',
  iterate: 'raise an error',
  copy: 'oversell',
  calls: 'oversell',
  lock: 'oversell',
};

const found = new Map<string, OrdersFound>();

/** What all orders of a variant come to; found once for each set of values. */
export function ordersOf(values: Values, variant: string): OrdersFound {
  const key = `${variant} ${values.tea} ${values.each} ${values.receipt! > 0}`;
  let orders = found.get(key);
  if (orders === undefined) {
    found.set(key, (orders = searchOrders(() => programOf(variant, values))));
  }
  return orders;
}

/** A thread in words: the reactor’s has no name in a recording. */
export const handOf = ({ thread }: { thread?: string | undefined }): string =>
  thread === undefined ? 'the reactor thread' : 'the worker';

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

/** `{'tea': 0, 'mint 0': 1}` as a number of cups of tea. */
export const teaIn = (shared: string): number => Number(/'tea': (-?\d+)/.exec(shared)![1]);

/** How many cups were sold up to event `index`: each write of the dict that is done is a sale. */
export function soldUpTo({ events, variant = 'dict' }: Recording, index: number): number {
  const source = sources[variant]!;
  if (!source.includes(SALE)) return 0;
  const sale = linesOf(source).numberOf(SALE);
  const at = new Map<string | undefined, number>();
  let sold = 0;
  for (let i = 0; i <= index; i++) {
    const event = events[i]!;
    if (event.kind === 'line') at.set(event.thread, event.line);
    else if (event.kind === 'variables' && at.get(event.thread) === sale) sold++;
  }
  return sold;
}

/** What has come of the run up to event `index`. */
export function tally(recording: Recording, index: number): Tally {
  const { tea } = recording.parameters as Values;
  const before = recording.events.slice(0, index + 1);
  if (recording.variant === 'iterate') {
    const error = before.find((event) => event.kind === 'logError');
    if (error !== undefined) return { text: 'RuntimeError', isBroken: true };
    const done = before.some((event) => event.kind === 'handlerEnd' && event.conn === 'B');
    return { text: done ? 'counted' : 'not counted yet', isBroken: false };
  }
  const sold = soldUpTo(recording, index);
  return { text: `sold ${sold} of ${tea}`, isBroken: sold > tea! };
}

/** What has come of it at the end. */
export const outcome = (recording: Recording): string =>
  tally(recording, recording.events.length - 1).text;

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const { variant = 'dict' } = recording;
  const steps = eventsOf(recording, 'variables');
  const orders = ordersOf(values, variant);
  const [first] = steps.filter(({ local }) => local !== undefined);
  const second = steps.find((one) => one.local !== undefined && one.thread !== first?.thread);
  const sold = soldUpTo(recording, recording.events.length - 1);
  const facts: Record<string, string> = {
    tea: String(values.tea),
    cups: values.tea === 1 ? '1 cup' : `${values.tea} cups`,
    sold: String(sold),
    left: String(teaIn(steps.at(-1)!.shared)),
    orders: grouped(orders.count),
    broken: grouped(orders.broken),
    break: breaks[variant]!,
    FirstStep:
      steps[0]?.thread === undefined
        ? 'The reactor thread asks for the first name'
        : 'The worker adds a name',
    switches: String(orders.shortest?.switches ?? 0),
    answerA: answerTo(recording, 'A'),
    answerB: answerTo(recording, 'B'),
  };
  if (first !== undefined) {
    facts.First = capital(handOf(first));
    facts.n = first.local!;
  }
  if (second !== undefined) {
    facts.Second = capital(handOf(second));
    facts.m = second.local!;
  }
  const waits = eventsOf(recording, 'lockWait')[0];
  if (waits !== undefined) facts.Waits = capital(handOf(waits));
  const taken = eventsOf(recording, 'lockAcquire');
  if (taken[0] !== undefined) facts.Has = capital(handOf(taken[0]));
  const copied = steps.find(({ thread }) => thread !== undefined);
  if (copied?.local !== undefined) facts.copied = copied.local;
  const held = heldAtLock(recording);
  if (held > 0) facts.held = durationText(held, 2);
  facts.cWait = durationText(waitOfC(recording), 2);
  return facts;
}

function answerTo({ events }: Recording, client: string): string {
  const got = events.find(
    (event): event is EventOf<'client.recv'> =>
      event.kind === 'client.recv' && event.conn === client,
  );
  return got === undefined ? 'nothing' : `“${got.data.trim()}”`;
}

/** For how long C waited for its answer, ns. */
export function waitOfC(recording: Recording): number {
  const wait = waitsOf(recording).find(({ client }) => client === 'C')!;
  return wait.answeredNs! - wait.sentNs;
}

/** For how long the reactor thread stood at the lock, ns. */
function heldAtLock({ events }: Recording): number {
  const from = events.findIndex((e) => e.kind === 'lockWait' && e.thread === undefined);
  if (from < 0) return 0;
  const to = events.findIndex(
    (e, i) => i > from && e.kind === 'lockAcquire' && e.thread === undefined,
  );
  return events[to]!.timeNs - events[from]!.timeNs;
}
