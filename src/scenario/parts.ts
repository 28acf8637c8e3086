import type { KernelOptions } from '../simulator/kernel/kernel';
import { failingCarrier } from '../simulator/kernel/failingCarrier';
import type { ReactorOptions } from '../twisted/internet/base';
import { Connector } from '../twisted/internet/connector';
import { ThreadPool } from '../twisted/python/threadpool';

/**
 * What not every program needs. A scenario names those that its servers use, so that its page and its embed have the
 * code of no other: `threadPool` for `deferToThread`, `connector` for `connectTCP`, `carrier` where cables are cut,
 * boxes forget or keepalive asks.
 */
export type Parts = Pick<KernelOptions, 'carrier'> &
  Pick<ReactorOptions, 'threadPool' | 'connector'>;

/** All of them: a workload may name any program, and any peer. */
export const everyPart: Required<Parts> = {
  carrier: failingCarrier,
  threadPool: ThreadPool,
  connector: Connector,
};
