import type { Scenario } from '../src/scenario/types';
import { blockedReactor } from './blocked-reactor/scenario';

/** Every scenario there is, in teaching order. The landing page is the blocked reactor. */
export const scenarios: readonly Scenario[] = [blockedReactor];
