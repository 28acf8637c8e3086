import { clockText, settingText, spoken, waitText } from '../../src/player/measures/durations';
import { longestWaits } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import { NS_PER_SECOND } from '../../src/scenario/units';
import { JobTrace, ThreadPool } from '../../src/twisted/python/threadpool';
import { endMs, latestMs, VISITORS } from './arrivals';
import { bet } from './bet';
import { clients } from './clients';
import { facts, OTHER_PROGRAM } from './facts';
import { crunching, inThread, onReactor, twoPrograms } from './server';
import crunchPython from './server-crunch.py?raw';
import threadPython from './server-thread.py?raw';
import twoPython from './server-two.py?raw';
import python from './server.py?raw';
import { story } from './story';

export const scenario = defineScenario({
  id: 'database',
  takeaway: 'A job that takes half of the clock needs a clock of its own.',
  parameters: {
    job: {
      label: 'The job takes',
      short: 'job takes',
      unit: 's',
      min: 0,
      max: 60,
      step: 1,
      default: 15,
      constant: 'JOB',
      spoken: (value) => `the job takes ${spoken(settingText(value, 's', 0))}`,
      consequence: longestWaitOfA,
    },
    patience: {
      label: 'Patience',
      short: 'patience',
      unit: 's',
      min: 1,
      max: 30,
      step: 1,
      default: 5,
      spoken: (value) => `patience ${spoken(settingText(value, 's', 0))}`,
      consequence: longestWaitOfA,
    },
    every: {
      label: 'Every',
      short: 'every',
      unit: 's',
      min: 30,
      max: 60,
      step: 30,
      choices: [30, 60],
      default: 30,
      constant: 'EVERY',
      spoken: (value) => `every ${spoken(settingText(value, 's', 0))}`,
      consequence: longestWaitOfA,
    },
    minutes: {
      label: 'Minutes',
      short: 'minutes',
      unit: '',
      min: 3,
      max: 10,
      step: 1,
      default: 3,
      spoken: (value) => `for ${spoken(clockText(value * 60 * NS_PER_SECOND))}`,
      consequence: longestWaitOfA,
    },
  },
  axisMs: latestMs,
  variants: [
    { id: 'reactor', label: 'reactor', python, server: onReactor },
    { id: 'thread', label: 'thread, waits', python: threadPython, server: inThread },
    { id: 'crunch', label: 'computes', python: crunchPython, server: crunching },
    { id: 'two', label: 'two programs', python: twoPython, server: twoPrograms },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  parts: { threadPool: ThreadPool, jobTrace: JobTrace },
  usesSeed: true,
  untilMs: endMs,
  network: () => ({ latencyMs: 20 }),
  takePart: (_, variant) => ['A', 'B', 'C', ...(variant === 'two' ? [OTHER_PROGRAM] : [])],
  bet,
  picture: {
    name: 'clock',
    job: 'job',
    every: 'every',
    patience: 'patience',
    asks: VISITORS,
    program: OTHER_PROGRAM,
    places: { reactor: 'reactor', waits: 'thread', computes: 'crunch', apart: 'two' },
  },
  timeline: 'lanes',
  embedPanels: ['machine', 'code'],
  layers: ['reactor', 'workers'],
  roles: { A: 'pages', B: 'pages', C: 'reports', D: 'the job' },
  compare: 'thread',
  compareIn: { thread: 'reactor', crunch: 'thread', two: 'reactor' },
  nouns: ['reactor', 'worker', 'client', 'Deferred'],
});

function longestWaitOfA(recording: Recording): string {
  const { waitNs, state } = longestWaits(recording).find((row) => row.client === 'A')!;
  return state === 'no answer' || waitNs === null
    ? 'A is not answered'
    : `A’s longest wait ${spoken(waitText(waitNs))}`;
}
