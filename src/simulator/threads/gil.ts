import type { VirtualNs } from '../../recording/events';
import type { EventQueue } from '../clock';
import type { Trace } from '../trace';
import type { SimThread } from './thread';

/** Who may hold the GIL: the reactor thread or one of the others. */
export type Owner = 'main' | SimThread;

interface Waiter {
  who: Owner;
  sinceNs: VirtualNs;
  granted: () => void;
}

interface CpuWork {
  remainingNs: VirtualNs;
  startedNs: VirtualNs;
  /** Grows when the work is interrupted, so that a completion that was planned is void. */
  token: number;
  done: () => void;
}

export function ownerName(who: Owner): string {
  return who === 'main' ? who : who.name;
}

/**
 * A model of CPython's global interpreter lock (3.2 and later), not of Twisted.
 *
 * A waiter forces the holder of CPU work off `switchIntervalNs` after the holder got the lock or the
 * waiter came, whichever is later. Waiters are served first in, first out. Interval null: free-threaded
 * Python, everybody always has the lock.
 */
export class Gil {
  holder: Owner | null = 'main';
  /** `sys.setswitchinterval` sets it. */
  switchIntervalNs: VirtualNs | null;
  #sinceNs: VirtualNs = 0;
  #generation = 0;
  readonly #waiters: Waiter[] = [];
  readonly #cpuWork = new Map<Owner, CpuWork>();
  readonly #queue: EventQueue;
  readonly #trace: Trace;

  constructor(queue: EventQueue, trace: Trace, switchIntervalNs: VirtualNs | null) {
    this.#queue = queue;
    this.#trace = trace;
    this.switchIntervalNs = switchIntervalNs;
  }

  get freeThreaded(): boolean {
    return this.switchIntervalNs === null;
  }

  /** Calls `granted` once `who` holds the lock: at once if it is free. */
  request(who: Owner, granted: () => void): void {
    if (this.switchIntervalNs === null) {
      granted();
      return;
    }
    if (this.holder === null && this.#waiters.length === 0) {
      this.#grant(who, granted);
    } else {
      this.#waiters.push({ who, sinceNs: this.#queue.nowNs, granted });
      this.#armSwitch();
    }
  }

  /** Gives the lock to the next waiter, if `who` has it. */
  release(who: Owner): void {
    if (this.switchIntervalNs === null || this.holder !== who) return;
    this.holder = null;
    this.#generation++;
    this.#grantNext();
  }

  /** `who`, who holds the lock, computes for `durationNs` of CPU time; then `done`, still holding it. */
  consume(who: Owner, durationNs: VirtualNs, done: () => void): void {
    this.#cpuWork.set(who, {
      remainingNs: durationNs,
      startedNs: this.#queue.nowNs,
      token: 0,
      done,
    });
    this.#runCpu(who);
    this.#armSwitch();
  }

  #grant(who: Owner, granted: () => void): void {
    this.holder = who;
    this.#sinceNs = this.#queue.nowNs;
    this.#generation++;
    granted();
  }

  #grantNext(): void {
    if (this.holder !== null) return;
    const next = this.#waiters.shift();
    if (next === undefined) return;
    this.#grant(next.who, next.granted);
    this.#armSwitch();
  }

  #armSwitch(): void {
    const first = this.#waiters[0];
    if (this.switchIntervalNs === null || first === undefined) return;
    if (this.holder === null || !this.#cpuWork.has(this.holder)) return;
    const generation = this.#generation;
    const atNs = Math.max(this.#sinceNs, first.sinceNs) + this.switchIntervalNs;
    this.#queue.at(Math.max(atNs, this.#queue.nowNs), () => this.#forceSwitch(generation));
  }

  #forceSwitch(generation: number): void {
    const first = this.#waiters[0];
    const who = this.holder;
    if (generation !== this.#generation || who === null || first === undefined) return;
    const work = this.#cpuWork.get(who);
    if (work === undefined) return;
    work.remainingNs -= this.#queue.nowNs - work.startedNs;
    work.token++;
    this.#trace.emit('gilSwitch', { frm: ownerName(who), to: ownerName(first.who) });
    this.#waiters.push({ who, sinceNs: this.#queue.nowNs, granted: () => this.#runCpu(who) });
    this.holder = null;
    this.#grantNext();
  }

  #runCpu(who: Owner): void {
    const work = this.#cpuWork.get(who)!;
    work.startedNs = this.#queue.nowNs;
    const token = work.token;
    this.#queue.at(this.#queue.nowNs + work.remainingNs, () => {
      if (this.#cpuWork.get(who) !== work || work.token !== token) return;
      this.#cpuWork.delete(who);
      work.done();
    });
  }
}
