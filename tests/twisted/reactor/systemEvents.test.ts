import { expect } from 'vitest';
import { ThreePhaseEvent } from '../../../src/twisted/internet/base';
import { Deferred } from '../../../src/twisted/internet/defer';
import { KeyError, ValueError } from '../../../src/twisted/python/exceptions';
import { Simulation } from '../../../src/scenario/simulation';
import { collectLog, GenericError, twisted } from '../helpers';

const logged = collectLog();
const threePhase = twisted('test_internet.ThreePhaseEventTests');
const systemEvent = twisted('test_internet.SystemEventTests');

/** An event, and triggers that note their names. */
function fixture() {
  const event = new ThreePhaseEvent();
  const fired: string[] = [];
  return { event, fired, note: (name: string): void => void fired.push(name) };
}

const raising = (): never => {
  throw new GenericError();
};

threePhase('test_addInvalidPhase', 'there are three phases', () => {
  const { event, note } = fixture();
  expect(() => event.addTrigger('xxx' as never, note, 'x')).toThrow(KeyError);
});

for (const phase of ['before', 'during', 'after'] as const) {
  const Phase = phase[0]!.toUpperCase() + phase.slice(1);
  threePhase(
    `test_add${Phase}Trigger`,
    `a trigger of "${phase}" is called with its argument`,
    () => {
      const { event, fired, note } = fixture();
      event.addTrigger(phase, note, 'argument');
      event.fireEvent();
      expect(fired).toEqual(['argument']);
    },
  );
}

threePhase('test_removeTrigger', 'a removed trigger is not called', () => {
  const { event, fired, note } = fixture();
  event.removeTrigger(event.addTrigger('before', note, 'removed'));
  event.fireEvent();
  expect(fired).toEqual([]);
});

threePhase('test_removeNonexistentTrigger', 'a trigger that is not there cannot be removed', () => {
  const other = fixture();
  const handle = other.event.addTrigger('before', other.note, 'x');
  expect(() => fixture().event.removeTrigger(handle)).toThrow(ValueError);
});

threePhase('test_removeRemovedTrigger', 'nor one twice', () => {
  const { event, note } = fixture();
  const handle = event.addTrigger('before', note, 'x');
  event.removeTrigger(handle);
  expect(() => event.removeTrigger(handle)).toThrow(ValueError);
});

threePhase('test_removeAlmostValidTrigger', 'nor one of a phase that does not exist', () => {
  const { event, note } = fixture();
  const handle = event.addTrigger('before', note, 'x');
  expect(() => event.removeTrigger({ ...handle, phase: 'xxx' as never })).toThrow(KeyError);
});

threePhase('test_fireEvent', 'before, during, after; within each in the order of adding', () => {
  const { event, fired, note } = fixture();
  for (const n of [1, 2]) {
    for (const phase of ['after', 'during', 'before'] as const) {
      event.addTrigger(phase, note, `${phase} ${n}`);
    }
  }
  event.fireEvent();
  expect(fired).toEqual(['before 1', 'before 2', 'during 1', 'during 2', 'after 1', 'after 2']);
});

threePhase('test_asynchronousBefore', 'the rest waits for Deferreds of "before"', () => {
  const { event, fired, note } = fixture();
  const d = new Deferred<null>();
  event.addTrigger('before', () => d);
  event.addTrigger('during', note, 'during');
  event.addTrigger('after', note, 'after');
  event.fireEvent();
  expect(fired).toEqual([]);
  d.callback(null);
  expect(fired).toEqual(['during', 'after']);
});

threePhase('test_beforeTriggerException', 'a trigger of "before" that raises is logged', () => {
  const { event, fired, note } = fixture();
  event.addTrigger('before', raising);
  event.addTrigger('before', note, 'before');
  event.addTrigger('during', note, 'during');
  event.fireEvent();
  expect(fired).toEqual(['before', 'during']);
  expect(logged.map((line) => line.failure?.type)).toEqual(['GenericError']);
});

threePhase('test_duringTriggerException', 'and so is one of "during"', () => {
  const { event, fired, note } = fixture();
  event.addTrigger('during', raising);
  event.addTrigger('during', note, 'during');
  event.addTrigger('after', note, 'after');
  event.fireEvent();
  expect(fired).toEqual(['during', 'after']);
  expect(logged.map((line) => line.failure?.type)).toEqual(['GenericError']);
});

threePhase(
  'test_synchronousRemoveAlreadyExecutedBefore',
  'removing one that has run is let pass',
  () => {
    const { event, fired, note } = fixture();
    const handle = event.addTrigger('before', note, 'first');
    event.addTrigger('before', () => event.removeTrigger(handle));
    event.addTrigger('before', note, 'second');
    event.fireEvent();
    expect(fired).toEqual(['first', 'second']);
    expect(logged).toEqual([]);
  },
);

threePhase(
  'test_synchronousRemovePendingBefore',
  'a trigger may remove one that comes later',
  () => {
    const { event, fired, note } = fixture();
    event.addTrigger('before', () => event.removeTrigger(handle));
    const handle = event.addTrigger('before', note, 'first');
    event.addTrigger('before', note, 'second');
    event.fireEvent();
    expect(fired).toEqual(['second']);
  },
);

threePhase('test_synchronousBeforeRemovesDuring', 'also of the next phase', () => {
  const { event, fired, note } = fixture();
  event.addTrigger('before', () => event.removeTrigger(handle));
  const handle = event.addTrigger('during', note, 'during');
  event.addTrigger('after', note, 'after');
  event.fireEvent();
  expect(fired).toEqual(['after']);
});

threePhase('test_asynchronousBeforeRemovesDuring', 'also while "before" is waited for', () => {
  const { event, fired, note } = fixture();
  const d = new Deferred<null>();
  event.addTrigger('before', () => d);
  const handle = event.addTrigger('during', note, 'during');
  event.addTrigger('after', note, 'after');
  event.fireEvent();
  event.removeTrigger(handle);
  d.callback(null);
  expect(fired).toEqual(['after']);
});

threePhase(
  'test_synchronousBeforeRemovesConspicuouslySimilarDuring',
  'also when it is the same function as one that has run',
  () => {
    const { event, fired, note } = fixture();
    event.addTrigger('before', note, 'trigger');
    event.addTrigger('before', () => event.removeTrigger(handle));
    const handle = event.addTrigger('during', note, 'trigger');
    event.fireEvent();
    expect(fired).toEqual(['trigger']);
  },
);

threePhase('test_synchronousRemovePendingDuring', 'also within "during"', () => {
  const { event, fired, note } = fixture();
  event.addTrigger('during', () => event.removeTrigger(handle));
  const handle = event.addTrigger('during', note, 'first');
  event.addTrigger('during', note, 'second');
  event.fireEvent();
  expect(fired).toEqual(['second']);
});

threePhase('test_triggersRunOnce', 'a trigger is called for the first event only', () => {
  const { event, fired, note } = fixture();
  for (const phase of ['before', 'during', 'after'] as const) event.addTrigger(phase, note, phase);
  event.fireEvent();
  event.fireEvent();
  expect(fired).toEqual(['before', 'during', 'after']);
});

threePhase(
  'test_finishedBeforeTriggersCleared',
  'from "during" on, one that has run is unknown',
  () => {
    const { event, fired, note } = fixture();
    const handle = event.addTrigger('before', note, 'before');
    event.addTrigger('during', () => {
      note('during');
      expect(() => event.removeTrigger(handle)).toThrow(ValueError);
    });
    event.fireEvent();
    expect(fired).toEqual(['before', 'during']);
    expect(logged).toEqual([]);
  },
);

/** A reactor, and triggers of its event "test". */
function reactorFixture() {
  const { reactor } = new Simulation({ reactor: 'select' });
  const fired: string[] = [];
  const note = (name: string): void => void fired.push(name);
  return { reactor, fired, note, fire: () => reactor.fireSystemEvent('test') };
}

for (const phase of ['before', 'during', 'after'] as const) {
  systemEvent(`test_${phase}Phase`, `a trigger of "${phase}" waits for the event`, () => {
    const { reactor, fired, note, fire } = reactorFixture();
    reactor.addSystemEventTrigger(phase, 'test', note, phase);
    expect(fired).toEqual([]);
    fire();
    expect(fired).toEqual([phase]);
  });
}

systemEvent('test_unknownPhase', 'another phase raises', () => {
  const { reactor, note } = reactorFixture();
  const add = (): unknown => reactor.addSystemEventTrigger('xxx' as never, 'test', note, 'x');
  expect(add).toThrow(KeyError);
});

systemEvent('test_beforePreceedsDuring', '"before" is before "during"', () => {
  const { reactor, fired, note, fire } = reactorFixture();
  reactor.addSystemEventTrigger('during', 'test', note, 'during');
  reactor.addSystemEventTrigger('before', 'test', note, 'before');
  fire();
  expect(fired).toEqual(['before', 'during']);
});

systemEvent('test_duringPreceedsAfter', 'and "during" before "after"', () => {
  const { reactor, fired, note, fire } = reactorFixture();
  reactor.addSystemEventTrigger('after', 'test', note, 'after');
  reactor.addSystemEventTrigger('during', 'test', note, 'during');
  fire();
  expect(fired).toEqual(['during', 'after']);
});

systemEvent('test_beforeReturnsDeferred', '"during" waits for a Deferred', () => {
  const { reactor, fired, note, fire } = reactorFixture();
  const d = new Deferred<null>();
  reactor.addSystemEventTrigger('before', 'test', () => d);
  reactor.addSystemEventTrigger('during', 'test', note, 'during');
  fire();
  expect(fired).toEqual([]);
  d.callback(null);
  expect(fired).toEqual(['during']);
});

systemEvent('test_multipleBeforeReturnDeferred', 'or for all of several', () => {
  const { reactor, fired, note, fire } = reactorFixture();
  const [d1, d2] = [new Deferred<null>(), new Deferred<null>()];
  reactor.addSystemEventTrigger('before', 'test', () => d1);
  reactor.addSystemEventTrigger('before', 'test', () => d2);
  reactor.addSystemEventTrigger('during', 'test', note, 'during');
  fire();
  d1.callback(null);
  expect(fired).toEqual([]);
  d2.callback(null);
  expect(fired).toEqual(['during']);
});

systemEvent(
  'test_subsequentBeforeTriggerFiresPriorBeforeDeferred',
  'one that fires meanwhile does not end the wait for the others',
  () => {
    const { reactor, fired, note, fire } = reactorFixture();
    const [d1, d2] = [new Deferred<null>(), new Deferred<null>()];
    reactor.addSystemEventTrigger('before', 'test', () => d1);
    reactor.addSystemEventTrigger('before', 'test', () => d1.callback(null));
    reactor.addSystemEventTrigger('before', 'test', () => (note('before'), d2));
    reactor.addSystemEventTrigger('during', 'test', note, 'during');
    fire();
    expect(fired).toEqual(['before']);
    d2.callback(null);
    expect(fired).toEqual(['before', 'during']);
  },
);

systemEvent('test_removeSystemEventTrigger', 'a removed trigger is not called', () => {
  const { reactor, fired, note, fire } = reactorFixture();
  reactor.addSystemEventTrigger('before', 'test', note, 'first');
  const id = reactor.addSystemEventTrigger('before', 'test', note, 'second');
  reactor.removeSystemEventTrigger(id);
  fire();
  expect(fired).toEqual(['first']);
});

systemEvent('test_removeNonExistentSystemEventTrigger', 'it cannot be removed twice', () => {
  const { reactor, note } = reactorFixture();
  const id = reactor.addSystemEventTrigger('during', 'test', note, 'x');
  reactor.removeSystemEventTrigger(id);
  expect(() => reactor.removeSystemEventTrigger(id)).toThrow(ValueError);
});

systemEvent('test_interactionBetweenDifferentEvents', 'events do not wait for each other', () => {
  const { reactor, fired, note } = reactorFixture();
  const waits = { first: new Deferred<null>(), second: new Deferred<null>() };
  for (const name of ['first', 'second'] as const) {
    reactor.addSystemEventTrigger('before', name, () => (note(`before ${name}`), waits[name]));
    reactor.addSystemEventTrigger('after', name, note, `after ${name}`);
  }
  reactor.fireSystemEvent('first');
  reactor.fireSystemEvent('second');
  expect(fired).toEqual(['before first', 'before second']);
  waits.first.callback(null);
  waits.second.callback(null);
  expect(fired.slice(2)).toEqual(['after first', 'after second']);
});
