import { assign, setup } from 'xstate';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput } from '../../src/scenario/types';
import { FORGET } from './clients';
import { nextCalled, type RailPair } from '../../src/player/measures/rails';
import { AWAIT, readPairs } from './rails';

interface Told {
  pairs: readonly RailPair[];
  /** Where the train is among the pairs. */
  place: number;
  /** A coroutine calls the functions, and its Deferred is fired at its end. */
  awaits: boolean;
}

const placeOf = (pairs: readonly RailPair[], name: string | undefined): number =>
  pairs.findIndex(({ callback, errback }) => callback === name || errback === name);

const isWaiting = ({ value }: StoryEvent): boolean => value === 'Deferred';

/** Whether any function of the pairs after the present one gets such a result. */
const goesOn = ({ pairs, place }: Pick<Told, 'pairs' | 'place'>, ok: boolean): boolean =>
  nextCalled(pairs, place + 1, ok) !== null;

/** The train has come to the end of its rails with this event: on the rail of values, or on the other. */
function arrives(context: Told, event: StoryEvent, ok: boolean): boolean {
  const { pairs } = context;
  if (event.type === 'callbackEnd') {
    const place = placeOf(pairs, event.name);
    return event.ok === ok && !isWaiting(event) && !goesOn({ pairs, place }, ok);
  }
  // The Deferred that it waited for has fired.
  return (
    event.type === 'deferredFire' && context.place >= 0 && event.ok === ok && !goesOn(context, ok)
  );
}

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'it is C': ({ event }) => event.conn === 'C',
    'a coroutine begins for C': ({ context, event }) => context.awaits && event.conn === 'C',
    'it is A': ({ event }) => event.conn === 'A',
    'it waits for another': ({ event }) => isWaiting(event),
    'it fails': ({ event }) => event.ok === false,
    'its pair has an errback': ({ context: { pairs, place }, event }) => {
      const at = event.type === 'deferredFire' ? place : placeOf(pairs, event.name);
      return event.ok === false && pairs[at]?.callback !== null && pairs[at]?.errback != null;
    },
    'it is handled': ({ event }) => event.ok === true,
    'it is passed on': ({ event }) => event.ok === false && event.name === 'pass_on',
    'nothing comes': ({ event }) => event.got === undefined || event.got === null,
    'it stands at the end': ({ context, event }) => arrives(context, event, false),
    'it has arrived': ({ context, event }) => arrives(context, event, true),
    'it was called already': ({ event }) =>
      event.conn === 'C' && (event.data ?? '').startsWith('called already'),
    'it is forgotten': ({ event }) => event.conn === 'C' && event.what === FORGET,
    'it is the last word': ({ event }) => event.message?.startsWith('Unhandled error') === true,
  },
  actions: {
    ...telling,
    'note the place': assign({
      place: ({ context: { pairs }, event }) => placeOf(pairs, event.name),
    }),
  },
}).createMachine({
  id: 'two-rails story',
  type: 'parallel',
  context: ({ input: { values, variant } }) => ({
    pairs: readPairs(values.rails!),
    place: -1,
    awaits: variant === AWAIT,
  }),
  on: {
    callback: { actions: 'note the place' },
    errback: { actions: 'note the place' },
  },
  states: {
    ride: {
      initial: 'quiet',
      states: {
        quiet: {
          on: {
            handlerStart: [
              { guard: 'a coroutine begins for C', target: 'same rails' },
              { guard: 'it is C', target: 'asked' },
            ],
          },
        },
        'same rails': {
          ...beat('same-rails', 'The chain with await: {statements}.', ['cars', 'code']),
          on: { callback: 'starts', deferredFire: 'starts' },
        },
        asked: { on: { deferredFire: 'starts' } },
        starts: beat(
          'starts',
          '{begins}: {pairs}, and the train starts with “{line}” on the solid rail.',
          ['slot', 'cars'],
        ),
      },
    },
    first: {
      initial: 'none',
      states: {
        none: {
          on: {
            callbackEnd: [
              { guard: 'it fails', target: 'over' },
              { guard: 'it waits for another', target: 'over' },
              { target: 'told' },
            ],
          },
        },
        told: beat('first-car', '{first} returns {firstGives}: the next {gets} gets that.', [
          'cars',
        ]),
        over: {},
      },
    },
    waiting: {
      initial: 'none',
      states: {
        none: { on: { callbackEnd: { guard: 'it waits for another', target: 'waits' } } },
        waits: {
          ...beat('train-waits', '{waits} returns {waiting}; the lane does not.', [
            'cars',
            'reactor',
          ]),
          on: {
            'client.recv': { guard: 'it is A', target: 'meanwhile' },
            deferredFire: 'over',
          },
        },
        meanwhile: beat('meanwhile', 'A is answered in {freeWait} while the train waits.', [
          'waits',
        ]),
        over: {},
      },
    },
    points: {
      initial: 'set',
      states: {
        set: {
          on: {
            callbackEnd: { guard: 'it fails', target: 'switched' },
            deferredFire: { guard: 'it fails', target: 'switched' },
          },
        },
        switched: beat('points', '{failed}. The points switch: on to the dashed rail.', ['cars']),
      },
    },
    pair: {
      initial: 'apart',
      states: {
        apart: {
          on: {
            callbackEnd: { guard: 'its pair has an errback', target: 'unguarded' },
            deferredFire: { guard: 'its pair has an errback', target: 'unguarded' },
          },
        },
        unguarded: beat('unguarded', '{beside} sits beside it and is passed: {unguarded}.', [
          'cars',
        ]),
      },
    },
    handling: {
      initial: 'none',
      states: {
        none: { on: { errback: 'running' } },
        running: {
          on: {
            callbackEnd: [
              { guard: 'it is handled', target: 'caught' },
              { guard: 'it is passed on', target: 'passed on' },
            ],
          },
        },
        'passed on': {
          ...beat('passed-on', 'pass_on {passes}: the train stays on the dashed rail.', ['cars']),
          on: { errback: 'running again' },
        },
        'running again': {
          on: { callbackEnd: { guard: 'it is handled', target: 'caught' } },
        },
        caught: {
          ...beat('caught', '{catcher} returns None: back on the solid rail, with None.', ['cars']),
          on: { callback: { guard: 'nothing comes', target: 'surprised' } },
        },
        surprised: beat('none-comes', '{surprised} is called all the same, and gets None.', [
          'cars',
        ]),
      },
    },
    end: {
      initial: 'under way',
      states: {
        'under way': {
          on: {
            callbackEnd: [
              { guard: 'it stands at the end', target: 'stands' },
              { guard: 'it has arrived', target: 'arrived' },
            ],
            deferredFire: [
              { guard: 'it stands at the end', target: 'stands' },
              { guard: 'it has arrived', target: 'arrived' },
            ],
          },
        },
        stands: beat(
          'stands',
          'No {handler} is left. The train stands at the end, and nothing is logged.',
          ['cars'],
        ),
        arrived: beat(
          'arrives',
          'The train has arrived, with {arrives}. Nothing is left to handle.',
          ['cars'],
        ),
      },
    },
    again: {
      initial: 'once',
      states: {
        once: { on: { 'client.recv': { guard: 'it was called already', target: 'twice' } } },
        twice: beat('again', 'Fired again: AlreadyCalledError. A Deferred fires once.', ['slot']),
      },
    },
    hand: {
      initial: 'holds',
      states: {
        holds: { on: { handlerStart: { guard: 'it is forgotten', target: 'lets go' } } },
        'lets go': {
          on: {
            logError: { guard: 'it is the last word', target: 'unhandled' },
            'client.recv': { guard: 'it is C', target: 'gone' },
          },
        },
        unhandled: beat(
          'unhandled',
          'The last reference goes: “Unhandled error in Deferred”, {late} late.',
          ['slot'],
        ),
        gone: beat(
          'gone',
          'The last reference goes. No failure is left in it: nothing is logged.',
          ['slot'],
        ),
      },
    },
  },
});
