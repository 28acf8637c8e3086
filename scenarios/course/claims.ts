import { blocking } from './claims/blocking';
import { deferreds } from './claims/deferreds';
import { slices } from './claims/slices';
import { theReactor } from './claims/theReactor';
import { theWire } from './claims/theWire';
import { threads } from './claims/threads';
import type { Evidence } from './evidence';

/** A claim of the post that needs a correction. Which scenarios show it, they say themselves. */
export interface Claim {
  /** Named by `Scenario.claims`, and its place on the page. */
  id: string;
  /** Its number in the post's order. */
  chapter: number;
  /** In our words. */
  said: string;
  so: string;
  evidence: readonly Evidence[];
}

/** The corrected claims, in the order of the course. */
export const claims: readonly Claim[] = [
  ...theWire,
  ...theReactor,
  ...blocking,
  ...deferreds,
  ...threads,
  ...slices,
];
