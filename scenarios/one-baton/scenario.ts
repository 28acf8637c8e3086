import { durationText, settingText, spoken } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import { JobTrace, ThreadPool } from '../../src/twisted/python/threadpool';
import { bet } from './bet';
import { clients } from './clients';
import { facts, worstNs } from './facts';
import { figures } from './figures';
import { inC, onReactor, processes, threads, waits } from './server';
import cPython from './server-c.py?raw';
import processPython from './server-process.py?raw';
import reactorPython from './server-reactor.py?raw';
import waitsPython from './server-waits.py?raw';
import python from './server.py?raw';
import { story } from './story';

export const scenario = defineScenario({
  id: 'one-baton',
  takeaway: 'Threads for waiting, processes for thinking.',
  parameters: {
    jobs: {
      label: 'Crunching jobs',
      short: 'jobs',
      unit: '',
      min: 0,
      max: 8,
      step: 1,
      default: 1,
      constant: 'JOBS',
      spoken: (value) => (value === 1 ? 'one job' : `${value} jobs`),
      consequence: worst,
    },
    switch: {
      label: 'Switch interval',
      short: 'interval',
      unit: 'ms',
      min: 1,
      max: 50,
      step: 1,
      default: 5,
      constant: 'SWITCH',
      spoken: (value) => `a switch interval of ${spoken(settingText(value, 'ms'))}`,
      consequence: worst,
    },
  },
  longest: { jobs: 8, switch: 50 },
  variants: [
    { id: 'threads', label: 'Python', python, server: threads },
    { id: 'waits', label: 'waits', python: waitsPython, server: waits },
    { id: 'c', label: 'C', python: cPython, server: inC },
    { id: 'process', label: 'process', python: processPython, server: processes },
    {
      id: 'free',
      label: 'no GIL',
      python,
      server: threads,
      freeThreaded: true,
      standIn: {
        tag: 'modelled',
        compared:
          'Its run has the same events as real Twisted on a model of Python without the lock.',
      },
    },
    { id: 'reactor', label: 'reactor', python: reactorPython, server: onReactor },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  parts: { threadPool: ThreadPool, jobTrace: JobTrace },
  network: () => ({ latencyMs: 1 }),
  figures,
  bet,
  typing: {
    as: ['A', 'B'],
    holds: ({ text }) => text !== 'CRUNCH',
  },
  picture: { name: 'baton', jobs: 'jobs', interval: 'switch', free: 'free' },
  timeline: 'lanes',
  embedPanels: ['machine', 'code'],
  layers: ['reactor', 'workers'],
  roles: { A: 'chat', B: 'chat', C: 'the jobs' },
  compare: 'process',
  compareIn: {
    process: 'threads',
    reactor: 'threads',
    waits: 'threads',
    c: 'threads',
    free: 'threads',
  },
  nouns: ['reactor', 'worker', 'handler'],
});

function worst(recording: Recording): string {
  return `others are heard up to ${spoken(durationText(worstNs(recording)))} late`;
}
