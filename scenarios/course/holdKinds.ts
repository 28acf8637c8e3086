import type { EventOf } from '../../src/recording/events';

/** A kind of hold that a recorder tells apart, in the words of the page, and what is done about it. */
export interface HoldKind {
  why: EventOf<'held'>['why'];
  /** Goes on “The handler …”. */
  kind: string;
  cure: string;
  /** The scenario that explains it, and what it shows: “See …”. */
  lesson: string;
  words: string;
}

/** Kinds with a cure of their own. Of the others the recording says what they are. */
export const holdKinds: readonly HoldKind[] = [
  {
    why: 'sleeping',
    kind: 'slept',
    cure: 'callLater, or task.deferLater where a Deferred is wanted.',
    lesson: 'blocked-reactor',
    words: 'what a sleep does to everyone',
  },
  {
    why: 'io',
    kind: 'waited for the operating system',
    cure: 'Twisted’s own way to do it, or a thread.',
    lesson: 'what-blocks',
    words: 'which lines wait, and what to use instead',
  },
  {
    why: 'lock',
    kind: 'waited for a lock',
    cure: 'Let only the reactor’s thread touch the data.',
    lesson: 'shared-dict',
    words: 'what a lock costs and what needs none',
  },
  {
    why: 'computing',
    kind: 'computed',
    cure: 'Slices, or another process.',
    lesson: 'slices',
    words: 'how a computation is cut into slices',
  },
  {
    why: 'gil',
    kind: 'waited for the GIL',
    cure: 'Another process for threads that compute in Python.',
    lesson: 'one-baton',
    words: 'why a thread that computes holds the reactor',
  },
];
