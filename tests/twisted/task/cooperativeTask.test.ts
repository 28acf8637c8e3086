import { expect } from 'vitest';
import { Deferred } from '../../../src/twisted/internet/defer';
import {
  Cooperator,
  NotPaused,
  TaskDone,
  TaskFailed,
  TaskStopped,
  type CooperativeTask,
} from '../../../src/twisted/internet/task';
import { failureResultOf, GenericError, successResultOf, twisted } from '../helpers';

const runState = twisted('test_cooperator.RunStateTests');

/** A task that counts, with one unit per tick, and levers for what its next unit does. */
class Fixture {
  next: 'count' | 'defer' | 'stop' | 'die' = 'count';
  readonly work: (number | Deferred<unknown>)[] = [];
  readonly iterator: Iterator<unknown>;
  readonly cooperator: Cooperator;
  readonly task: CooperativeTask;
  private ticks: { tick: () => void; cancelled: boolean }[] = [];

  constructor() {
    this.cooperator = new Cooperator({
      terminationPredicateFactory: () => () => true,
      scheduler: (tick) => {
        const unit = { tick, cancelled: false, cancel: () => void (unit.cancelled = true) };
        this.ticks.push(unit);
        return unit;
      },
    });
    this.iterator = this.worker();
    this.task = this.cooperator.cooperate(this.iterator);
  }

  /** Runs the ticks that are scheduled now. */
  pump(): void {
    const ticks = this.ticks;
    this.ticks = [];
    for (const unit of ticks) if (!unit.cancelled) unit.tick();
  }

  private *worker(): Generator<unknown> {
    for (let i = 1; ; i++) {
      if (this.next === 'stop') return;
      if (this.next === 'die') throw new GenericError();
      const item = this.next === 'defer' ? new Deferred<unknown>() : i;
      this.next = 'count';
      this.work.push(item);
      yield item;
    }
  }
}

runState('test_pauseResume', 'a paused task does no work until it is resumed', () => {
  const f = new Fixture();
  f.pump();
  f.pump();
  expect(f.work).toEqual([1, 2]);
  f.task.pause();
  f.pump();
  f.task.resume();
  expect(f.work).toEqual([1, 2]);
  f.pump();
  expect(f.work).toEqual([1, 2, 3]);
});

runState('test_resumeNotPaused', 'resume without pause raises', () => {
  const f = new Fixture();
  expect(() => f.task.resume()).toThrow(NotPaused);
  f.task.pause();
  f.task.resume();
  expect(() => f.task.resume()).toThrow(NotPaused);
});

runState('test_pauseTwice', 'two pauses need two resumes', () => {
  const f = new Fixture();
  f.task.pause();
  f.task.pause();
  f.task.resume();
  f.pump();
  expect(f.work).toEqual([]);
  f.task.resume();
  f.pump();
  expect(f.work).toEqual([1]);
});

runState('test_pauseWhileDeferred', 'a task that waits and is paused needs both to go on', () => {
  const f = new Fixture();
  f.next = 'defer';
  f.pump();
  f.pump();
  expect(f.work).toHaveLength(1);
  f.task.pause();
  f.pump();
  f.task.resume();
  f.pump();
  expect(f.work).toHaveLength(1);
  (f.work[0] as Deferred<unknown>).callback('STUFF!');
  f.pump();
  expect(f.work[1]).toBe(2);
});

runState('test_whenDone', 'each call gives a Deferred of its own, with the iterator', () => {
  const f = new Fixture();
  const [d1, d2] = [f.task.whenDone(), f.task.whenDone()];
  const got: unknown[] = [];
  const done1 = d1.addCallback((iterator) => (got.push(iterator), 1));
  const done2 = d2.addCallback((iterator) => (got.push(iterator), 2));
  f.next = 'stop';
  f.pump();
  expect(got[0] === f.iterator && got[1] === f.iterator).toBe(true);
  expect([successResultOf(done1), successResultOf(done2)]).toEqual([1, 2]);
});

runState('test_whenDoneError', 'an error of the iterator is its failure', () => {
  const f = new Fixture();
  const d = f.task.whenDone();
  f.next = 'die';
  f.pump();
  failureResultOf(d, GenericError);
});

runState('test_whenDoneStop', 'stop fails it with TaskStopped', () => {
  const f = new Fixture();
  const d = f.task.whenDone();
  f.task.stop();
  failureResultOf(d, TaskStopped);
});

runState('test_whenDoneAlreadyDone', 'when it is over the Deferred has fired', () => {
  const f = new Fixture();
  f.next = 'stop';
  f.pump();
  expect(successResultOf(f.task.whenDone()) === f.iterator).toBe(true);
});

runState('test_stopStops', 'a stopped task does no work and cannot be stopped or paused', () => {
  const f = new Fixture();
  f.task.stop();
  f.pump();
  expect(() => f.task.stop()).toThrow(TaskStopped);
  expect(() => f.task.pause()).toThrow(TaskStopped);
  f.pump();
  expect(f.work).toEqual([]);
});

runState(
  'test_pauseStopResume',
  'resume of a task that was stopped while paused does nothing',
  () => {
    const f = new Fixture();
    f.task.pause();
    f.task.stop();
    f.task.resume();
    f.pump();
    expect(f.work).toEqual([]);
  },
);

runState('test_stopDeferred', 'stopped while it waits, it ignores the result', () => {
  const f = new Fixture();
  f.next = 'defer';
  f.pump();
  const d = f.work[0] as Deferred<unknown>;
  f.task.stop();
  f.pump();
  d.callback(7);
  f.pump();
  expect(successResultOf(d)).toBeUndefined();
  expect(f.work).toEqual([d]);
});

runState('test_stopExhausted', 'stop after its end raises TaskDone', () => {
  const f = new Fixture();
  f.next = 'stop';
  f.pump();
  expect(() => f.task.stop()).toThrow(TaskDone);
});

runState('test_stopErrored', 'stop after its error raises TaskFailed', () => {
  const f = new Fixture();
  f.next = 'die';
  f.pump();
  expect(() => f.task.stop()).toThrow(TaskFailed);
});

runState('test_stopCooperatorReentrancy', 'its Deferred may stop the Cooperator', () => {
  const f = new Fixture();
  const phases: unknown[] = [];
  f.task.whenDone().addCallback(() => {
    phases.push('begins');
    f.cooperator.stop();
    phases.push('ends');
  });
  f.next = 'stop';
  f.pump();
  expect(phases).toEqual(['begins', 'ends']);
});
