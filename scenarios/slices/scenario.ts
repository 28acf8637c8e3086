import { settingText, spoken, waitText } from '../../src/player/measures/durations';
import { longestWaits } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { Sweep } from '../../src/scenario/sweep';
import { beatsOf } from '../../src/scenario/story';
import { ThreadPool } from '../../src/twisted/python/threadpool';
import { bet } from './bet';
import { clients } from './clients';
import { facts } from './facts';
import { byClock, byCount, inAList, inThread } from './server';
import clockPython from './server-clock.py?raw';
import listPython from './server-list.py?raw';
import threadPython from './server-thread.py?raw';
import python from './server.py?raw';
import { askersOf, longestMs, msText, SLICES, TURN_MS } from './slicing';
import { story } from './story';

export const scenario = defineScenario({
  id: 'slices',
  takeaway: 'Others wait for your slices, not for your work.',
  parameters: {
    slice: {
      label: 'Slice',
      short: 'slice',
      unit: 'ms',
      min: SLICES[0]!,
      max: SLICES.at(-1)!,
      step: 0.1,
      choices: SLICES,
      default: 250,
      named: msText,
      constant: 'SLICE',
      spoken: (value) => `a slice takes ${spoken(msText(value))}`,
      consequence: longestWaitOfA,
    },
    jobs: {
      label: 'Jobs at once',
      short: 'jobs',
      unit: '',
      min: 1,
      max: 3,
      step: 1,
      default: 1,
      spoken: (value) => (value === 1 ? 'one job' : `${value} jobs at once`),
      consequence: longestWaitOfA,
    },
    disk: {
      label: 'Slow disk',
      short: 'slow disk',
      unit: 'ms',
      min: 0,
      max: 500,
      step: 50,
      default: 0,
      constant: 'DISK',
      spoken: (value) =>
        value === 0 ? 'no slow disk' : `the disk takes ${spoken(settingText(value, 'ms'))}`,
      consequence: longestWaitOfA,
    },
  },
  axisMs: longestMs,
  variants: [
    { id: 'count', label: 'by count', python, server: byCount },
    { id: 'clock', label: 'by clock', python: clockPython, server: byClock },
    { id: 'list', label: 'in a list', python: listPython, server: inAList },
    { id: 'thread', label: 'thread', python: threadPython, server: inThread },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  parts: { threadPool: ThreadPool, costs: { select: TURN_MS } },
  network: () => ({ latencyMs: 20 }),
  takePart: (values) => ['A', 'B', ...askersOf(values)],
  bet,
  sweep: new Sweep('slice', ['A', 'C']),
  typing: {
    as: ['A', 'B'],
    holds: ({ text }) => text !== 'RESIZE',
  },
  picture: {
    name: 'slices',
    slice: 'slice',
    waits: 'A',
    works: 'C',
    passes: ['A', 'B'],
    turnMs: TURN_MS,
  },
  timeline: 'lanes',
  layers: ['reactor'],
  roles: { A: 'chat', B: 'chat', C: 'work', D: 'work', E: 'work' },
  compare: 'slice:1000',
  compareIn: { clock: 'count', list: 'clock', thread: 'count' },
  nouns: ['reactor', 'handler', 'client', 'worker'],
});

function longestWaitOfA(recording: Recording): string {
  const { waitNs } = longestWaits(recording).find((row) => row.client === 'A')!;
  return `A’s longest wait ${waitNs === null ? 'unknown' : spoken(waitText(waitNs))}`;
}
