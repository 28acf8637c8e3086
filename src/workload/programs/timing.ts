import { LoopingCall } from '../../twisted/internet/task';
import { named } from '../../twisted/python/pyName';
import { Factory } from '../../twisted/internet/protocol';
import type { ProgramParams, TimerSpec } from '../workloadPrograms';
import { seconds, type Program, type ProgramEnvironment } from './environment';
import { lineProtocol } from './protocols';

/** Timers and loops without a network; a timer with `at` is only made at that time. */
export function timers(env: ProgramEnvironment, params: ProgramParams['timers']): Program {
  function add(spec: TimerSpec): void {
    if (spec.loop === undefined) addTimer(env, spec, spec.delay ?? 0);
    else addLoop(env, spec, spec.loop);
  }

  env.reactor.callWhenRunning(() => {
    for (const spec of params.timers) {
      const { at = 0, delay, loop, name } = spec;
      if (at > 0 && loop === undefined && delay !== undefined) {
        env.later(at, `setup:${name}`, () => add(spec));
      } else {
        add(spec);
      }
    }
  });
  return { factory: null };
}

function addTimer(env: ProgramEnvironment, spec: TimerSpec, delay: number): void {
  const { name, block, cancelAt, resetAt, resetTo, delayAt, delayBy } = spec;
  const fire = named(name, () => {
    env.emit('timer', { name });
    if (typeof block === 'number' && block > 0) env.block(block);
  });
  const call = env.reactor.callLater(seconds(delay), fire);
  if (cancelAt !== undefined) env.later(cancelAt, `cancel:${name}`, () => call.cancel());
  if (resetAt !== undefined) {
    env.later(resetAt, `reset:${name}`, () => call.reset(seconds(resetTo!)));
  }
  if (delayAt !== undefined) {
    env.later(delayAt, `delay:${name}`, () => call.delay(seconds(delayBy!)));
  }
}

function addLoop(env: ProgramEnvironment, spec: TimerSpec, interval: number): void {
  const { name } = spec;
  const blocks = Array.isArray(spec.block) ? [...spec.block] : [];
  let calls = 0;

  const body = named(name, (count?: number) => {
    calls++;
    env.emit('loopCall', { name, n: calls, ...(count === undefined ? {} : { count }) });
    const block = blocks.shift() ?? 0;
    if (block > 0) env.block(block);
    if (calls === spec.stopAfter) loop.stop();
  });
  const loop =
    spec.withCount === true ? LoopingCall.withCount(body) : new LoopingCall(() => body());
  if (spec.withCount !== true) named(name, loop.f);
  loop.clock = env.reactor;
  const d = loop.start(seconds(interval), spec.now ?? true);
  d.name = `${name} done`;
  d.addCallback(() => env.emit('loopDone', { name }));
}

/** In which order things run when the reactor starts and stops. No network. */
export function startup(env: ProgramEnvironment, params: ProgramParams['startup']): Program {
  const { reactor } = env;
  const say = (text: string): (() => void) => named(text, () => env.emit('note', { text }));

  reactor.callLater(0, say('callLater0 before run'));
  reactor.callFromThread(say('callFromThread before run'));
  reactor.callWhenRunning(say('callWhenRunning before run'));
  reactor.addSystemEventTrigger('before', 'startup', say('before startup'));
  reactor.addSystemEventTrigger('after', 'startup', say('after startup'));
  reactor.addSystemEventTrigger('before', 'shutdown', say('before shutdown'));
  reactor.addSystemEventTrigger('during', 'shutdown', say('during shutdown'));
  reactor.addSystemEventTrigger('after', 'shutdown', say('after shutdown'));

  env.later(5, 'first', () => {
    env.emit('note', { text: 'first timer' });
    reactor.callLater(0, say('nested callLater0'));
    reactor.callFromThread(say('nested callFromThread'));
    reactor.callWhenRunning(say('callWhenRunning while running'));
    env.emit('note', { text: 'first timer ends' });
  });
  env.later(params.stopMs ?? 20, 'stop', () => reactor.stop());
  return { factory: null };
}

/**
 * Answers each line. The oracle's program would also time idle clients out, but it sets its timeout in
 * `opened`, which is never called (see `traced`).
 */
export function timeout(env: ProgramEnvironment, params: ProgramParams['timeout']): Program {
  class Pong extends lineProtocol(env, params) {
    override handle(line: string): void {
      this.say(`pong ${line}`);
    }
  }
  return { factory: Factory.forProtocol(Pong) };
}
