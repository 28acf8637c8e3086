import type { Scenario } from '../scenario/types';
import type { SweepPoint, SweepWays } from '../scenario/sweep';
import type { BetState } from './bet.svelte';
import type { Run } from './run';

/** What runs along a slider come to, for the picture of a session: absent until they are made, and while a bet is open. */
export class Sweeps {
  readonly #ways: SweepWays;
  /** How many were made elsewhere, or later. */
  #made = $state.raw(0);

  constructor(ways: SweepWays = {}) {
    this.#ways = ways;
  }

  of(session: {
    scenario: Scenario;
    run: Run | null;
    bet: Pick<BetState, 'settled'>;
  }): readonly SweepPoint[] | undefined {
    void this.#made;
    const { scenario, run, bet } = session;
    if (run === null || !bet.settled) return undefined;
    return scenario.sweep?.points(scenario, run.making, this.#ways, () => this.#made++);
  }
}
