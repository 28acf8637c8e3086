import type { VirtualNs } from '../../recording/events';

/** One direction of a client's cable. What is under way when it is cut, or leaves while it is, is lost. */
export class Wire {
  isCut = false;
  #mendedNs: VirtualNs = -1;

  mend(nowNs: VirtualNs): void {
    if (!this.isCut) return;
    this.isCut = false;
    this.#mendedNs = nowNs;
  }

  /** Whether something is lost that left at `departedNs` and would arrive now. */
  loses(departedNs: VirtualNs): boolean {
    return this.isCut || departedNs < this.#mendedNs;
  }
}

/** Both directions: up from the client to the server, and down. All connections of a client share it. */
export interface Cable {
  readonly up: Wire;
  readonly down: Wire;
}
