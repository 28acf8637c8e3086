import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import { bet } from './bet';
import { clients, FORGET } from './clients';
import { facts, ran } from './facts';
import {
  arrange,
  arrangeAwait,
  AWAIT,
  cars,
  MOST,
  PAIRED,
  readPairs,
  USUAL,
  word,
  writePairs,
} from './rails';
import { awaiting, chain } from './server';
import awaitPython from './server-await.py?raw';
import python from './server.py?raw';
import { story } from './story';

const FAILING = ['none', 'parse', 'save'];

export const scenario = defineScenario({
  id: 'two-rails',
  takeaway: 'End every chain with an errback, or return the Deferred to someone who will.',
  parameters: {
    fails: {
      label: 'Which one fails',
      short: 'fails',
      unit: '',
      min: 0,
      max: 2,
      step: 1,
      default: 2,
      constant: 'FAILS',
      named: (value) => FAILING[value]!,
      spoken: (value) => (value === 0 ? 'nothing fails' : `${FAILING[value]!} fails`),
      consequence: whatRan,
    },
    rails: {
      label: 'Order of the cars',
      short: 'rails',
      unit: '',
      min: 0,
      max: MOST,
      step: 1,
      default: USUAL,
      word,
      named: word.write,
      spoken: (value) => `the cars are ${word.write(value)}`,
    },
  },
  variants: [
    {
      id: 'chain',
      label: 'chain',
      python,
      arranged: (values) => arrange(python, values),
      server: chain,
    },
    {
      id: AWAIT,
      label: 'await',
      python: awaitPython,
      arranged: (values) => arrangeAwait(awaitPython, values),
      server: awaiting,
    },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  callbacks: true,
  network: () => ({ latencyMs: 20 }),
  bet,
  picture: {
    name: 'chain',
    client: 'C',
    order: 'rails',
    letsGo: FORGET,
    holder: 'self.order',
    coroutine: { variant: AWAIT, name: 'take()' },
    cars: cars.map(({ letter, name, rail }) => ({ letter, name, rail })),
    read: readPairs,
    write: writePairs,
  },
  timeline: 'lanes',
  layers: ['reactor'],
  roles: { A: 'chat', C: 'orders' },
  compare: `rails:${word.write(PAIRED)}`,
  nouns: ['Deferred', 'handler', 'reactor', 'client'],
});

function whatRan(recording: Recording): string {
  const names = ran(recording);
  return names.length === 0 ? 'nothing is called' : `called: ${names.join(', ')}`;
}
