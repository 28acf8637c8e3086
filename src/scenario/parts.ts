import type { KernelOptions } from '../simulator/kernel/kernel';
import { failingCarrier } from '../simulator/kernel/failingCarrier';
import type { ReactorOptions } from '../twisted/internet/base';
import { Resolver } from '../twisted/internet/resolver';
import { Connector } from '../twisted/internet/connector';
import { ThreadPool } from '../twisted/python/threadpool';

/**
 * What not every program needs. A scenario names those that its servers use, so that its page and its embed have the
 * code of no other: `threadPool` for `deferToThread`, `resolver` for `resolve`, `jobTrace` where the
 * jobs of pools are events, `connector` for `connectTCP`, `carrier` where cables are cut,
 * boxes forget or keepalive asks, `costs` where a system call takes time.
 */
export type Parts = Pick<KernelOptions, 'carrier' | 'jobTrace' | 'costs'> &
  Pick<ReactorOptions, 'threadPool' | 'connector' | 'resolver'>;

/** All of them: a workload may name any program, and any peer. Jobs are events where it asks for that. */
export const everyPart: Required<Omit<Parts, 'jobTrace' | 'costs'>> = {
  carrier: failingCarrier,
  threadPool: ThreadPool,
  connector: Connector,
  resolver: Resolver,
};
