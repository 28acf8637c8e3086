import type { VirtualNs } from '../../recording/events';
import { msToNs } from '../units';

/**
 * Pieces into which the network cuts the bytes of one send: `sizes` from its start, the rest is the last piece.
 * Each leaves `gapMs` (0 if left out) after the one before it, behind everything that was sent earlier.
 */
export interface Cuts {
  cuts: readonly number[];
  gapMs?: number;
}

/**
 * Pieces into which the network cuts a client's whole stream, whatever the sends were: a piece waits until it is full
 * (or the client has no more), then leaves `gapMs` after the one before it. What comes after the last is not cut.
 */
export interface Segments {
  sizes: readonly number[];
  gapMs?: number;
}

interface Edge {
  /** Offset in the stream. */
  at: number;
  gapNs: VirtualNs;
  /** The bytes before it leave together. */
  isWhole: boolean;
}

/** Where the network cuts a client's stream. The window of the receiver may cut a piece further. */
export class Cutter {
  /** Nothing leaves before: the gap after a cut. */
  notBeforeNs: VirtualNs = 0;
  readonly #edges: Edge[] = [];
  /** Bytes that have left, and that the application has sent. */
  #offset = 0;
  #total = 0;

  constructor(segments: Segments | undefined) {
    if (segments === undefined) return;
    let at = 0;
    for (const size of segments.sizes) {
      at += size;
      this.#edges.push({ at, gapNs: msToNs(segments.gapMs ?? 0), isWhole: true });
    }
  }

  /** The application sends `n` bytes. */
  add(n: number, { cuts, gapMs = 0 }: Cuts): void {
    const end = this.#total + n;
    let at = this.#total;
    for (const size of cuts) {
      at += size;
      if (at < end) this.#edges.push({ at, gapNs: msToNs(gapMs), isWhole: false });
    }
    this.#total = end;
  }

  /** How many of `pending` bytes may leave together now. `isLast`: no more will come. */
  room(pending: number, isLast: boolean): number {
    const edge = this.#edges[0];
    if (edge === undefined) return pending;
    const toEdge = edge.at - this.#offset;
    if (edge.isWhole && pending < toEdge && !isLast) return 0;
    return Math.min(pending, toEdge);
  }

  /** `n` bytes leave. */
  take(n: number, nowNs: VirtualNs): void {
    this.#offset += n;
    const edge = this.#edges[0];
    if (edge?.at !== this.#offset) return;
    this.#edges.shift();
    this.notBeforeNs = nowNs + edge.gapNs;
  }
}
