import { blocking } from './claims/blocking';
import { deferreds } from './claims/deferreds';
import { theReactor } from './claims/theReactor';
import { theWire } from './claims/theWire';
import type { Evidence } from './evidence';

/** A claim of the post that needs a correction. Which scenarios show it, they say themselves. */
export interface Claim {
  /** Named by `Scenario.claims`, and its place on the page. */
  id: string;
  /** Its number in the post's order. */
  chapter: 1 | 2 | 3 | 4;
  /** In our words. */
  said: string;
  so: string;
  evidence: readonly Evidence[];
}

/** The corrected claims of chapters 1 to 4, in the order of the course. */
export const claims: readonly Claim[] = [...theWire, ...theReactor, ...blocking, ...deferreds];

/** What the post says of these chapters and what needs no correction. */
export const right: readonly string[] = [
  'TCP is a stream of bytes and knows nothing of your messages.',
  'To know that a message arrived you need an answer in your own protocol, and a timeout for when it does not come.',
  'The reactor serves the sockets that are ready and leaves out those that are not.',
  'Simple networking needs no Deferreds; transport.write and sendLine go a long way.',
  'A handler that blocks holds up the reactor thread, and database calls are a frequent cause.',
  'A Deferred does not make blocking code non-blocking.',
  'transport.write and sendLine must not be called from a worker.',
];
