import type { VirtualNs } from '../../recording/events';
import type { ClientSocket } from './clientSocket';
import type { Segment, SegmentKind } from './direction';
import type { Kernel } from './kernel';
import type { ServerSocket } from './serverSocket';

/** Who sends. */
export type Side = 'client' | 'server';

/** What lies between the two ends of one connection: here everything gets through. */
export class Path {
  readonly kernel: Kernel;
  readonly label: string;
  readonly latencyNs: VirtualNs;
  /** Set by the client's end, which makes both. */
  client!: ClientSocket;
  server!: ServerSocket;

  constructor(kernel: Kernel, label: string, latencyNs: VirtualNs) {
    this.kernel = kernel;
    this.label = label;
    this.latencyNs = latencyNs;
  }

  /** Whether what left `side` one latency ago is at the other end now. */
  passes(_side: Side, _what: SegmentKind, _sizeBytes?: number): boolean {
    return true;
  }

  /** RST, as if from `side`. `answered`: the segment that it answers. */
  sendReset(side: Side, answered: Segment | null): void {
    this.kernel.queue.after(this.latencyNs, () => this.resetArrives(side, answered));
  }

  protected resetArrives(side: Side, _answered: Segment | null): void {
    (side === 'client' ? this.server : this.client).resetArrives();
  }
}
