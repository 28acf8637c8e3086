import type { VirtualNs } from '../../recording/events';
import type { EventQueue, Job } from '../clock';
import type { Link } from './link';
import { otherSide, type Path, type Side } from './path';
import { ORPHAN_RETRIES, retransmissionTimeoutNs, RETRIES_2_NS, RTO_MAX_NS } from './tcpConstants';
import type { Wire } from './wire';

export type SegmentKind =
  'syn' | 'synack' | 'ack' | 'window' | 'data' | 'fin' | 'rst' | 'probe' | 'keepalive';

/** What has a place in the stream: data (latin-1), FIN. A `probe` (index -1) only asks for an answer. */
export interface Segment {
  readonly index: number;
  readonly what: 'data' | 'fin' | 'probe';
  readonly data: string;
  departsNs: VirtualNs;
  arrivedNs: VirtualNs;
  acked: boolean;
  missing: boolean;
}

/** One end of a connection, as a direction sees it. */
export interface Endpoint {
  /** A segment of the other side, in its turn. */
  segmentArrives(segment: Segment): void;
  /** `n` more of the bytes that were sent are acknowledged. */
  acknowledged(n: number): void;
  /** Sends what may be sent. */
  transmit(): void;
  /** ETIMEDOUT: too many retransmissions without an answer. */
  giveUp(): void;
  /** The application has closed. */
  isOrphan(): boolean;
  /** There is no such connection here any more: what arrives is answered with RST. */
  refuses(): boolean;
}

/**
 * One direction of a connection, sender and receiver. Without losses it is the link alone: no timer, no job of its
 * own. A segment whose acknowledgement will not come is `missing`; from then on the sender's retransmission timer
 * runs, counted from the time at which the segment left.
 */
export class Direction {
  sender!: Endpoint;
  receiver!: Endpoint;
  /** How often the oldest missing segment has been sent again. */
  attempt = 0;
  readonly #path: Path;
  readonly #side: Side;
  readonly #link: Link;
  /** The way of the acknowledgements. */
  readonly #back: Wire;
  readonly #queue: EventQueue;
  #sent = 0;
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

  constructor(path: Path, side: Side, link: Link) {
    this.#path = path;
    this.#side = side;
    this.#link = link;
    this.#back = side === 'client' ? path.cable.down : path.cable.up;
    this.#queue = path.kernel.queue;
    this.#firstTimeoutNs = retransmissionTimeoutNs(2 * path.latencyNs);
    this.#timeoutNs = this.#firstTimeoutNs;
  }

  /** Sends `data`, cut into segments if the link has a rate. */
  sendData(data: string): void {
    const { segmentBytes } = this.#link;
    if (data.length <= segmentBytes) {
      this.#send('data', data);
      return;
    }
    for (let start = 0; start < data.length; start += segmentBytes) {
      this.#send('data', data.slice(start, start + segmentBytes));
    }
  }

  sendFin(): void {
    this.#send('fin', '');
  }

  /** The window is shut and the news of its opening was lost: asks for them. */
  probe(): void {
    if (this.#missing.length > 0) return;
    const probe = newSegment(-1, 'probe', '');
    probe.departsNs = this.#queue.nowNs;
    this.miss(probe);
  }

  hasMissing(): boolean {
    return this.#missing.length > 0;
  }

  /** The acknowledgement of `segment` will not come. */
  miss(segment: Segment): void {
    if (this.#stopped || segment.acked || segment.missing) return;
    segment.missing = true;
    const missing = this.#missing;
    let i = missing.length;
    while (i > 0 && missing[i - 1]!.index > segment.index) i--;
    missing.splice(i, 0, segment);
    if (this.#timer === null) {
      this.#sinceNs = segment.departsNs;
      this.#arm(Math.max(this.#queue.nowNs, segment.departsNs + this.#timeoutNs));
    }
  }

  /** An acknowledgement leaves the receiver. */
  answer(segment: Segment): void {
    const upTo = this.#expected - 1;
    this.#queue.after(this.#path.latencyNs, () => this.#ackArrives(segment, upTo));
  }

  /** An acknowledgement of which nothing is to be seen leaves: it takes a job only if it can be lost. */
  answerSilently(segment: Segment): void {
    if (this.#back.isCut || this.#missing.length > 0) {
      this.answer(segment);
      return;
    }
    const recent = this.#recent;
    const path = this.#path;
    const queue = this.#queue;
    segment.arrivedNs = queue.nowNs;
    while (recent.length > 0 && recent[0]!.arrivedNs + path.latencyNs <= queue.nowNs) {
      recent.shift();
    }
    recent.push(segment);
  }

  /** The way of the acknowledgements has been cut: those under way are lost. */
  backIsCut(): void {
    for (const segment of this.#recent) {
      const dueNs = segment.arrivedNs + this.#path.latencyNs;
      if (dueNs > this.#queue.nowNs) {
        this.#queue.at(dueNs, () => this.#ackArrives(segment, segment.index));
      }
    }
    this.#recent.length = 0;
  }

  /** The sender knows that the connection is over. */
  stop(): void {
    this.#stopped = true;
    this.#stopTimer();
    for (const segment of this.#missing) segment.missing = false;
    this.#missing = [];
    this.attempt = 0;
  }

  #send(what: 'data' | 'fin', data: string): void {
    this.#carry(newSegment(this.#sent++, what, data));
  }

  #carry(segment: Segment): void {
    segment.departsNs = this.#link.departure(segment.data.length);
    this.#queue.at(segment.departsNs + this.#path.latencyNs, () => this.#arrive(segment));
  }

  #arrive(segment: Segment): void {
    const path = this.#path;
    const side = this.#side;
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
    if (!this.#path.passes(otherSide(this.#side), 'ack')) {
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
      this.#sinceNs = this.#queue.nowNs;
      for (const segment of this.#missing) this.#retransmit(segment, 1);
      this.#arm(this.#queue.nowNs + this.#timeoutNs);
    }
    this.sender.transmit();
  }

  #arm(timeNs: VirtualNs): void {
    this.#timer = this.#queue.at(timeNs, () => this.#expire());
  }

  #stopTimer(): void {
    if (this.#timer !== null) this.#queue.cancel(this.#timer);
    this.#timer = null;
  }

  #expire(): void {
    this.#timer = null;
    const isForgotten = this.sender.isOrphan() && this.attempt >= ORPHAN_RETRIES;
    if (isForgotten || this.#queue.nowNs - this.#sinceNs >= RETRIES_2_NS) {
      this.stop();
      this.sender.giveUp();
      return;
    }
    this.attempt++;
    this.#timeoutNs = Math.min(2 * this.#timeoutNs, RTO_MAX_NS);
    this.#retransmit(this.#missing[0]!, this.attempt);
    this.#arm(this.#queue.nowNs + this.#timeoutNs);
  }

  #retransmit(segment: Segment, attempt: number): void {
    const { label, kernel } = this.#path;
    const n = segment.data.length;
    kernel.trace.emit('net.retransmit', { conn: label, side: this.#side, n, attempt });
    this.#carry(segment);
  }
}

function newSegment(index: number, what: Segment['what'], data: string): Segment {
  return { index, what, data, departsNs: 0, arrivedNs: 0, acked: false, missing: false };
}
