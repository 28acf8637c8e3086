import type { RecordedEvent, VirtualNs } from '../recording/events';

/** What the reactor has registered, what it asked the OS last and what the OS said. Never changed once made. */
export interface Asking {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** The sets that the present or last call of select was given; null before the first. */
  readonly asked: { readonly reads: readonly string[]; readonly writes: readonly string[] } | null;
  /** The last answer, with the sets that it answers. */
  readonly said: {
    readonly reads: readonly string[];
    readonly writes: readonly string[];
    readonly readable: readonly string[];
    readonly writable: readonly string[];
  } | null;
  readonly isAsking: boolean;
  readonly lastAskedNs: VirtualNs | null;
  /** Bytes in the waker's pipe. */
  readonly wakerBytes: number;
}

/** The waker is registered before anything happens. */
export const askingAtStart: Asking = {
  reads: ['waker'],
  writes: [],
  asked: null,
  said: null,
  isAsking: false,
  lastAskedNs: null,
  wakerBytes: 0,
};

/** The state after an event; the same object if nothing of it changed. */
export function askingAfter(asking: Asking, event: RecordedEvent): Asking {
  switch (event.kind) {
    case 'addReader':
      return { ...asking, reads: including(asking.reads, event.conn) };
    case 'removeReader':
      return { ...asking, reads: excluding(asking.reads, event.conn) };
    case 'addWriter':
      return { ...asking, writes: including(asking.writes, event.conn) };
    case 'removeWriter':
      return { ...asking, writes: excluding(asking.writes, event.conn) };
    case 'selectEnter': {
      // Written out, the sets are those of this call; a program without a reactor registers nothing.
      const { reads = asking.reads, writes = asking.writes } = event;
      return {
        ...asking,
        reads,
        writes,
        asked: { reads, writes },
        isAsking: true,
        lastAskedNs: event.timeNs,
      };
    }
    case 'select': {
      const { readable, writable } = event;
      const asked = asking.asked ?? { reads: readable, writes: writable };
      const said = { ...asked, readable, writable };
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

function including(names: readonly string[], name: string | null): readonly string[] {
  return name === null || names.includes(name) ? names : [...names, name];
}

function excluding(names: readonly string[], name: string | null): readonly string[] {
  return names.filter((other) => other !== name);
}
