import { settingText, spoken, waitText } from '../../src/player/measures/durations';
import { longestWaits } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import { JobTrace, ThreadPool } from '../../src/twisted/python/threadpool';
import { bet } from './bet';
import { clients } from './clients';
import { facts } from './facts';
import { hangUp, LAST } from './hangUp';
import { blocking, busy, inline, thread } from './server';
import blockingPython from './server-blocking.py?raw';
import busyPython from './server-busy.py?raw';
import inlinePython from './server-inline.py?raw';
import python from './server.py?raw';
import { story } from './story';

export const scenario = defineScenario({
  id: 'defer-to-thread',
  takeaway: 'The wait moved; it did not shrink.',
  parameters: {
    block: {
      label: 'The report takes',
      short: 'report takes',
      unit: 's',
      min: 0,
      max: 5,
      step: 0.1,
      default: 3,
      constant: 'BLOCK',
      spoken: (value) => `the report takes ${spoken(settingText(value, 's'))}`,
      consequence: waitsOfAAndC,
    },
    raises: {
      label: 'It ends with',
      short: 'ends with',
      unit: '',
      min: 0,
      max: 1,
      step: 1,
      default: 0,
      constant: 'RAISES',
      named: (value) => (value === 1 ? 'an error' : 'a report'),
      spoken: (value) => (value === 1 ? 'it raises an error' : 'it returns a report'),
      consequence: waitsOfAAndC,
    },
    hangup: hangUp,
  },
  longest: { block: 5, hangup: LAST },
  variants: [
    { id: 'thread', label: 'deferToThread', python, server: thread },
    { id: 'inline', label: 'inlineCallbacks', python: inlinePython, server: inline },
    { id: 'busy', label: 'busy pool', python: busyPython, server: busy },
    { id: 'blocking', label: 'in the handler', python: blockingPython, server: blocking },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  parts: { threadPool: ThreadPool, jobTrace: JobTrace },
  network: () => ({ latencyMs: 20 }),
  bet,
  typing: {
    as: ['A', 'B', 'D'],
    // The story is of C’s one report; of lines between people it is true with more of them as well.
    holds: ({ text }) => text !== 'REPORT',
  },
  picture: { name: 'wall', client: 'C', other: 'A', hangUp: 'hangup' },
  timeline: 'lanes',
  embedPanels: ['timeline', 'machine', 'code'],
  layers: ['reactor', 'workers'],
  roles: { A: 'chat', B: 'chat', C: 'report', D: 'connect' },
  compare: 'blocking',
  compareIn: { blocking: 'thread' },
  nouns: ['Deferred', 'reactor', 'handler', 'worker', 'client'],
});

function waitsOfAAndC(recording: Recording): string {
  const rows = longestWaits(recording);
  const text = (name: string): string => {
    const { waitNs } = rows.find(({ client }) => client === name)!;
    return waitNs === null ? 'without an answer' : spoken(waitText(waitNs));
  };
  return `A’s longest wait ${text('A')}, C’s ${text('C')}`;
}
