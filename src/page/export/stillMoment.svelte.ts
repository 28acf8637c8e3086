import type { Position } from '../../player/playback/steps';

/** The moment that an off-screen picture shows. */
export class StillMoment {
  #at: Position;

  constructor(at: Position) {
    this.#at = $state.raw(at);
  }
  get index(): number {
    return this.#at.index;
  }
  get told(): number {
    return this.#at.told;
  }
  get timeNs(): number {
    return this.#at.timeNs;
  }
  go(at: Position): void {
    this.#at = at;
  }
}
