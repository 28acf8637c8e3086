import type { VirtualNs } from '../../recording/events';
import type { Segment, SegmentKind } from './direction';
import type { Kernel } from './kernel';
import { Nat, type NatOptions } from './nat';
import { Path, type Side } from './path';
import type { Cable } from './wire';

export function otherSide(side: Side): Side {
  return side === 'client' ? 'server' : 'client';
}

/** A path whose cable may be cut, with a box in the middle that may forget. */
export class LossyPath extends Path {
  readonly cable: Cable;
  readonly nat: Nat | null;
  /** When the server's kernel last heard of the client's. */
  heardNs: VirtualNs = 0;

  constructor(
    kernel: Kernel,
    label: string,
    latencyNs: VirtualNs,
    cable: Cable,
    nat: NatOptions | null,
  ) {
    super(kernel, label, latencyNs);
    this.cable = cable;
    this.nat = nat === null ? null : new Nat(this, nat);
  }

  /**
   * Whether what left `side` one latency ago is at the other end now. If so, window news that were lost before
   * come with it: every segment tells the whole window.
   */
  override passes(side: Side, what: SegmentKind, sizeBytes = 0): boolean {
    const { kernel } = this;
    if (this.#wireLoses(side)) {
      this.#tellLost(side, what, sizeBytes);
      return false;
    }
    if (this.nat !== null && !this.nat.passes(what === 'syn')) {
      this.#tellLost(side, what, sizeBytes, 'nat');
      if (this.nat.resets && what !== 'rst') this.sendReset(otherSide(side), null);
      return false;
    }
    if (side === 'client') {
      this.heardNs = kernel.queue.nowNs;
      this.server.heard();
      if (what !== 'window') this.server.windowNewsArrive();
    } else if (what !== 'window') {
      this.client.windowNewsArrive();
    }
    return true;
  }

  /** When the RST is lost, the sender of the segment that it answers goes on asking. */
  protected override resetArrives(side: Side, answered: Segment | null): void {
    if (!this.#wireLoses(side)) {
      super.resetArrives(side, answered);
      return;
    }
    this.#tellLost(side, 'rst', 0);
    if (answered !== null) (side === 'client' ? this.server.down : this.client.up).miss(answered);
  }

  /** Neither application has the connection any more. */
  isOver(): boolean {
    return this.server.isGone() && this.client.isClosed();
  }

  #wireLoses(side: Side): boolean {
    const wire = side === 'client' ? this.cable.up : this.cable.down;
    return wire.loses(this.kernel.queue.nowNs - this.latencyNs);
  }

  /** Window news have no event of their own: they ride on acknowledgements. */
  #tellLost(side: Side, what: SegmentKind, n: number, by?: 'nat'): void {
    if (what === 'window') return;
    const event = { conn: this.label, what, side, ...(n > 0 ? { n } : {}) };
    this.kernel.trace.emit('net.lost', by === undefined ? event : { ...event, by });
  }
}
