import type { VirtualNs } from '../../recording/events';
import type { Job } from '../clock';
import { Direction, newSegment, type Segment } from './direction';
import type { Link } from './link';
import { otherSide, type LossyPath } from './lossyPath';
import type { Side } from './path';
import { ORPHAN_RETRIES, retransmissionTimeoutNs, RETRIES_2_NS, RTO_MAX_NS } from './tcpConstants';
import type { Wire } from './wire';

/**
 * A direction over a path that may lose segments. Without losses it is the link alone: no timer, no job of its
 * own. A segment whose acknowledgement will not come is `missing`; from then on the sender's retransmission timer
 * runs, counted from the time at which the segment left.
 */
export class LossyDirection extends Direction {
  readonly #path: LossyPath;
  /** The way of the acknowledgements. */
  readonly #back: Wire;
  /** The receiver's next index, and what came before its turn. */
  #expected = 0;
  readonly #early = new Map<number, Segment>();
  /** By index. */
  #missing: Segment[] = [];
  /** Arrived; their acknowledgement, which has no job of its own, is still under way. */
  readonly #recent: Segment[] = [];
  #stopped = false;
  #timer: Job | null = null;
  readonly #firstTimeoutNs: VirtualNs;
  #timeoutNs: VirtualNs;
  /** When the oldest missing segment left for the first time. */
  #sinceNs: VirtualNs = 0;

  constructor(path: LossyPath, side: Side, link: Link) {
    super(path, side, link);
    this.#path = path;
    this.#back = side === 'client' ? path.cable.down : path.cable.up;
    this.#firstTimeoutNs = retransmissionTimeoutNs(2 * path.latencyNs);
    this.#timeoutNs = this.#firstTimeoutNs;
  }

  /** The window is shut and the news of its opening was lost: asks for them. */
  override probe(): void {
    if (this.#missing.length > 0) return;
    const probe = newSegment(-1, 'probe', '');
    probe.departsNs = this.queue.nowNs;
    this.miss(probe);
  }

  override hasMissing(): boolean {
    return this.#missing.length > 0;
  }

  /** The acknowledgement of `segment` will not come. */
  override miss(segment: Segment): void {
    if (this.#stopped || segment.acked || segment.missing) return;
    segment.missing = true;
    const missing = this.#missing;
    let i = missing.length;
    while (i > 0 && missing[i - 1]!.index > segment.index) i--;
    missing.splice(i, 0, segment);
    if (this.#timer === null) {
      this.#sinceNs = segment.departsNs;
      this.#arm(Math.max(this.queue.nowNs, segment.departsNs + this.#timeoutNs));
    }
  }

  /** An acknowledgement leaves the receiver. */
  override answer(segment: Segment): void {
    const upTo = this.#expected - 1;
    this.queue.after(this.#path.latencyNs, () => this.#ackArrives(segment, upTo));
  }

  /** An acknowledgement of which nothing is to be seen leaves: it takes a job only if it can be lost. */
  override answerSilently(segment: Segment): void {
    if (this.#back.isCut || this.#missing.length > 0) {
      this.answer(segment);
      return;
    }
    const recent = this.#recent;
    const path = this.#path;
    const queue = this.queue;
    segment.arrivedNs = queue.nowNs;
    while (recent.length > 0 && recent[0]!.arrivedNs + path.latencyNs <= queue.nowNs) {
      recent.shift();
    }
    recent.push(segment);
  }

  /** The way of the acknowledgements has been cut: those under way are lost. */
  override backIsCut(): void {
    for (const segment of this.#recent) {
      const dueNs = segment.arrivedNs + this.#path.latencyNs;
      if (dueNs > this.queue.nowNs) {
        this.queue.at(dueNs, () => this.#ackArrives(segment, segment.index));
      }
    }
    this.#recent.length = 0;
  }

  /** The sender knows that the connection is over. */
  override stop(): void {
    this.#stopped = true;
    this.#stopTimer();
    for (const segment of this.#missing) segment.missing = false;
    this.#missing = [];
    this.attempt = 0;
  }

  protected override arrive(segment: Segment): void {
    const path = this.#path;
    const side = this.side;
    if (!path.passes(side, segment.what, segment.data.length)) {
      this.miss(segment);
    } else if (segment.index < this.#expected) {
      // It is there already: the receiver says so again.
      if (this.receiver.refuses()) path.sendReset(otherSide(side), null);
      else this.answer(segment);
    } else if (segment.index > this.#expected) {
      this.#early.set(segment.index, segment);
    } else {
      this.#receive(segment);
      if (this.#early.size > 0) this.#receiveEarly();
    }
  }

  #receive(segment: Segment): void {
    this.#expected++;
    this.receiver.segmentArrives(segment);
  }

  #receiveEarly(): void {
    let next = this.#early.get(this.#expected);
    while (next !== undefined) {
      this.#early.delete(this.#expected);
      this.#receive(next);
      next = this.#early.get(this.#expected);
    }
  }

  #ackArrives(segment: Segment, upTo: number): void {
    if (!this.#path.passes(otherSide(this.side), 'ack')) {
      this.miss(segment);
      return;
    }
    const missing = this.#missing;
    let n = segment.acked ? 0 : segment.data.length;
    segment.acked = true;
    let isNews = false;
    while (missing.length > 0 && missing[0]!.index <= upTo) {
      const found = missing.shift()!;
      found.missing = false;
      if (!found.acked) n += found.data.length;
      found.acked = true;
      isNews = true;
    }
    if (n > 0) this.sender.acknowledged(n);
    if (isNews) this.#recover();
  }

  /** What was missing is acknowledged, so the path works again: sends the rest of it, and what waited. */
  #recover(): void {
    this.#stopTimer();
    this.attempt = 0;
    this.#timeoutNs = this.#firstTimeoutNs;
    if (this.#missing.length > 0) {
      this.#sinceNs = this.queue.nowNs;
      for (const segment of this.#missing) this.#retransmit(segment, 1);
      this.#arm(this.queue.nowNs + this.#timeoutNs);
    }
    this.sender.transmit();
  }

  #arm(timeNs: VirtualNs): void {
    this.#timer = this.queue.at(timeNs, () => this.#expire());
  }

  #stopTimer(): void {
    if (this.#timer !== null) this.queue.cancel(this.#timer);
    this.#timer = null;
  }

  #expire(): void {
    this.#timer = null;
    const isForgotten = this.sender.isOrphan() && this.attempt >= ORPHAN_RETRIES;
    if (isForgotten || this.queue.nowNs - this.#sinceNs >= RETRIES_2_NS) {
      this.stop();
      this.sender.giveUp();
      return;
    }
    this.attempt++;
    this.#timeoutNs = Math.min(2 * this.#timeoutNs, RTO_MAX_NS);
    this.#retransmit(this.#missing[0]!, this.attempt);
    this.#arm(this.queue.nowNs + this.#timeoutNs);
  }

  #retransmit(segment: Segment, attempt: number): void {
    const { label, kernel } = this.#path;
    const n = segment.data.length;
    kernel.trace.emit('net.retransmit', { conn: label, side: this.side, n, attempt });
    this.carry(segment);
  }
}
