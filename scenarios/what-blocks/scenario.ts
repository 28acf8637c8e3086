import { durationText, spoken } from '../../src/player/measures/durations';
import { longestWaits } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import { ThreadPool } from '../../src/twisted/python/threadpool';
import { bet } from './bet';
import { cards, questions } from './cards';
import { facts, MAY_HOLD_NS } from './facts';
import { clients } from './clients';
import { server } from './server';
import python from './server.py?raw';
import { story } from './story';

export const scenario = defineScenario({
  id: 'what-blocks',
  takeaway: 'Ask of a line: how long, on a bad day, and how often?',
  parameters: {
    long: {
      label: 'A line takes',
      short: 'a line takes',
      unit: 's',
      named: (value) => durationText(value * 1e9),
      min: 0.005,
      max: 2,
      step: 0.005,
      default: 1,
      constant: 'LONG',
      spoken: (value) => `each line takes ${spoken(durationText(value * 1e9, 2))}`,
      consequence: longestWaitOfA,
    },
  },
  longest: { long: 2 },
  variants: [{ id: 'cards', label: 'the cards', python, server }],
  clients,
  story,
  beats: beatsOf(story, facts),
  parts: { threadPool: ThreadPool },
  network: () => ({ latencyMs: 5 }),
  figures: () => [
    {
      label: 'sorted(ten_million)',
      parts: [
        {
          name: 'Sorting 3 million numbers in a thread, 0.93 s, held the reactor for',
          durationMs: 910,
        },
      ],
      tag: 'measured',
      present: true,
    },
    {
      label: 'hashlib.pbkdf2_hmac(...)',
      parts: [{ name: 'pbkdf2_hmac in a thread, 0.52 s, held it for at most', durationMs: 4 }],
      tag: 'measured',
      present: true,
    },
  ],
  bet,
  picture: {
    name: 'cards',
    asks: 'C',
    other: 'A',
    done: 'done',
    questions,
    mayHoldNs: MAY_HOLD_NS,
    own: Object.fromEntries(cards.flatMap(({ code, own }) => (own ? [[code, own]] : []))),
  },
  timeline: 'none',
  layers: ['reactor', 'workers'],
  roles: { A: 'chat', C: 'asks for a card' },
  compare: 'long:0.05',
  nouns: ['reactor', 'worker', 'client'],
});

function longestWaitOfA(recording: Recording): string {
  const { waitNs } = longestWaits(recording).find(({ client }) => client === 'A')!;
  return `A’s longest wait ${waitNs === null ? 'unknown' : spoken(durationText(waitNs, 2))}`;
}
