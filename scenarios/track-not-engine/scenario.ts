import { settingText, spoken, waitText } from '../../src/player/measures/durations';
import { longestWaits } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import { ThreadPool } from '../../src/twisted/python/threadpool';
import { bet } from './bet';
import { clients } from './clients';
import { facts } from './facts';
import { awaiting, blocking, deferred, inline, maybe, network, thread, timer } from './server';
import awaitPython from './server-await.py?raw';
import blockingPython from './server-blocking.py?raw';
import inlinePython from './server-inline.py?raw';
import maybePython from './server-maybe.py?raw';
import networkPython from './server-network.py?raw';
import threadPython from './server-thread.py?raw';
import timerPython from './server-timer.py?raw';
import python from './server.py?raw';
import { story } from './story';

export const scenario = defineScenario({
  id: 'track-not-engine',
  takeaway: 'A Deferred says what happens after; it does nothing meanwhile.',
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
      consequence: longestWaitOfA,
    },
  },
  longest: { block: 5 },
  variants: [
    { id: 'deferred', label: 'Deferred', python, server: deferred },
    { id: 'maybe', label: 'maybeDeferred', python: maybePython, server: maybe },
    { id: 'inline', label: 'yield', python: inlinePython, server: inline },
    { id: 'await', label: 'await', python: awaitPython, server: awaiting },
    { id: 'blocking', label: 'plain', python: blockingPython, server: blocking },
    { id: 'timer', label: 'timer', python: timerPython, server: timer },
    { id: 'network', label: 'network', python: networkPython, server: network },
    { id: 'thread', label: 'thread', python: threadPython, server: thread },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  parts: { threadPool: ThreadPool },
  network: () => ({ latencyMs: 20 }),
  takePart: (_, variant) => (variant === 'network' ? ['A', 'B', 'C', 'D'] : ['A', 'B', 'C']),
  bet,
  typing: {
    as: ['A', 'B'],
    holds: ({ text }) => text !== 'REPORT' && text !== 'maker',
  },
  picture: {
    name: 'rails',
    client: 'C',
    car: 'self.sendLine',
    plain: 'blocking',
    engines: [
      { engine: 'none', variant: 'deferred', name: 'no engine' },
      { engine: 'timer', variant: 'timer', name: 'timer' },
      { engine: 'network', variant: 'network', name: 'network' },
      { engine: 'thread', variant: 'thread', name: 'thread' },
    ],
  },
  timeline: 'lanes',
  layers: ['reactor', 'workers'],
  roles: { A: 'chat', B: 'chat', C: 'report', D: 'makes reports' },
  compare: 'blocking',
  compareIn: { blocking: 'deferred', timer: 'deferred', network: 'deferred', thread: 'deferred' },
  nouns: ['Deferred', 'reactor', 'handler', 'worker', 'client'],
});

function longestWaitOfA(recording: Recording): string {
  const { waitNs } = longestWaits(recording).find((row) => row.client === 'A')!;
  return `A’s longest wait ${waitNs === null ? 'unknown' : spoken(waitText(waitNs))}`;
}
