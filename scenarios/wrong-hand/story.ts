import { setup } from 'xstate';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';
import { isRows } from './facts';

interface Context {
  values: Values;
}

/** What is written to C and not sent yet, bytes. */
const buffered = ({ world }: StoryEvent): number =>
  world.clients.find(({ name }) => name === 'C')!.writeBuffer.size;

export const story = setup({
  types: {
    context: {} as Context,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  delays: {
    'half the quiet': ({ context }) => (context.values.quiet! / 2) * NS_PER_SECOND,
  },
  guards: {
    'it is REPORT': ({ event }) => event.what === 'REPORT',
    'a worker does it': ({ event }) => event.thread !== undefined,
    'the kernel keeps the list': ({ event }) => event.recording.reactor === 'epoll',
    'it asks about C’s writes': ({ event }) =>
      event.world.interest.some(({ name, writing }) => name === 'C' && writing),
    'two hands are in one buffer': ({ event }) =>
      event.thread === undefined && event.conn === 'C' && buffered(event) > event.n!,
    'it is a Deferred’s': ({ event }) => event.name === 'Deferred.callback',
    'the rows go out': ({ event }) => isRows(event as { data?: string }),
    'C has them': ({ event }) => event.conn === 'C' && isRows(event as { data?: string }),
    'nothing ever comes': ({ event }) => event.why === 'idle',
  },
  actions: telling,
}).createMachine({
  id: 'wrong-hand story',
  context: ({ input: { values } }) => ({ values }),
  initial: 'quiet',
  states: {
    quiet: { on: { handlerStart: { guard: 'it is REPORT', target: 'asked' } } },
    asked: {
      ...beat('asked', 'C asks for REPORT. The handler hands the job over, and returns.', [
        'reactor',
        'workers',
      ]),
      on: { handlerEnd: 'returned' },
    },
    returned: { on: { selectEnter: 'asleep' } },
    asleep: {
      ...beat('asleep', 'The reactor sleeps in {call}. It waits for reads, for no writes.', [
        'readiness',
      ]),
      on: {
        deferredFire: { guard: 'a worker does it', target: 'fired there' },
        write: { guard: 'a worker does it', target: 'reached' },
        callFromThread: 'posted',
      },
    },
    'fired there': {
      ...beat('fired-there', 'd.callback in the worker: your callback runs there, in the worker.', [
        'workers',
        'code',
      ]),
      on: { write: { guard: 'a worker does it', target: 'reached' } },
    },
    reached: {
      ...beat(
        'reached',
        '{at}: the worker reaches over the wall. It calls transport.write itself.',
        ['writeBuffer', 'code'],
      ),
      on: {
        addWriter: [{ guard: 'the kernel keeps the list', target: 'seen' }, { target: 'unseen' }],
      },
    },

    // select: the call that sleeps has the list that it was given.
    unseen: {
      ...beat('unseen', 'C is on the reactor’s list now. select sleeps on the list it was given.', [
        'readiness',
      ]),
      after: { 'half the quiet': 'lies' },
    },
    lies: {
      ...beat('lies', '{n} bytes lie in C’s buffer. No bell has rung: the reactor sleeps on.', [
        'writeBuffer',
        'bell',
      ]),
      on: {
        'net.arrive': 'woken by chance',
        'net.acceptable': 'woken by chance',
        end: { guard: 'nothing ever comes', target: 'never' },
      },
    },
    'woken by chance': {
      ...beat('woken-by-chance', '{deed}. That wakes select: luck, not the write.', ['reactor']),
      on: {
        write: { guard: 'two hands are in one buffer', target: 'two hands' },
        selectEnter: { guard: 'it asks about C’s writes', target: 'asked again' },
      },
    },
    'two hands': {
      ...beat('two-hands', 'Two threads wrote here. Howto: “hangs, crashes, or corrupted data”.', [
        'writeBuffer',
      ]),
      on: { selectEnter: { guard: 'it asks about C’s writes', target: 'asked again' } },
    },
    'asked again': {
      ...beat('asked-again', 'The next question has C in it: can it be written to?', ['readiness']),
      on: { send: { guard: 'the rows go out', target: 'sent late' } },
    },
    'sent late': {
      ...beat('sent-late', 'Out at last: the rows lay in the buffer for {lay}.', [
        'writeBuffer',
        'costs',
      ]),
      on: { 'client.recv': { guard: 'C has them', target: 'answered late' } },
    },
    'answered late': beat(
      'answered-late',
      'C waited {wait} for a job of 0.5 s. Nothing failed, nothing was logged.',
      ['costs', 'waits'],
    ),
    never: beat('never', '{n} bytes lie there for ever. No error, no log, no answer for C.', [
      'writeBuffer',
      'waits',
    ]),

    // epoll: the list is the kernel's own.
    seen: {
      ...beat('seen', 'epoll’s list is in the kernel: the call that sleeps sees C at once.', [
        'readiness',
      ]),
      on: { send: { guard: 'the rows go out', target: 'sent by luck' } },
    },
    'sent by luck': {
      ...beat('sent-by-luck', 'Out at once, by the reactor thread. It worked, so it looks safe.', [
        'writeBuffer',
      ]),
      on: { 'client.recv': { guard: 'C has them', target: 'answered' } },
    },
    answered: beat(
      'answered',
      'C waited {wait}. The same code on select waits for the next event.',
      ['costs', 'waits'],
    ),

    // Through the slot.
    posted: {
      ...beat('posted', '{at}: the worker puts a call through the slot: callFromThread.', [
        'slot',
        'code',
      ]),
      on: { wakeUp: 'woken' },
    },
    woken: {
      ...beat('woken', 'And it rings: one byte to the waker ends the sleep in {call}.', ['bell']),
      on: {
        fromThreadRun: [
          { guard: 'it is a Deferred’s', target: 'fired here' },
          { target: 'run here' },
        ],
      },
    },
    'run here': {
      ...beat(
        'run-here',
        'The reactor thread makes the call: transport.write, by the right hand.',
        ['reactor'],
      ),
      on: { send: { guard: 'the rows go out', target: 'sent' } },
    },
    'fired here': {
      ...beat(
        'fired-here',
        'The Deferred fires on the reactor thread, and your callback runs there.',
        ['reactor', 'code'],
      ),
      on: { send: { guard: 'the rows go out', target: 'sent' } },
    },
    sent: {
      ...beat('sent', 'The next question has C in it, and the rows go out.', ['readiness']),
      on: { 'client.recv': { guard: 'C has them', target: 'answered safely' } },
    },
    'answered safely': beat(
      'answered-safely',
      'C waited {wait}: on select as on epoll, whatever comes next.',
      ['costs', 'waits'],
    ),
  },
});
