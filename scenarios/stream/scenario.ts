import { settingText, spoken } from '../../src/player/measures/durations';
import { defineScenario } from '../../src/scenario/define';
import { inBytes } from '../../src/recording/digits';
import { beatsOf } from '../../src/scenario/story';
import type { Scenario } from '../../src/scenario/types';
import { bet } from './bet';
import { facts, inReads } from './facts';
import { clients } from './clients';
import { server } from './server';
import python from './server.py?raw';
import { story } from './story';

export const scenario: Scenario = defineScenario({
  id: 'stream',
  takeaway: 'TCP keeps the order, never the edges.',
  parameters: {
    gap: {
      label: 'Gap between the writes',
      short: 'gap',
      unit: 'ms',
      min: 0,
      max: 500,
      step: 10,
      default: 0,
      spoken: (value) =>
        value === 0
          ? 'one write right after the other'
          : `${spoken(settingText(value, 'ms'))} between the writes`,
      consequence: inReads,
    },
    size: {
      label: 'Largest read',
      short: 'read',
      unit: 'bytes',
      min: 1,
      max: 64,
      step: 1,
      default: 64,
      stops: [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 32, 48, 64],
      constant: 'READ_SIZE',
      named: inBytes,
      spoken: (value) => `a read takes at most ${inBytes(value)}`,
      consequence: inReads,
    },
  },
  longest: { gap: 500 },
  variants: [{ id: 'raw', label: 'Protocol', python, server }],
  clients,
  story,
  beats: beatsOf(story, facts),
  network: () => ({ latencyMs: 300 }),
  usesSeed: true,
  bet,
  picture: { name: 'tape', client: 'A' },
  timeline: 'none',
  layers: ['sendBuffer', 'wire', 'receiveBuffer'],
  roles: { A: 'writes' },
  compare: 'seed:2',
  nouns: ['client', 'buffer', 'reactor'],
});
