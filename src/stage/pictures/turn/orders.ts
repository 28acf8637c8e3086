import { pythonSeconds } from '../../../player/measures/durations';
import type { Recording } from '../../../recording/recording';

/** Something that a handler asked for, in the order of its lines, and when it came: see `ordersAt`. */
export interface Asked {
  label: string;
  /** Place among what has come, from 0; null while it is outstanding. */
  place: number | null;
}

export interface Orders {
  /** Whose handler it is. */
  conn: string | null;
  asked: Asked[];
  /** What was printed, in the order in which it was. */
  came: string[];
}

/**
 * What the last handler up to event `index` called, line by line, beside the order in which the program printed
 * that it came: a print comes at once, a timer's print when it fires, a connection's when its bytes have left.
 */
export function ordersAt({ events }: Recording, index: number): Orders {
  const begun = events.findLastIndex((event, i) => i <= index && event.kind === 'handlerStart');
  const start = events[begun];
  if (start?.kind !== 'handlerStart') return { conn: null, asked: [], came: [] };
  const asked: Asked[] = [];
  const came: string[] = [];
  const timers = new Map<number, Asked>();
  let written: Asked | undefined;
  let inHandler = true;
  /** What a print belongs to, outside of the handler. */
  let cause: Asked | undefined;
  const ask = (label: string): Asked => {
    const one: Asked = { label, place: null };
    asked.push(one);
    return one;
  };
  for (const event of events.slice(begun + 1, index + 1)) {
    if (event.kind === 'handlerEnd') inHandler = false;
    else if (event.kind === 'write' && inHandler) written = ask(`write ${event.n} bytes`);
    else if (event.kind === 'callLater' && inHandler) {
      timers.set(event.id, ask(`callLater(${pythonSeconds(event.delayNs)})`));
    } else if (event.kind === 'timerFire') cause = timers.get(event.id);
    else if (event.kind === 'connectionLost' && event.conn === start.conn) cause = written;
    else if (event.kind === 'print') {
      const one = inHandler ? ask(event.text) : cause;
      if (one === undefined || one.place !== null) continue;
      one.place = came.length;
      came.push(event.text);
    }
  }
  return { conn: start.conn, asked, came };
}

/** The last timer with a delay that has fired: when it was asked for, and when it fired. */
export function lastAlarm(
  { events }: Recording,
  index: number,
): { name: string; dueNs: number; firedNs: number } | null {
  for (let i = index; i >= 0; i--) {
    const fired = events[i];
    if (fired?.kind !== 'timerFire') continue;
    const made = events.find((event) => event.kind === 'callLater' && event.id === fired.id);
    if (made?.kind === 'callLater' && made.delayNs > 0) {
      return { name: fired.name, dueNs: made.dueNs, firedNs: fired.timeNs };
    }
  }
  return null;
}
