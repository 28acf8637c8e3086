import {
  Deferred,
  DeferredList,
  gatherResults,
  inlineCallbacks,
  type DeferredGenerator,
} from '../../../src/twisted/internet/defer';
import { Exception } from '../../../src/twisted/python/exceptions';
import { errorName, Failure } from '../../../src/twisted/python/failure';
import { short } from '../../../src/twisted/python/short';
import { Clock } from '../../../src/twisted/internet/task';

/** What a callback does: see `deferreds.py`. */
type Action =
  | ['const', number]
  | ['same' | 'raise' | 'fail']
  | ['defer' | 'fire' | 'err' | 'cancel' | 'pause' | 'unpause', number]
  | ['add', label: number, action: Action, erraction: Action];

type GeneratorStep = ['d' | 'v' | 'raise' | 'try', number];

type Operation =
  | ['cb', i: number, label: number, action: Action, erraction: Action]
  | ['fire' | 'err' | 'cancel' | 'pause' | 'unpause', i: number, value?: number]
  | ['chain', i: number, to: number]
  | ['list', label: number, cancel: boolean, some: number[], boolean, boolean, boolean]
  | ['gather', label: number, cancel: boolean, some: number[], consume: boolean]
  | ['timeout', i: number, seconds: number, own: boolean]
  | ['advance', seconds: number]
  | ['inline', label: number, cancel: boolean, steps: GeneratorStep[]];

export interface DeferredProgram {
  seed: number;
  cancel: (null | 'noop' | 'callback' | 'errback' | 'raise')[];
  ops: Operation[];
}

/** The error that programs raise. */
export class E extends Exception {
  override readonly name = 'E';
}

/** Runs a program on our Deferreds: what happened, as `deferreds.py` says it. */
export class DeferredRun {
  readonly out: unknown[] = [];
  private readonly clock = new Clock();
  private readonly ds: Deferred<unknown>[];

  constructor(program: DeferredProgram) {
    this.ds = program.cancel.map((kind, i) => {
      if (kind === null) return new Deferred<unknown>();
      return new Deferred<unknown>((d) => {
        this.out.push(['canceller', i]);
        if (kind === 'callback') d.callback('cancelled');
        else if (kind === 'errback') d.errback(new E());
        else if (kind === 'raise') throw new E();
      });
    });
    for (const op of program.ops) this.operation(op);
    for (const d of this.ds) {
      this.out.push(['end', d.called, d.paused, short(d.result), short(d.failResult)]);
    }
  }

  private attempt(f: () => void): void {
    try {
      f();
    } catch (error) {
      this.out.push(['raised', errorName(error as Error)]);
    }
  }

  private callback(i: number, side: string, label: number, action: Action) {
    return (result: unknown): unknown => {
      this.out.push([side, label, short(result)]);
      switch (action[0]) {
        case 'const':
          return action[1];
        case 'raise':
          throw new E();
        case 'fail':
          return new Failure(new E());
        case 'defer':
          return this.ds[action[1]];
        case 'add':
          this.add(i, action[1], action[2], action[3]);
          return result;
        case 'same':
          return result;
        default:
          this.simple(action[0], this.ds[action[1]]!, 'in');
          return result;
      }
    };
  }

  private add(i: number, label: number, action: Action, erraction: Action): void {
    this.ds[i]!.addCallbacks(
      this.callback(i, 'c', label, action),
      this.callback(i, 'e', label, erraction),
    );
  }

  private simple(kind: string, d: Deferred<unknown>, value: unknown): void {
    if (kind === 'fire') this.attempt(() => d.callback(value));
    else if (kind === 'err') this.attempt(() => d.errback(new E()));
    else if (kind === 'cancel') this.attempt(() => d.cancel());
    else if (kind === 'pause') d.pause();
    else if (kind === 'unpause' && d.paused > 0 && d.chainedTo === null) d.unpause();
  }

  private watch(kind: string, label: number, cancel: boolean, d: Deferred<unknown>): void {
    d.addBoth((result) => void this.out.push([kind, label, short(result)]));
    if (cancel) this.attempt(() => d.cancel());
  }

  private *generator(label: number, steps: GeneratorStep[]): DeferredGenerator<string> {
    for (const [kind, i] of steps) {
      if (kind === 'raise') throw new E();
      let got: unknown;
      try {
        got = yield kind === 'v' ? i : this.ds[i]!;
      } catch (error) {
        if (kind !== 'try') throw error;
        got = errorName(error as Error);
      }
      this.out.push(['got', label, short(got)]);
    }
    return 'done';
  }

  private operation(op: Operation): void {
    this.out.push(['op', op[0]]);
    switch (op[0]) {
      case 'cb':
        return this.add(op[1], op[2], op[3], op[4]);
      case 'chain':
        this.ds[op[1]]!.chainDeferred(this.ds[op[2]]!);
        return;
      case 'list': {
        const [kind, label, cancel, some, fireOnOneCallback, fireOnOneErrback, consumeErrors] = op;
        const flags = { fireOnOneCallback, fireOnOneErrback, consumeErrors };
        return this.watch(kind, label, cancel, new DeferredList(this.some(some), flags));
      }
      case 'gather':
        return this.watch(
          op[0],
          op[1],
          op[2],
          gatherResults(this.some(op[3]), { consumeErrors: op[4] }),
        );
      case 'inline': {
        const run = inlineCallbacks((label: number, steps: GeneratorStep[]) =>
          this.generator(label, steps),
        );
        return this.watch(op[0], op[1], op[2], run(op[1], op[3]));
      }
      case 'timeout': {
        const timedOut = (result: unknown, seconds: number): string => {
          this.out.push(['timed out', short(result), seconds]);
          return 'late';
        };
        this.ds[op[1]]!.addTimeout(op[2], this.clock, op[3] ? timedOut : null);
        return;
      }
      case 'advance':
        return this.clock.advance(op[1]);
      default:
        return this.simple(op[0], this.ds[op[1]]!, op[2] ?? null);
    }
  }

  private some(indexes: number[]): Deferred<unknown>[] {
    return indexes.map((i) => this.ds[i]!);
  }
}
