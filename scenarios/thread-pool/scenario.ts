import { settingText, spoken, waitText } from '../../src/player/measures/durations';
import { longestWaits } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import { Resolver } from '../../src/twisted/internet/resolver';
import { JobTrace, ThreadPool } from '../../src/twisted/python/threadpool';
import { bet } from './bet';
import { clients } from './clients';
import { facts } from './facts';
import { nested, onePool, ownPool, timeout } from './server';
import nestedPython from './server-nested.py?raw';
import ownPython from './server-own.py?raw';
import timeoutPython from './server-timeout.py?raw';
import python from './server.py?raw';
import { story } from './story';

export const scenario = defineScenario({
  id: 'thread-pool',
  takeaway: 'A pool is a queue. Arrivals × duration must stay below its size.',
  parameters: {
    arrivals: {
      label: 'Jobs a second',
      short: 'jobs a second',
      unit: '',
      min: 1,
      max: 20,
      step: 1,
      default: 8,
      spoken: (value) => (value === 1 ? 'one job a second' : `${value} jobs a second`),
      consequence: longestWaitOfA,
    },
    pool: {
      label: 'Threads',
      short: 'threads',
      unit: '',
      min: 1,
      max: 30,
      step: 1,
      default: 10,
      constant: 'POOL',
      spoken: (value) => (value === 1 ? 'one thread' : `${value} threads`),
      consequence: longestWaitOfA,
    },
    job: {
      label: 'A job takes',
      short: 'a job takes',
      unit: 's',
      min: 0.1,
      max: 5,
      step: 0.1,
      default: 1.5,
      constant: 'JOB',
      spoken: (value) => `a job takes ${spoken(settingText(value, 's'))}`,
      consequence: longestWaitOfA,
    },
    long: {
      label: 'For',
      short: 'for',
      unit: 's',
      min: 10,
      max: 60,
      step: 5,
      default: 30,
      spoken: (value) => `for ${spoken(settingText(value, 's', 0))}`,
      consequence: longestWaitOfA,
    },
  },
  axisMs: ({ long }) => long! * 1000,
  variants: [
    { id: 'one', label: 'one pool', python, server: onePool },
    { id: 'timeout', label: '+ timeout', python: timeoutPython, server: timeout },
    { id: 'own', label: 'own pool', python: ownPython, server: ownPool },
    { id: 'nested', label: 'nested', python: nestedPython, server: nested },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  parts: { threadPool: ThreadPool, resolver: Resolver, jobTrace: JobTrace },
  names: { 'db.example': { ms: 20, address: '192.0.2.7' } },
  usesSeed: true,
  untilMs: ({ long }) => long! * 1000,
  network: () => ({ latencyMs: 20 }),
  bet,
  typing: {
    as: ['B'],
    holds: ({ text }) => !['AGAIN', 'LOOKUP', 'REPORT'].includes(text),
  },
  picture: { name: 'counters', arrivals: 'arrivals', job: 'job', pool: 'pool' },
  timeline: 'lanes',
  embedPanels: ['machine', 'code'],
  layers: ['reactor', 'workers'],
  roles: { A: 'look-ups', B: 'chat', C: 'reports' },
  compare: 'own',
  compareIn: { timeout: 'one', own: 'one', nested: 'one' },
  nouns: ['reactor', 'worker', 'client'],
});

function longestWaitOfA(recording: Recording): string {
  const { waitNs, state } = longestWaits(recording).find((row) => row.client === 'A')!;
  return state === 'no answer' || waitNs === null
    ? 'A has a look-up without an answer'
    : `A’s longest wait ${spoken(waitText(waitNs))}`;
}
