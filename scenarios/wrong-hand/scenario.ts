import { settingText, spoken, waitText } from '../../src/player/measures/durations';
import { lineThreads } from '../../src/player/measures/lineThreads';
import { longestWaits } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import { JobTrace, ThreadPool } from '../../src/twisted/python/threadpool';
import { bet } from './bet';
import { clients } from './clients';
import { facts } from './facts';
import { axisMs, deeds, DONE_NS, next, NEXT, nextOf, reactor, reactorOf } from './next';
import { direct, fire, returned, ticket } from './server';
import firePython from './server-fire.py?raw';
import returnPython from './server-return.py?raw';
import ticketPython from './server-ticket.py?raw';
import python from './server.py?raw';
import { story } from './story';

export const scenario = defineScenario({
  id: 'wrong-hand',
  takeaway: 'From a thread, call Twisted only through callFromThread (or blockingCallFromThread).',
  parameters: {
    quiet: {
      label: 'Next event, after the write',
      short: 'next event after',
      unit: 's',
      min: 0.1,
      max: 10,
      step: 0.1,
      default: 3,
      spoken: (value) => `the next event comes ${spoken(settingText(value, 's'))} after the write`,
      consequence: waitOfC,
    },
    next,
    reactor,
  },
  axisMs: ({ quiet }) => axisMs(quiet!),
  variants: [
    { id: 'direct', label: 'transport.write', python, server: direct },
    { id: 'ticket', label: 'callFromThread', python: ticketPython, server: ticket },
    { id: 'fire', label: 'd.callback', python: firePython, server: fire },
    { id: 'return', label: 'deferToThread', python: returnPython, server: returned },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  parts: { threadPool: ThreadPool, jobTrace: JobTrace },
  network: () => ({ latencyMs: 20 }),
  reactor: (values) => reactorOf(values.reactor!),
  takePart: (values) => (nextOf(values.next!) === 'D' ? ['A', 'C', 'D'] : ['A', 'C']),
  bet,
  // A line is an event, and wakes select: what the story says of the next one is not true of it.
  typing: { as: ['A', 'C'] },
  picture: {
    name: 'reach',
    client: 'C',
    reactor: 'reactor',
    next: 'next',
    quiet: 'quiet',
    deeds,
    never: NEXT.indexOf('nobody'),
    doneNs: DONE_NS,
    axisMs,
  },
  signs: { words: 'R: the reactor thread ran it; W: a worker', of: lineThreads },
  notes: () => [
    'Measured on real sockets, next event after 3 s: select 3,004 ms, epoll 2 ms; by callFromThread 1 ms on both.',
    'Measured, next event after 3 s, by the worker: select 3,004 ms, epoll 2 ms.',
    'Measured at 3 s: select 3,004 ms, epoll 2 ms.',
  ],
  timeline: 'lanes',
  embedPanels: ['timeline', 'machine', 'code'],
  layers: ['reactor', 'workers'],
  roles: { A: 'chat', C: 'report', D: 'connect' },
  compare: 'reactor:epoll',
  compareIn: { ticket: 'direct', fire: 'return', return: 'fire' },
  nouns: ['reactor', 'worker', 'buffer', 'client'],
});

function waitOfC(recording: Recording): string {
  const { waitNs } = longestWaits(recording).find(({ client }) => client === 'C')!;
  return `C’s longest wait ${waitNs === null ? 'without an answer' : spoken(waitText(waitNs))}`;
}
