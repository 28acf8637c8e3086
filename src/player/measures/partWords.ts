import type { VirtualNs } from '../../recording/events';
import { durationText } from './durations';
import type { Program } from '../world/program';
import type { PartId, WaitPart } from './waitParts';
import type { ReactorSpan } from '../world/world.types';

/** A name as a sentence can have it. */
export const shown = (name: string): string => (name.length > 40 ? `${name.slice(0, 39)}…` : name);

/** What a span of the reactor thread is called: "C’s handler". */
export function nameOf(span: ReactorSpan): string {
  if (span.kind === 'timer') return 'a timer’s callback';
  if (span.kind === 'threadCall') return 'a thread’s call';
  return span.conn === null ? 'other work' : `${shown(span.conn)}’s handler`;
}

/** What each part is while nothing holds the main thread. */
const IDLE: Readonly<Record<PartId, string>> = {
  connecting: 'the connection is made: there and back',
  unsent: 'the rest of it is not sent yet',
  resent: 'lost on the way, and sent again',
  there: 'on its way to the server',
  queued: 'in the listen queue, until it is accepted',
  unread: 'unread in the kernel',
  paused: 'unread in the kernel: the server does not read from it now',
  behind: 'read, but no message yet: the protocol keeps it',
  handler: 'its own handler runs',
  worker: 'its job runs in a thread',
  pool: 'its job waits for a thread of the pool',
  timer: 'a timer of its handler runs',
  turn: 'it waits for the reactor’s next turn',
  gil: 'the reactor waits for the GIL, which a thread has',
  elsewhere: 'it waits for something else: nothing of its own runs',
  buffered: 'the answer is in our buffer',
  noRoom: 'the kernel’s send buffer has no room for the rest',
  kernel: 'in the kernel’s send buffer: what is before it goes first',
  back: 'on its way back',
  late: 'it is there, and the client does not read yet',
  ending: 'the server has ended the connection, and the client does not know yet',
};

/** A part in a few words, for a program with or without a reactor. */
export function partText({ id, holder }: WaitPart, program: Program): string {
  if (program !== 'reactor' && (id === 'turn' || id === 'handler' || id === 'worker')) {
    return id === 'turn' ? 'it waits for its turn' : 'the code that serves it runs';
  }
  if (holder === null || id === 'handler') return IDLE[id];
  const busy =
    program === 'reactor' ? `the reactor is in ${nameOf(holder)}` : 'the loop serves another';
  switch (id) {
    case 'unread':
      return `ready, but nobody asks: ${busy}`;
    case 'queued':
      return `in the listen queue, and nobody asks: ${busy}`;
    case 'behind':
      return `read, but behind an earlier message: ${busy}`;
    case 'buffered':
      return `the answer is in our buffer: ${busy}`;
    default:
      return `it waits for the reactor, which is in ${nameOf(holder)}`;
  }
}

/** A part in the sum of a sentence. */
const SUMMED: Readonly<Record<PartId, string>> = {
  connecting: 'to connect',
  unsent: 'until the rest was sent',
  resent: 'until it was sent again',
  there: 'the way there and back',
  queued: 'in the listen queue',
  unread: 'unread in the kernel',
  paused: 'unread, as the server did not read',
  behind: 'kept by the protocol',
  handler: 'its own handler',
  worker: 'its job in a thread',
  pool: 'until a thread of the pool was free',
  timer: 'a timer of its handler',
  turn: 'until the reactor’s next turn',
  gil: 'until the reactor had the GIL',
  elsewhere: 'waiting for something else',
  buffered: 'in our buffer',
  noRoom: 'until the kernel had room',
  kernel: 'in the kernel’s send buffer',
  back: 'the way there and back',
  late: 'until the client read it',
  ending: 'until the client knew of the end',
};

const SUMMED_BARE: Partial<Record<PartId, string>> = {
  handler: 'the code that serves it',
  worker: 'the code that serves it',
  turn: 'until it had its turn',
};

/** All parts summed by what they are: "40 ms the way there and back, 3.00 s its own handler"; empty without any. */
export function partWords(parts: readonly WaitPart[], program: Program): string {
  const sums = new Map<string, VirtualNs>();
  for (const { id, fromNs, toNs } of parts) {
    const words = (program === 'reactor' ? undefined : SUMMED_BARE[id]) ?? SUMMED[id];
    sums.set(words, (sums.get(words) ?? 0) + toNs - fromNs);
  }
  if (sums.size === 1 && sums.has(SUMMED.there)) return `${SUMMED.there}, and nothing else`;
  return [...sums].map(([words, ns]) => `${durationText(ns, 2)} ${words}`).join(', ');
}
