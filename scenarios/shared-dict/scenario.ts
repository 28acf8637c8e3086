import { spoken, settingText, waitText } from '../../src/player/measures/durations';
import { longestWaits } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import type { ScheduledLines } from '../../src/scenario/types';
import { ThreadPool } from '../../src/twisted/python/threadpool';
import { bet } from './bet';
import { clients } from './clients';
import { breaks, facts, ordersOf, outcome, tally } from './facts';
import { Shop } from './hands';
import { schedule } from './schedule';
import { calls, copy, dict, iterate, lock } from './server';
import { sources } from './sources';
import { story } from './story';

const SALE = ['n = stock["tea"]', 'if n < 1:', 'refused += 1', 'stock["tea"] = n - 1'] as const;
const variables = { local: 'n', shared: 'stock' };
const lines = (R: ScheduledLines['R'], W: ScheduledLines['W']): ScheduledLines => ({
  R,
  W,
  ...variables,
  initially: (values) => new Shop(values).text,
});

export const scenario = defineScenario({
  id: 'shared-dict',
  takeaway: 'Share messages, not dicts.',
  parameters: {
    each: {
      label: 'Customers of each hand',
      short: 'customers',
      unit: '',
      min: 1,
      max: 3,
      step: 1,
      default: 1,
      constant: 'EACH',
      spoken: (value) => (value === 1 ? 'one customer each' : `${value} customers each`),
      consequence: outcome,
    },
    tea: {
      label: 'Cups of tea',
      short: 'tea',
      unit: '',
      min: 1,
      max: 6,
      step: 1,
      default: 1,
      constant: 'TEA',
      spoken: (value) => (value === 1 ? 'one cup of tea' : `${value} cups of tea`),
      consequence: outcome,
    },
    receipt: {
      label: 'Printing a receipt',
      short: 'receipt',
      unit: 's',
      min: 0,
      max: 3,
      step: 0.1,
      default: 1,
      constant: 'RECEIPT',
      spoken: (value) => `a receipt takes ${spoken(settingText(value, 's'))}`,
      consequence: longestWaitOfC,
    },
    schedule,
  },
  longest: { each: 3, receipt: 3 },
  variants: [
    {
      id: 'dict',
      label: 'one dict',
      python: sources.dict!,
      server: dict,
      scheduled: lines(SALE, SALE),
    },
    {
      id: 'iterate',
      label: 'count it',
      python: sources.iterate!,
      server: iterate,
      scheduled: lines(['for name in stock:', 'n += stock[name]'], ['stock["mint %d" % i] = 1']),
    },
    {
      id: 'copy',
      label: 'A: a copy',
      python: sources.copy!,
      server: copy,
      scheduled: lines(SALE, ['n = order["tea"]']),
    },
    {
      id: 'calls',
      label: 'B: callFromThread',
      python: sources.calls!,
      server: calls,
      scheduled: lines(SALE, ['reactor.callFromThread(shop.answer)']),
    },
    {
      id: 'lock',
      label: 'C: a lock',
      python: sources.lock!,
      server: lock,
      scheduled: lines([['with lock:', 2], ...SALE], [['with lock:', 1], ...SALE]),
    },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  parts: { threadPool: ThreadPool },
  network: () => ({ latencyMs: 20 }),
  orders: (values, variant) => ({ ...ordersOf(values, variant), breaks: breaks[variant]! }),
  tally,
  bet,
  typing: {
    as: ['C'],
    holds: ({ text }) => !['add', 'card', 'cash', 'count'].includes(text),
  },
  picture: {
    name: 'whiteboard',
    schedule: 'schedule',
    ...variables,
  },
  notes: () => [
    'Measured: d[k] += 1 by four threads, 300,000 times each, lost a third or more on Python 3.9, nothing on 3.11 and 3.13; read, call, write lost on all.',
    'Measured: d[k] += 1 in four threads lost a third or more on Python 3.9, nothing on 3.11 and 3.13.',
  ],
  timeline: 'lanes',
  embedPanels: ['machine', 'code'],
  layers: ['reactor', 'workers'],
  roles: { A: 'by card', B: 'cash', C: 'chat' },
  compare: 'calls',
  compareIn: { iterate: 'copy', copy: 'dict', calls: 'dict', lock: 'dict' },
  nouns: ['reactor', 'worker', 'client'],
});

function longestWaitOfC(recording: Recording): string {
  const { waitNs } = longestWaits(recording).find(({ client }) => client === 'C')!;
  return `C’s longest wait ${waitNs === null ? 'unknown' : spoken(waitText(waitNs))}`;
}
