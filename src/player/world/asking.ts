import type { RecordedEvent, VirtualNs } from '../../recording/events';
import { setOf, type InterestHistory, type NamesAt } from './interest';

/** What the reactor asked the OS last and what the OS said. Never changed once made. */
export interface Asking {
  /** Index of the present or last call of select (`selectEnter`); null before the first. */
  readonly askedIndex: number | null;
  /** The last answer, and the call that it answers; null for one that the recording does not have. */
  readonly said: {
    readonly askedIndex: number | null;
    readonly readable: readonly string[];
    readonly writable: readonly string[];
  } | null;
  readonly isAsking: boolean;
  readonly lastAskedNs: VirtualNs | null;
  /** Bytes in the waker's pipe. */
  readonly wakerBytes: number;
}

export const askingAtStart: Asking = {
  askedIndex: null,
  said: null,
  isAsking: false,
  lastAskedNs: null,
  wakerBytes: 0,
};

/** The state after event `index`; the same object if nothing of it changed. */
export function askingAfter(asking: Asking, event: RecordedEvent, index: number): Asking {
  switch (event.kind) {
    case 'selectEnter':
      return { ...asking, askedIndex: index, isAsking: true, lastAskedNs: event.timeNs };
    case 'select': {
      const { readable, writable } = event;
      const said = { askedIndex: asking.askedIndex, readable, writable };
      return { ...asking, said, isAsking: false, lastAskedNs: event.timeNs };
    }
    case 'end':
      return { ...asking, isAsking: false };
    case 'wakeUp':
      return { ...asking, wakerBytes: event.pending };
    case 'wakerRead':
      return { ...asking, wakerBytes: Math.max(0, asking.wakerBytes - event.n) };
    default:
      return asking;
  }
}

/** Six sets: what is registered now, what the last answer was about, and what it said. */
export interface AskedSets {
  reads: NamesAt;
  writes: NamesAt;
  askedReads: NamesAt;
  askedWrites: NamesAt;
  readable: NamesAt;
  writable: NamesAt;
}

export function askedSets(asking: Asking, index: number, history: InterestHistory): AskedSets {
  const readable = setOf(asking.said?.readable ?? NOBODY);
  const writable = setOf(asking.said?.writable ?? NOBODY);
  const asked = asking.said?.askedIndex ?? null;
  return {
    reads: history.reads.at(index),
    writes: history.writes.at(index),
    askedReads: asked === null ? readable : history.reads.at(asked),
    askedWrites: asked === null ? writable : history.writes.at(asked),
    readable,
    writable,
  };
}

const NOBODY: readonly string[] = [];
