import type { Scenario } from '../src/scenario/types';
import { loaders } from './index';

/** Every scenario, loaded, in teaching order. For the command line, the build and the tests: a page loads one. */
export const scenarios: readonly Scenario[] = await Promise.all(
  Object.values(loaders).map(async (load) => (await load()).scenario),
);
