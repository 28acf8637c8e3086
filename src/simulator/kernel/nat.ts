import type { VirtualNs } from '../../recording/events';
import { msToNs } from '../units';
import type { LossyPath } from './lossyPath';

export interface NatOptions {
  /** Silence in both directions after which the box forgets the connection, in ms. */
  idleMs: number;
  /** What later segments meet: nothing at all, or RST to their sender. Default `drop`. */
  then?: 'drop' | 'reset';
}

/** A box in the middle that remembers a connection only as long as it sees segments of it. */
export class Nat {
  readonly idleNs: VirtualNs;
  readonly resets: boolean;
  forgot = false;
  readonly #path: LossyPath;
  #lastNs: VirtualNs = 0;
  #armed = false;

  constructor(path: LossyPath, { idleMs, then = 'drop' }: NatOptions) {
    this.#path = path;
    this.idleNs = msToNs(idleMs);
    this.resets = then === 'reset';
  }

  /** A segment comes by: false when the box knows nothing of its connection. A SYN introduces it. */
  passes(isSyn: boolean): boolean {
    if (isSyn) this.forgot = false;
    if (this.forgot) return false;
    this.#lastNs = this.#path.kernel.queue.nowNs;
    if (!this.#armed) this.#arm();
    return true;
  }

  #arm(): void {
    this.#armed = true;
    this.#path.kernel.queue.atInBackground(
      this.#lastNs + this.idleNs,
      () => this.#look(),
      // Keepalive keeps it fresh for ever: no reason for a run to go on.
      () => this.#path.isOver() || this.#path.server.isKeptAlive(),
    );
  }

  #look(): void {
    const { kernel, label } = this.#path;
    this.#armed = false;
    if (kernel.queue.nowNs - this.#lastNs < this.idleNs) {
      this.#arm();
    } else if (!this.#path.isOver()) {
      this.forgot = true;
      kernel.trace.emit('net.natForgot', { conn: label });
    }
  }
}
