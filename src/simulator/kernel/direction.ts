import type { VirtualNs } from '../../recording/events';
import type { EventQueue } from '../clock';
import type { Link } from './link';
import type { Path, Side } from './path';

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

/** One direction of a connection, sender and receiver, over a path that loses nothing: the link and the latency alone. */
export class Direction {
  sender!: Endpoint;
  receiver!: Endpoint;
  /** How often the oldest missing segment has been sent again. */
  attempt = 0;
  protected readonly side: Side;
  protected readonly queue: EventQueue;
  readonly #path: Path;
  readonly #link: Link;
  #sent = 0;

  constructor(path: Path, side: Side, link: Link) {
    this.#path = path;
    this.side = side;
    this.#link = link;
    this.queue = path.kernel.queue;
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
  probe(): void {}

  hasMissing(): boolean {
    return false;
  }

  /** The acknowledgement of `segment` will not come. */
  miss(_segment: Segment): void {}

  /** An acknowledgement leaves the receiver. */
  answer(segment: Segment): void {
    this.queue.after(this.#path.latencyNs, () => this.sender.acknowledged(segment.data.length));
  }

  /** An acknowledgement of which nothing is to be seen leaves. */
  answerSilently(_segment: Segment): void {}

  /** The way of the acknowledgements has been cut: those under way are lost. */
  backIsCut(): void {}

  /** The sender knows that the connection is over. */
  stop(): void {}

  protected carry(segment: Segment): void {
    segment.departsNs = this.#link.departure(segment.data.length);
    this.queue.at(segment.departsNs + this.#path.latencyNs, () => this.arrive(segment));
  }

  protected arrive(segment: Segment): void {
    this.receiver.segmentArrives(segment);
  }

  #send(what: 'data' | 'fin', data: string): void {
    this.carry(newSegment(this.#sent++, what, data));
  }
}

export function newSegment(index: number, what: Segment['what'], data: string): Segment {
  return { index, what, data, departsNs: 0, arrivedNs: 0, acked: false, missing: false };
}
