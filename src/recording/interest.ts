import type { RecordedEvent } from './events';
import type { Recording } from './recording';

/** What the reactor has registered: names in the order in which it hands them to the OS. */
export interface InterestSets {
  reads: string[];
  writes: string[];
}

/** The first descriptors of every run: the waker's pipe is 3 and 4; the next is the lowest that is free. */
const WAKER_FD = 3;
const FIRST_FREE_FD = 5;

/**
 * Follows the interest sets through a run, event by event. The waker is always among the readers: the reactor
 * registers it before the run begins.
 */
export class InterestTracker {
  private readonly fds = new Map<string, number>([['waker', WAKER_FD]]);
  /** Descriptors of the connections that are open. */
  private readonly open = new Set<number>();
  private readonly readers = new Set<string>(['waker']);
  private readonly writers = new Set<string>();
  private readonly descending: boolean;
  private reads: string[] | null = null;
  private writes: string[] | null = null;

  /** `descending`: highest descriptor first (`select` with `readyOrder` `fdDesc`). */
  constructor(descending = false) {
    this.descending = descending;
  }

  see(event: RecordedEvent): void {
    switch (event.kind) {
      case 'accept':
      case 'listen':
      case 'connecting':
      case 'pipe':
        if (event.conn !== null) this.fds.set(event.conn, event.fd);
        this.open.add(event.fd);
        return;
      case 'sockClose':
        this.open.delete(this.fds.get(event.conn ?? '') ?? -1);
        return;
      case 'addReader':
        this.reads = null;
        // A port begins to listen and is watched at once.
        if (event.conn === 'port' && !this.fds.has('port')) this.firstPort();
        return this.change(this.readers, event.conn, true);
      case 'removeReader':
        this.reads = null;
        return this.change(this.readers, event.conn, false);
      case 'addWriter':
        this.writes = null;
        return this.change(this.writers, event.conn, true);
      case 'removeWriter':
        this.writes = null;
        return this.change(this.writers, event.conn, false);
    }
  }

  /** The sets now, sorted by descriptor. Each list stays the same one until it changes: do not change it. */
  sets(): InterestSets {
    this.reads ??= this.inOrder(this.readers);
    this.writes ??= this.inOrder(this.writers);
    return { reads: this.reads, writes: this.writes };
  }

  private firstPort(): void {
    let fd = FIRST_FREE_FD;
    while (this.open.has(fd)) fd++;
    this.fds.set('port', fd);
    this.open.add(fd);
  }

  private change(names: Set<string>, name: string | null, present: boolean): void {
    if (name === null) return;
    if (present) names.add(name);
    else names.delete(name);
  }

  private inOrder(names: Set<string>): string[] {
    const fdOf = (name: string): number => this.fds.get(name) ?? Number.MAX_SAFE_INTEGER;
    const sign = this.descending ? -1 : 1;
    return [...names].sort((a, b) => sign * (fdOf(a) - fdOf(b)));
  }
}

/** A tracker set up as the recording's reactor needs it. epoll lists its descriptors upwards in any case. */
export function interestTracker(recording: Recording): InterestTracker {
  return new InterestTracker(recording.reactor === 'select' && recording.readyOrder === 'fdDesc');
}

/** The interest sets after the event at `index` (from 0). */
export function interestSets(recording: Recording, index: number): InterestSets {
  const tracker = interestTracker(recording);
  const last = Math.min(index, recording.events.length - 1);
  for (let i = 0; i <= last; i++) tracker.see(recording.events[i]!);
  return tracker.sets();
}
