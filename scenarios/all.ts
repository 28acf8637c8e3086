import { checkScenario } from '../src/scenario/checkScenario';
import type { Taught } from '../src/scenario/types';
import { loaders } from './lessons';

/** Every scenario, loaded and checked, in teaching order. For the command line, the build and the tests: a page loads one. */
export const scenarios: readonly Taught[] = await Promise.all(
  Object.values(loaders).map(async (load) => checkScenario((await load()).scenario)),
);
