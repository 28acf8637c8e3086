import { BlockingSockets } from '../simulator/kernel/blocking';
import type { ServerEnvironment } from './types';

/**
 * Python's `socket`, `select` and `threading`, for a stand-in that has no reactor. Apart from the environment,
 * so that only such a scenario has code for them.
 */
export function socketsOf({ reactor }: ServerEnvironment): BlockingSockets {
  return new BlockingSockets(reactor.kernel);
}
