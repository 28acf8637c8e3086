import { setup } from 'xstate';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, leftOfBlockNs, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput } from '../../src/scenario/types';

interface Told {
  variant: string;
}

const isChatter = ({ conn }: StoryEvent): boolean => conn === 'A' || conn === 'B';

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'it is REPORT': ({ event }) => event.what === 'REPORT',
    'it holds the lane': ({ event }) =>
      event.thread === undefined && event.durationNs! > NOTICEABLE_NS,
    'it is a short sleep': ({ event }) => event.thread === undefined,
    'somebody else is to fire it': ({ context, event }) =>
      event.what === 'REPORT' && ['timer', 'network', 'thread'].includes(context.variant),
    'it will wait': ({ event }) => isChatter(event) && leftOfBlockNs(event) >= NOTICEABLE_NS,
    'nobody is held any more': ({ event }) =>
      event.waiting.every(({ sentNs }) => event.timeNs - sentNs < NOTICEABLE_NS),
    'it is a chatter': ({ event }) => isChatter(event),
    'it is C': ({ event }) => event.conn === 'C',
    'there is a Deferred': ({ context, event }) =>
      isChatter(event) && context.variant !== 'blocking',
  },
  actions: telling,
}).createMachine({
  id: 'track-not-engine story',
  context: ({ input: { variant } }) => ({ variant }),
  initial: 'quiet',
  states: {
    quiet: { on: { handlerStart: { guard: 'it is REPORT', target: 'asked' } } },
    asked: {
      ...beat('asked', 'C asks for REPORT. {calls}.', ['slot', 'code']),
      on: {
        block: [
          { guard: 'it holds the lane', target: 'blocked' },
          { guard: 'it is a short sleep', target: 'short' },
        ],
        handlerEnd: { guard: 'somebody else is to fire it', target: 'laid' },
      },
    },

    // Nobody else: the handler sleeps.
    blocked: {
      ...beat('blocked', 'time.sleep({block}) holds the lane, {asBefore}.', ['reactor']),
      on: {
        'net.arrive': { guard: 'it will wait', target: 'piled' },
        deferredFire: 'fired by hand',
        handlerEnd: { guard: 'it is REPORT', target: 'returned' },
      },
    },
    piled: {
      ...beat('piled', '{piler}’s line reaches the kernel. Nobody reads it before {end}.', [
        'waits',
        'reactor',
      ]),
      on: {
        deferredFire: 'fired by hand',
        handlerEnd: { guard: 'it is REPORT', target: 'returned' },
      },
    },
    'fired by hand': {
      ...beat('fired-by-hand', '{end}: the same thread puts the value in, after its sleep.', [
        'slot',
      ]),
      on: { handlerEnd: { guard: 'it is REPORT', target: 'returned' } },
    },
    returned: {
      ...beat('returned', 'The call took {took}: {backAs}.', ['slot', 'costs']),
      on: { 'client.recv': { guard: 'nobody is held any more', target: 'together' } },
    },
    together: {
      ...beat('together', '{held} have their answers at {answeredAt}, all at once.', ['waits']),
      on: { 'client.send': { guard: 'there is a Deferred', target: 'apart' } },
    },
    apart: {
      ...beat('apart', 'Look into d: functions to call, and a slot. No thread, no timer.', [
        'slot',
        'cars',
      ]),
      on: { 'client.recv': { guard: 'it is a chatter', target: 'who fires it' } },
    },
    'who fires it': beat(
      'who-fires-it',
      'Something else must fill the slot while you return: drop an engine on it.',
      ['yard'],
    ),
    short: {
      on: { handlerEnd: { guard: 'it is REPORT', target: 'returned at once' } },
    },
    'returned at once': {
      ...beat('returned-at-once', 'The call took {took}. Nobody notices, with or without d.', [
        'costs',
      ]),
      on: { 'client.send': { guard: 'it is a chatter', target: 'apart' } },
    },

    // An engine.
    laid: {
      ...beat('laid', 'd is back at once: a function to call, and an empty slot.', [
        'slot',
        'cars',
      ]),
      on: { selectEnter: 'under way', deferredFire: 'fired' },
    },
    'under way': {
      ...beat('engine', '{engine}. The lane is free.', ['slot', 'reactor']),
      on: {
        'client.recv': { guard: 'it is a chatter', target: 'meanwhile' },
        deferredFire: 'fired',
      },
    },
    meanwhile: {
      ...beat('meanwhile', '{free} is answered in {freeWait}. The lane has nothing else to do.', [
        'waits',
        'reactor',
      ]),
      on: { deferredFire: 'fired' },
    },
    fired: {
      ...beat('fired', '{firedAt}: {firedBy} fills the slot, on the reactor thread.', ['slot']),
      on: { 'client.recv': { guard: 'it is C', target: 'report sent' } },
    },
    'report sent': {
      ...beat('report-sent', 'C waited {cWait}. The wait left the lane; it did not shrink.', [
        'costs',
        'waits',
      ]),
      on: { 'client.send': { guard: 'it is a chatter', target: 'for ever' } },
    },
    'for ever': beat('for-ever', 'Without an engine the slot stays empty, for ever.', ['slot']),
  },
});
