import { cpu, sleep, type ThreadCode } from '../../simulator/threads';
import { msToNs } from '../../simulator/units';
import { inlineCallbacks } from '../../twisted/internet/defer';
import { RuntimeError } from '../../twisted/python/exceptions';
import type { Failure } from '../../twisted/python/failure';
import { Factory } from '../../twisted/internet/protocol';
import { cooperate, deferLater } from '../../twisted/internet/task';
import { deferToThread } from '../../twisted/internet/threads';
import type { LineParams, ProgramParams } from '../workloadPrograms';
import { float, seconds, word, type Program, type ProgramEnvironment } from './environment';
import { lineProtocol } from './protocols';

/** `work MS` is a job of that many ms, `quit` ends, anything else is answered at once. */
function worker(env: ProgramEnvironment, params: LineParams) {
  abstract class Worker extends lineProtocol(env, params) {
    abstract work(ms: number): void;

    override handle(line: string): void {
      if (line.startsWith('work ')) this.work(float(word(line, 1)));
      else if (line === 'quit') this.transport.loseConnection();
      else this.say(`pong ${line}`);
    }
  }
  return Worker;
}

/** The job holds the reactor. */
export function blockingHandler(
  env: ProgramEnvironment,
  params: ProgramParams['blocking-handler'],
): Program {
  class Blocking extends worker(env, params) {
    override work(ms: number): void {
      if (params.cpu) env.cpu(ms);
      else env.block(ms);
      this.say(`done ${ms}`);
    }
  }
  return { factory: Factory.forProtocol(Blocking) };
}

/** The job in pieces, each its own `callLater`. */
export function callLaterChunks(
  env: ProgramEnvironment,
  params: ProgramParams['call-later-chunks'],
): Program {
  const chunkMs = params.chunkMs ?? 10;
  const gapMs = params.gapMs ?? 0;

  class Chunks extends worker(env, params) {
    override work(ms: number): void {
      this.step(ms, ms);
    }

    step(left: number, total: number): void {
      const n = Math.min(chunkMs, left);
      env.block(n);
      left -= n;
      if (left > 0) env.later(gapMs, 'step', () => this.step(left, total));
      else this.say(`done ${total}`);
    }
  }
  return { factory: Factory.forProtocol(Chunks) };
}

/** The job as an iterator that a Cooperator runs. */
export function cooperator(env: ProgramEnvironment, params: ProgramParams['cooperator']): Program {
  const unitMs = params.unitMs ?? 4;

  class Coop extends worker(env, params) {
    override work(ms: number): void {
      cooperate(this.units(ms))
        .whenDone()
        .addCallback(() => this.say(`done ${ms}`));
    }

    *units(ms: number): Generator<null, void> {
      let left = ms;
      while (left > 0) {
        const n = Math.min(unitMs, left);
        env.emit('workUnit', { conn: this.name, left });
        env.block(n);
        left -= n;
        yield null;
      }
    }
  }
  return { factory: Factory.forProtocol(Coop) };
}

/** The job in a thread of the pool. */
export function deferToThreads(
  env: ProgramEnvironment,
  params: ProgramParams['defer-to-thread'],
): Program {
  const burn = params.cpu ? cpu : sleep;

  function* job(who: string, ms: number): ThreadCode<number> {
    const name = `${who}/${ms}`;
    env.emit('threadStart', { job: name });
    yield* burn(msToNs(ms));
    if (params.fail) {
      env.emit('threadEnd', { job: name, error: 'RuntimeError' });
      throw new RuntimeError('job failed');
    }
    env.emit('threadEnd', { job: name });
    return ms;
  }

  class Threads extends worker(env, params) {
    override work(ms: number): void {
      const d = deferToThread(job, this.name, ms);
      d.name = `${this.name}/${ms}`;
      d.addCallbacks(
        (result) => this.handler(`callback ${result}`, () => this.say(`done ${result}`)),
        (failure: Failure) =>
          this.handler(`errback ${failure.type}`, () =>
            this.say(`failed ${failure.getErrorMessage()}`),
          ),
      );
    }
  }
  return {
    factory: Factory.forProtocol(Threads),
    started: () => env.reactor.suggestThreadPoolSize(params.poolMax ?? 10),
  };
}

/** The same, written with `inlineCallbacks`, and a pause after it. */
export function inlineCallbacksProgram(
  env: ProgramEnvironment,
  params: ProgramParams['inline-callbacks'],
): Program {
  class Inline extends worker(env, params) {
    override work(ms: number): void {
      this.#steps(ms);
    }

    readonly #steps = inlineCallbacks(function* (this: Inline, ms: number) {
      env.emit('step', { conn: this.name, at: 'start' });
      const result = yield* deferToThread(() => this.#job(ms));
      env.emit('step', { conn: this.name, at: 'after-thread' });
      yield* deferLater(env.reactor, seconds(params.pauseMs ?? 5));
      env.emit('step', { conn: this.name, at: 'after-pause' });
      this.say(`done ${result}`);
    });

    *#job(ms: number): ThreadCode<number> {
      env.emit('threadStart', { job: `${this.name}/${ms}` });
      yield* sleep(msToNs(ms));
      env.emit('threadEnd', { job: `${this.name}/${ms}` });
      return ms;
    }
  }
  return { factory: Factory.forProtocol(Inline) };
}
