import { spoken } from '../../src/player/measures/durations';
import { formatWait, longestWaits } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import { bet } from './bet';
import { NAMES, takePart } from './people';
import { facts } from './facts';
import { clients } from './clients';
import { inTurn, list } from './server';
import { memoryNotes } from './memory';
import inTurnPython from './server-in-turn.py?raw';
import selectPython from './server-select.py?raw';
import threadsPython from './server-threads.py?raw';
import python from './server.py?raw';
import { rawSelect, threadEach } from './standIns';
import { story } from './story';

const plain = {
  tag: 'a stand-in, without Twisted',
  compared:
    'CPython ran this file, its sockets on the same model of the kernel, to the same events.',
};

export const scenario = defineScenario({
  id: 'who-is-ready',
  takeaway: 'It never asks “is A ready?”; it asks “who is?”.',
  parameters: {
    clients: {
      label: 'Clients',
      short: 'clients',
      unit: '',
      min: 2,
      max: 12,
      step: 1,
      default: 4,
      spoken: (value) => `${value} clients`,
      consequence: waitOfB,
    },
    traffic: {
      label: 'Traffic',
      short: 'traffic',
      unit: '',
      min: 0,
      max: 1,
      step: 1,
      default: 0,
      named: (value) => (value === 1 ? 'bursty' : 'quiet'),
      spoken: (value) => (value === 1 ? 'bursty traffic' : 'quiet traffic'),
      consequence: waitOfB,
    },
  },
  longest: { traffic: 1 },
  variants: [
    { id: 'list', label: 'list', python, server: list },
    {
      id: 'select',
      label: 'select',
      standIn: plain,
      python: selectPython,
      server: rawSelect,
    },
    {
      id: 'threads',
      label: 'threads',
      standIn: plain,
      python: threadsPython,
      server: threadEach,
    },
    {
      id: 'in-turn',
      label: 'in turn',
      standIn: {
        tag: 'a stand-in for blocking reads',
        compared:
          'It imitates blocking reads in one thread; real Twisted ran this file to the same events.',
      },
      python: inTurnPython,
      server: inTurn,
    },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  network: () => ({ latencyMs: 20, serverRecvBuffer: 262_144 }),
  untilMs: () => 3000,
  takePart,
  bet,
  typing: { as: ['A', 'B', 'C', 'D'] },
  picture: { name: 'readiness' },
  timeline: 'lanes',
  layers: ['wire', 'receiveBuffer', 'listenQueue', 'readiness', 'reactor', 'sendBuffer'],
  roles: Object.fromEntries(
    NAMES.map((name, i) => [name, ['quiet', 'chat', 'bulk', 'quiet'][i] ?? 'extra']),
  ),
  compare: 'threads',
  notes: (values, variantId) => (variantId === 'threads' ? memoryNotes(values) : []),
});

function waitOfB(recording: Recording): string {
  return `B’s longest wait ${spoken(formatWait(longestWaits(recording).find((row) => row.client === 'B')!))}`;
}
