import type { Scenario } from '../scenario/types';
import type { Made, RunMaker } from './runMaker';
import type { Sweeps } from './sweeps.svelte';
import type { Stored } from './stored';

/** What a session is opened with, besides its scenario. */
export interface SessionOptions {
  /** The query of the address, with or without its question mark. */
  query: string;
  /** Whether a bet is asked for before the waits are shown. */
  bet: boolean;
  /** What makes the runs; without it, they are always made here and at once. */
  maker?: (scenario: Scenario, take: (made: Made) => void) => Pick<RunMaker, 'make'>;
  /** Where the runs along a slider are made; without it, nowhere. */
  sweeps?: Sweeps | null;
  /** Where the picture's own things are kept; without it, as long as the session. */
  stored?: Stored;
}
