import { grouped } from '../../src/recording/digits';
import { spoken } from '../../src/player/measures/durations';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import type { Recording } from '../../src/recording/recording';
import type { Values } from '../../src/scenario/types';
import { bet } from './bet';
import { figuresOf } from './costs';
import { facts, lastLineText } from './facts';
import { clients } from './clients';
import { isSlow, needsEpoll, optionsOf, peopleOf, SLOW_BUFFER_BYTES } from './people';
import { deferred, direct } from './server';
import deferredPython from './server-deferred.py?raw';
import python from './server.py?raw';
import { story } from './story';

export const scenario = defineScenario({
  id: 'chat',
  takeaway: 'Nothing to wait for, nothing to defer.',
  parameters: {
    clients: {
      label: 'Clients',
      short: 'clients',
      unit: '',
      min: 2,
      max: 50_000,
      step: 1,
      default: 4,
      choices: [2, 3, 4, 6, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000],
      named: grouped,
      spoken: (value) => `${grouped(value)} clients`,
      consequence: lastLineOfD,
    },
    link: {
      label: 'D’s link',
      short: 'D’s link',
      unit: '',
      min: 0,
      max: 1,
      step: 1,
      default: 1,
      named: (value) => (value === 1 ? 'slow' : 'fast'),
      spoken: (value) => (value === 1 ? 'D’s link is slow' : 'D’s link is fast'),
      consequence: lastLineOfD,
    },
  },
  longest: { link: 1, clients: 50_000 },
  variants: [
    { id: 'direct', label: 'sendLine', python, server: direct },
    { id: 'deferred', label: 'via Deferred', python: deferredPython, server: deferred },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  network: () => ({ latencyMs: 20 }),
  clientOptions: optionsOf,
  takePart: peopleOf,
  reactor: (values) => (needsEpoll(values) ? 'epoll' : undefined),
  figures: figuresOf,
  notes: (values) =>
    isSlow(values)
      ? [
          `D’s kernel holds ${SLOW_BUFFER_BYTES} bytes here; Linux begins with 16 KiB`,
          `D’s kernel: ${SLOW_BUFFER_BYTES} bytes here, not 16 KiB`,
        ]
      : [],
  bet,
  typing: { as: ['A', 'B', 'C', 'D'] },
  picture: {
    name: 'trays',
    writes: 'A',
    call: 'sendLine',
    rows: ['A', 'B', 'C', 'D'],
    count: 'clients',
    costs: {
      titles: [
        'One line: fill the trays + flush them, really (the run counts it)',
        'One line: fill + flush on a real machine (the run counts it)',
        'One line: fill + flush, a real machine',
      ],
      spoken: 'To fill and to flush for one line',
    },
  },
  timeline: 'none',
  layers: ['reactor', 'wire', 'sendBuffer'],
  roles: { A: 'writes', B: 'chat', C: 'chat', D: 'slow link' },
  compare: 'deferred',
  nouns: ['client', 'buffer'],
});

function lastLineOfD(recording: Recording): string {
  const values = recording.parameters as Values;
  return `D has the last line after ${spoken(lastLineText(recording, values, 'D'))}`;
}
