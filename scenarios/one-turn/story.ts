import { setup } from 'xstate';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';

export const story = setup({
  types: {
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'it is A': ({ event }) => event.conn === 'A',
    'it is run()': ({ event }) => event.source === 'reactor.run()',
    'two are ready': ({ event }) => event.readable?.length === 2,
    'it is soon': ({ event }) => event.name === 'soon',
    'it holds the thread': ({ event }) => event.durationNs! > NOTICEABLE_NS,
    'it is the next line': ({ event }) => event.text === 'next line',
    'the alarm is late': ({ event }) => event.name === 'alarm' && event.timeNs > NS_PER_SECOND,
    'the alarm is on time': ({ event }) => event.name === 'alarm' && event.timeNs === NS_PER_SECOND,
    'it is stop()': ({ event }) => event.source === 'reactor.stop()',
    'run() has returned': ({ event }) => event.text === 'run() is over',
    'run() has refused': ({ event }) => event.text === 'ReactorNotRestartable',
  },
  actions: telling,
}).createMachine({
  id: 'one-turn story',
  initial: 'before',
  states: {
    before: { on: { line: { guard: 'it is run()', target: 'running' } } },
    running: {
      ...beat('run', 'reactor.run() begins the loop. The line below it waits for stop().', [
        'code',
        'loop',
      ]),
      on: { iteration: 'thread calls' },
    },
    'thread calls': {
      ...beat('thread-calls', 'A turn begins in cell 1: calls from threads. Here there are none.', [
        'loop',
      ]),
      on: { selectEnter: 'asking' },
    },
    asking: {
      ...beat('ask', 'Cell 2: no timer is due. Cell 3: ask the OS, and sleep.', ['loop']),
      on: { select: { guard: 'two are ready', target: 'ready' } },
    },
    ready: {
      ...beat('ready', 'Two are ready. Cell 4 serves them, one at a time.', ['loop']),
      on: { write: { guard: 'it is A', target: 'written' } },
    },
    written: {
      ...beat('written', 'A’s handler calls write: {bytes} wait in our process. Nothing is sent.', [
        'sendBuffer',
      ]),
      on: { callLater: { guard: 'it is soon', target: 'later' } },
    },
    later: {
      ...beat('call-later', 'callLater(0, soon): not now. It waits for cell 2 of the next turn.', [
        'loop',
      ]),
      on: {
        block: { guard: 'it holds the thread', target: 'held' },
        print: { guard: 'it is the next line', target: 'next line' },
      },
    },
    held: {
      ...beat('held', 'The handler takes {cost}. Until it returns, the loop stays in cell 4.', [
        'loop',
      ]),
      on: { print: { guard: 'it is the next line', target: 'next line' } },
    },
    'next line': {
      ...beat('next-line', 'The handler’s next line comes first: nothing interrupts a handler.', [
        'calls',
        'code',
      ]),
      on: { timerFire: { guard: 'it is soon', target: 'soon' } },
    },
    soon: {
      ...beat('soon', 'The next turn. Cell 2: soon() is due, {soonLate} after it was asked for.', [
        'loop',
      ]),
      on: { send: { guard: 'it is A', target: 'sent' } },
    },
    sent: {
      ...beat('sent', 'Cell 4 of that turn: A is writable. Only now do the bytes leave.', [
        'sendBuffer',
      ]),
      on: {
        timerFire: [
          { guard: 'the alarm is late', target: 'late' },
          { guard: 'the alarm is on time', target: 'on time' },
        ],
      },
    },
    late: {
      ...beat('late', 'Asked for 1.000 s. B’s handler overran: the alarm rings at {rings}.', [
        'loop',
      ]),
      on: { line: { guard: 'it is stop()', target: 'stopped' } },
    },
    'on time': {
      ...beat('on-time', 'The alarm rings at {rings}, as asked: no handler was in its way.', [
        'loop',
      ]),
      on: { line: { guard: 'it is stop()', target: 'stopped' } },
    },
    stopped: {
      ...beat('stop', 'A timer calls reactor.stop(): this turn is the last.', ['loop', 'code']),
      on: { print: { guard: 'run() has returned', target: 'over' } },
    },
    over: {
      ...beat('over', 'run() returns, after {ran}. The line below it is reached at last.', [
        'code',
      ]),
      on: { print: { guard: 'run() has refused', target: 'refused' } },
    },
    refused: beat(
      'not-restartable',
      'A second run() raises ReactorNotRestartable: it starts only once.',
      ['code'],
    ),
  },
});
