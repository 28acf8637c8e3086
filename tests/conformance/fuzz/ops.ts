import type { DeferredStep, InlineStep, Op } from '../../../src/workload/workload';
import type { Random } from './random';

/** Where operations stand: decides which of them make sense. */
interface Place {
  depth: number;
  /** Inside a callback of a Deferred, what is raised is logged when that Deferred goes. */
  inDeferred: boolean;
  /** False where no connection is at hand (`onStart`). */
  hasPeer: boolean;
  /** False where each new connection comes by: one that made another would never end. */
  mayConnect: boolean;
}

export interface OpTraits {
  receiver: 'line' | 'lineonly' | 'int32' | 'netstring';
  /** With a job that waits for the reactor, which waits for its jobs, the run may hang. */
  mayStop: boolean;
  /** Places that may be connected to; none: no such operations. */
  places: readonly { host: string; port: number }[];
}

type Choice = readonly [weight: number, make: () => Op[]];

const MAX_DEPTH = 3;

/** Makes the operations of one workload of the program `script`. */
export class OpGenerator {
  private readonly random: Random;
  private readonly traits: OpTraits;
  private readonly timers: string[] = [];
  private names = 0;

  constructor(random: Random, traits: OpTraits) {
    this.random = random;
    this.traits = traits;
  }

  /** Operations of a handler (`depth` 0) or of a callback that has a connection. */
  handler(depth = 0): Op[] {
    return this.ops({ depth, inDeferred: false, hasPeer: true, mayConnect: true });
  }

  /** Operations of `onConnect`. */
  onConnect(): Op[] {
    return this.ops({ depth: 1, inDeferred: false, hasPeer: true, mayConnect: false });
  }

  /** Operations that run before there is any connection. */
  onStart(): Op[] {
    return this.ops({ depth: 1, inDeferred: false, hasPeer: false, mayConnect: true });
  }

  private ops(place: Place): Op[] {
    return this.random.list(1, 3, () => this.random.weighted(this.choices(place))).flat();
  }

  private inner(place: Place, inDeferred: boolean): Op[] {
    return this.ops({ ...place, depth: place.depth + 1, inDeferred });
  }

  private choices(place: Place): Choice[] {
    const nested = place.depth < MAX_DEPTH ? this.nested(place) : [];
    const peer = place.hasPeer ? this.onConnection(place) : [];
    return [...this.plain(place), ...peer, ...nested];
  }

  private plain(place: Place): Choice[] {
    const { random } = this;
    return [
      [2, () => [['note', `n${random.int(1000)}`]]],
      [2, () => [['block', random.pick([0, 1, 3, 10, 25, 2.5])]]],
      [1, () => [['cpu', random.pick([1, 4, 12, 30])]]],
      [this.timers.length > 0 ? 2 : 0, () => [this.changeTimer()]],
      ...this.onConnectors(),
      [1, () => [['cancelDeferred', random.pick(['D0', 'D1', 'D2'])]]],
      [1, () => [['queuePut', 'Q', `item ${random.int(100)}`]]],
      [1, () => [['poolSize', 1 + random.int(4)]]],
      [1, () => [['stopLoop', 'L']]],
      [random.once(place.inDeferred ? 8 : 4) ? 1 : 0, () => [['raise', 'fuzz']]],
      [this.traits.mayStop && place.depth === 0 && random.once(2) ? 1 : 0, () => [['stop']]],
    ];
  }

  private onConnectors(): Choice[] {
    const { random } = this;
    if (this.traits.places.length === 0) return [];
    const call = (): Op => [
      'connector',
      random.pick(['K0', 'K1']),
      random.pick(['connect', 'disconnect', 'stopConnecting']),
    ];
    return [[1, () => [call()]]];
  }

  /** What follows it may not raise: a handler that the reactor calls raises as it likes, a factory's does not. */
  private connectTCP(place: Place): Op[] {
    const { random } = this;
    const { host, port } = random.pick(this.traits.places);
    const quiet = { ...place, depth: MAX_DEPTH, inDeferred: true };
    const away = (): Op[] =>
      random.once(2) ? [] : withoutDoubling(this.ops({ ...quiet, hasPeer: false }));
    const timeout = random.pick([null, 5, 40, 400, 2500]);
    const connected = this.ops({ ...quiet, hasPeer: true });
    return [
      ['connectTCP', random.pick(['K0', 'K1']), host, port, timeout, connected, away(), away()],
    ];
  }

  private changeTimer(): Op {
    const { random } = this;
    const name = random.pick(this.timers);
    const kind = random.pick(['cancel', 'reset', 'delay'] as const);
    return kind === 'cancel' ? [kind, name] : [kind, name, random.pick([0, 3, 10, 40])];
  }

  private onConnection(place: Place): Choice[] {
    const { random } = this;
    const size = (): number => random.pick([1000, 40000, 70000, 150000]);
    const chunk = (): number => random.pick([700, 5000, 16384, 70000]);
    const rarely = random.once(3) ? 1 : 0;
    return [
      [6, () => [['sendLine', `r${random.int(100)} {line}`]]],
      [2, () => [['broadcast', 'b {line}']]],
      [1, () => [['writeBytes', random.pick([0, 1, 1000, 40000, 70000, 150000])]]],
      [1, () => [['writeSequence', random.list(1, 3, (n) => 'abc'.repeat(n + random.int(20)))]]],
      [1, () => [['push', size(), chunk()]]],
      [1, () => [['pull', size(), chunk()]]],
      [1, () => [['sendFile', size(), chunk()]]],
      [1, () => [['setTimeout', random.pick([20, 60, 150, null])]]],
      [1, () => [['resetTimeout']]],
      [rarely, () => [['loseConnection']]],
      [rarely, () => [['abortConnection']]],
      [rarely, () => [['loseWriteConnection']]],
      [this.traits.receiver === 'line' ? 1 : 0, () => [['rawMode', random.pick([1, 5, 20])]]],
      [
        // What is resumed may run handlers, and these may raise: only timers resume.
        place.depth === 0 ? 1 : 0,
        () => [['pause'], ['callLater', random.pick([3, 12, 40]), [['resume']], this.fresh('res')]],
      ],
    ];
  }

  private nested(place: Place): Choice[] {
    const { random } = this;
    const soon = (): number => random.pick([0, 0, 2, 5, 5, 10, 30, 0.5]);
    const job = (): number => random.pick([0, 2, 7, 20, 45]);
    const callback = (): Op[] => this.inner(place, true);
    return [
      [3, () => [this.callLater(place, soon())]],
      [2, () => [['callFromThread', this.inner(place, false)]]],
      [1, () => [['callInThread', job(), this.inner(place, false)]]],
      [2, () => [['deferToThread', job(), callback()]]],
      [2, () => [['deferToThreadCpu', job(), callback()]]],
      [1, () => [['deferToThreadFail', job(), callback()]]],
      [1, () => [['blockingCall', job(), callback()]]],
      [1, () => [['fire', callback()]]],
      [1, () => [['fail', callback()]]],
      [place.mayConnect && this.traits.places.length > 0 ? 5 : 0, () => this.connectTCP(place)],
      [2, () => [this.deferred()]],
      [1, () => [this.deferredList(callback())]],
      [1, () => [['lock', random.pick(['one', 'two']), 2, soon(), callback()]]],
      [1, () => [['lock', 'mutex', 1, soon(), callback()]]],
      [1, () => [['queueGet', 'Q', callback()]]],
      [1, () => [['inline', random.list(1, 4, () => this.inlineStep(place))]]],
      [1, () => [['loop', 'L', random.pick([0, 5, 7, 20]), 1 + random.int(5), callback()]]],
      [1, () => [['cooperate', 1 + random.int(5), random.pick([0, 2, 6]), callback()]]],
    ];
  }

  private callLater(place: Place, delay: number): Op {
    const name = this.fresh('T');
    this.timers.push(name);
    return ['callLater', delay, this.inner(place, false), name];
  }

  private deferred(): Op {
    const { random } = this;
    const step = (): DeferredStep =>
      random.weighted<DeferredStep>([
        [3, () => ['callback', this.fresh('c')]],
        [2, () => ['raise', this.fresh('x')]],
        [1, () => ['errback', this.fresh('e')]],
        [2, () => ['recover', this.fresh('r')]],
        [1, () => ['both', this.fresh('b')]],
        [1, () => ['wait', random.pick([0, 4, 15])]],
        [1, () => ['waitFail', random.pick([0, 4, 15])]],
        [1, () => ['timeout', random.pick([2, 8, 30])]],
        [1, () => ['pause', random.pick([0, 6, 20])]],
      ]);
    const name = random.pick(['D0', 'D1', 'D2']);
    return ['deferred', name, random.pick([0, 0, 5, 20]), random.list(0, 5, step)];
  }

  private deferredList(then: Op[]): Op {
    const { random } = this;
    const mode = random.pick(['all', 'firstResult', 'firstError', 'gather'] as const);
    const children = random.list(random.once(8) ? 0 : 1, 4, (): [number, boolean] => [
      random.pick([0, 3, 9]),
      !random.once(3),
    ]);
    return ['list', mode, children, then];
  }

  private inlineStep(place: Place): InlineStep {
    const { random } = this;
    return random.weighted<InlineStep>([
      [2, () => ['sleep', random.pick([0, 3, 12])]],
      [2, () => ['thread', random.pick([1, 8])]],
      [1, () => ['threadFail', random.pick([1, 8])]],
      [1, () => ['caught', random.pick([0, 5])]],
      [1, () => ['value', this.fresh('v')]],
      [2, () => ['ops', this.inner(place, true)]],
    ]);
  }

  private fresh(prefix: string): string {
    return `${prefix}${this.names++}`;
  }
}

/**
 * What is done when a connection fails or ends. A handler that connects again and then raises is called twice for each
 * failure, by Twisted too: there would be twice as many connections in each turn, without an end.
 */
function withoutDoubling(ops: Op[]): Op[] {
  const connects = ops.some(([name, , how]) => name === 'connector' && how === 'connect');
  return connects ? ops.filter(([name]) => name !== 'raise') : ops;
}
