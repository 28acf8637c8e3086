import { Deferred, succeed } from '../../../src/twisted/internet/defer';
import { errorName } from '../../../src/twisted/python/failure';
import { short } from '../../../src/twisted/python/short';
import {
  Clock,
  Cooperator,
  deferLater,
  LoopingCall,
  type CooperativeTask,
} from '../../../src/twisted/internet/task';
import { E } from './deferreds';

type CallStep = 'none' | 'block' | 'raise' | 'defer' | 'stop' | 'reset';
type UnitStep = 'v' | 'd' | 'fired' | 'raise';

/** Times in 64ths of a second: see `tasks.py`. */
type Operation =
  | ['loop', interval: number, now: boolean, count: boolean, script: CallStep[], block: number]
  | ['advance', time: number]
  | ['stop' | 'reset' | 'interval', loop: number, interval: number]
  | ['later', delay: number, what: 'raise' | 'defer' | null, cancel: boolean]
  | ['cooperate', items: UnitStep[]]
  | ['pause' | 'resume' | 'stopTask' | 'whenDone', task: number]
  | ['tick' | 'stopAll' | 'startAll']
  | ['fire', pending: number, fail: boolean];

export interface TaskProgram {
  seed: number;
  /** Units of work of a tick. */
  slice: number;
  started: boolean;
  ops: Operation[];
}

const UNIT = 64;

/** Runs a program on ours: what happened, as `tasks.py` says it. */
export class TaskRun {
  readonly out: unknown[] = [];
  private readonly clock = new Clock();
  private readonly loops: LoopingCall[] = [];
  private readonly tasks: CooperativeTask[] = [];
  private readonly pending: Deferred<string>[] = [];
  private ticks: (() => void)[] = [];
  private readonly cooperator: Cooperator;

  constructor(program: TaskProgram) {
    this.cooperator = new Cooperator({
      started: program.started,
      scheduler: (tick) => this.schedule(tick),
      terminationPredicateFactory: () => {
        let units = 0;
        return () => ++units >= program.slice;
      },
    });
    for (const op of program.ops) {
      this.out.push(['op', op[0], this.now()]);
      this.operation(op);
    }
    this.out.push([
      'end',
      this.now(),
      this.loops.map((loop) => loop.running),
      this.cooperator.running,
      this.clock.getDelayedCalls().map((call) => Math.trunc(call.getTime() * UNIT)),
    ]);
  }

  private now(): number {
    return Math.trunc(this.clock.seconds() * UNIT);
  }

  private schedule(tick: () => void): { cancel(): void } {
    let cancelled = false;
    this.out.push(['scheduled']);
    this.ticks.push(() => {
      if (!cancelled) tick();
    });
    return {
      cancel: () => {
        cancelled = true;
        this.out.push(['unscheduled']);
      },
    };
  }

  private attempt(f: () => void): void {
    try {
      f();
    } catch (error) {
      this.out.push(['raised', errorName(error as Error)]);
    }
  }

  private wait(): Deferred<string> {
    const d = new Deferred<string>();
    this.pending.push(d);
    return d;
  }

  private body(n: number, script: CallStep[], block: number) {
    let calls = 0;
    return (...args: unknown[]): unknown => {
      const i = calls++;
      const kind = script[i] ?? 'none';
      this.out.push(['call', n, this.now(), args, kind]);
      const loop = this.loops[n]!;
      if (i === 40) {
        // Interval 0 would go on for ever.
        if (loop.running) loop.stop();
      } else if (kind === 'block') {
        // Time passes while the function runs, without calls: no clock of Twisted's can be told that.
        this.clock.nowNs += (block * 1e9) / UNIT;
      } else if (kind === 'raise') throw new E();
      else if (kind === 'defer') return this.wait();
      else if (kind === 'stop') this.attempt(() => loop.stop());
      else if (kind === 'reset') this.attempt(() => loop.reset());
      return null;
    };
  }

  private *work(n: number, items: UnitStep[]): Generator<unknown> {
    for (const [i, kind] of items.entries()) {
      this.out.push(['unit', n, i, kind]);
      if (kind === 'raise') throw new E();
      yield kind === 'd' ? this.wait() : kind === 'fired' ? succeed(1) : i;
    }
  }

  private watch(name: string, n: number, d: Deferred<unknown>): void {
    d.addBoth((result) => void this.out.push([name, n, short(result)]));
  }

  private later(what: 'raise' | 'defer' | null): unknown {
    this.out.push(['later', this.now()]);
    if (what === 'raise') throw new E();
    return what === 'defer' ? this.wait() : 'result';
  }

  private startLoop(op: Operation & ['loop', ...unknown[]]): void {
    const [, interval, now, count, script, block] = op;
    const n = this.loops.length;
    const f = this.body(n, script, block);
    const loop = count ? LoopingCall.withCount(f) : new LoopingCall(f);
    loop.clock = this.clock;
    this.loops.push(loop);
    this.watch('loop done', n, loop.start(interval / UNIT, now));
  }

  private operation(op: Operation): void {
    switch (op[0]) {
      case 'loop':
        return this.startLoop(op);
      case 'advance':
        return this.attempt(() => this.clock.advance(op[1] / UNIT));
      case 'stop':
        return this.attempt(() => this.loops[op[1]]!.stop());
      case 'reset':
        return this.attempt(() => this.loops[op[1]]!.reset());
      case 'interval':
        this.loops[op[1]]!.interval = op[2] / UNIT;
        return;
      case 'later': {
        const d = deferLater(this.clock, op[1] / UNIT, () => this.later(op[2]));
        this.watch('later done', 0, d);
        if (op[3]) this.attempt(() => d.cancel());
        return;
      }
      case 'cooperate': {
        const n = this.tasks.length;
        this.tasks.push(this.cooperator.cooperate(this.work(n, op[1])));
        return this.watch('task done', n, this.tasks[n]!.whenDone());
      }
      case 'pause':
        return this.attempt(() => this.tasks[op[1]]!.pause());
      case 'resume':
        return this.attempt(() => this.tasks[op[1]]!.resume());
      case 'stopTask':
        return this.attempt(() => this.tasks[op[1]]!.stop());
      case 'whenDone':
        return this.watch('when done', op[1], this.tasks[op[1]]!.whenDone());
      case 'tick':
        return this.threeTicks();
      case 'stopAll':
        return this.attempt(() => this.cooperator.stop());
      case 'startAll':
        return this.attempt(() => this.cooperator.start());
      case 'fire':
        return this.fire(op[1], op[2]);
    }
  }

  private threeTicks(): void {
    for (let i = 0; i < 3; i++) {
      const { ticks } = this;
      this.ticks = [];
      for (const tick of ticks) this.attempt(tick);
    }
  }

  private fire(index: number, fail: boolean): void {
    const d = this.pending.splice(index, 1)[0];
    if (d === undefined) return;
    this.attempt(() => (fail ? d.errback(new E()) : d.callback('x')));
  }
}
