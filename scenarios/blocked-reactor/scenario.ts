import { settingText, spoken, waitText } from '../../src/player/measures/durations';
import { longestWaits } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import { ThreadPool } from '../../src/twisted/python/threadpool';
import { bet } from './bet';
import { facts } from './facts';
import { clients } from './clients';
import { blocking, deferred, thread } from './server';
import deferredPython from './server-deferred.py?raw';
import threadPython from './server-thread.py?raw';
import python from './server.py?raw';
import { story } from './story';

export const scenario = defineScenario({
  id: 'blocked-reactor',
  takeaway: 'Your handler’s time is everybody’s time.',
  parameters: {
    block: {
      label: 'Block duration',
      short: 'block',
      unit: 's',
      min: 0,
      max: 5,
      step: 0.1,
      default: 3,
      constant: 'BLOCK',
      spoken: (value) =>
        value === 0 ? 'does not block' : `blocks for ${spoken(settingText(value, 's'))}`,
      consequence: longestWaitOfA,
    },
    ask: {
      label: 'C asks at',
      short: 'C asks at',
      unit: 's',
      min: 0,
      max: 3,
      step: 0.1,
      default: 1,
      spoken: (value) => `C asks at ${spoken(settingText(value, 's'))}`,
      consequence: longestWaitOfA,
    },
  },
  longest: { block: 5, ask: 3 },
  variants: [
    { id: 'blocking', label: 'blocking', python, server: blocking },
    { id: 'deferred', label: '+ Deferred', python: deferredPython, server: deferred },
    { id: 'thread', label: 'deferToThread', python: threadPython, server: thread },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  parts: { threadPool: ThreadPool },
  network: () => ({ latencyMs: 20 }),
  bet,
  typing: {
    as: ['A', 'B', 'C', 'D'],
    // The story is of C's one report; of lines between people it is true with more of them as well.
    holds: ({ client, text }) => client !== 'C' && text !== 'REPORT',
  },
  picture: { name: 'machine' },
  timeline: 'lanes',
  layers: [
    'wire',
    'receiveBuffer',
    'listenQueue',
    'readiness',
    'reactor',
    'loop',
    'sendBuffer',
    'workers',
  ],
  roles: { A: 'chat', B: 'chat', C: 'report', D: 'connect' },
  compare: 'block:0',
  compareIn: { deferred: 'blocking', thread: 'blocking' },
});

function longestWaitOfA(recording: Recording): string {
  const { waitNs } = longestWaits(recording).find((row) => row.client === 'A')!;
  return `A’s longest wait ${waitNs === null ? 'unknown' : spoken(waitText(waitNs))}`;
}
