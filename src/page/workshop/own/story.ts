import { setup, type AnyStateMachine } from 'xstate';
import { telling } from '../../../scenario/commands';
import type { StoryEvent } from '../../../scenario/factEvent';
import type { FocusTarget } from '../../../scenario/types';
import { LONG_MS, placeOfStep, type Step, type When } from './steps';

/** Kinds of event that end a wait: an answer, the end of a connection, or that of the run. */
const ENDS = [
  'client.recv',
  'client.eof',
  'client.close',
  'client.reset',
  'client.connectionReset',
  'client.refused',
  'net.timeout',
  'end',
];

type Occurrence = { nth: number; client?: string };

const isPlace = ({ recording, index }: StoryEvent, when: When): boolean =>
  placeOfStep(recording, when) === index;

const { createMachine } = setup({
  types: { events: {} as StoryEvent },
  actions: telling,
  guards: {
    'it is that one': ({ event }, { nth, client }: Occurrence) =>
      isPlace(event, { event: event.type, nth, ...(client !== undefined && { client }) }),
    'it ends that wait': ({ event }, { overMs, nth, client }: Occurrence & { overMs: number }) =>
      isPlace(event, { waitOver: overMs, nth, ...(client !== undefined && { client }) }),
  },
});

export const idOfStep = (place: number): string => `step-${place + 1}`;

/** Steps as the machine of a story: a region for each, which tells its beat when what it waits for happens. */
export function storyOf(steps: readonly Step[]): AnyStateMachine {
  const regions = steps.map((step, i) => [`step ${i + 1}`, regionOf(step, idOfStep(i))]);
  const states = Object.fromEntries(regions) as never;
  return createMachine({ id: 'story', type: 'parallel', states }) as unknown as AnyStateMachine;
}

function regionOf(step: Step, beat: string): object {
  const { say, client, nth } = step;
  const which = { nth, ...(client !== undefined && { client }) };
  const [kinds, guard] =
    'event' in step
      ? [[step.event], { type: 'it is that one', params: which }]
      : [ENDS, { type: 'it ends that wait', params: { ...which, overMs: step.waitOver } }];
  return {
    initial: 'to come',
    states: {
      'to come': {
        on: Object.fromEntries(kinds.map((kind) => [kind, { guard, target: 'told' }])) as object,
      },
      told: {
        entry: { type: 'tell', params: { beat } },
        meta: { caption: say, focus: focusOf(step) },
      },
    },
  };
}

/** What of the picture the event is about. */
export function focusOf(step: Step): readonly FocusTarget[] {
  if (!('event' in step)) return step.waitOver >= LONG_MS ? ['waits'] : [];
  if (/^(net|client)\./.test(step.event)) return ['wire'];
  if (/^(accept|listen)/.test(step.event)) return ['listenQueue'];
  if (/^(recv|dataReceived)/.test(step.event)) return ['receiveBuffer', 'code'];
  return /^(thread|callFromThread|callInThread)/.test(step.event)
    ? ['workers']
    : ['reactor', 'code'];
}
