import { durationText, spoken } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { Sweep } from '../../src/scenario/sweep';
import { Resolver } from '../../src/twisted/internet/resolver';
import { JobTrace, ThreadPool } from '../../src/twisted/python/threadpool';
import { bet } from './bet';
import { clients } from './clients';
import { cureOf, cures, everywhere, MOST, readPlacement, word, writePlacement } from './cures';
import { facts } from './facts';
import { BUDGET_NS, gradeOf, judge, WHO } from './judge';
import { HOST, programOf } from './program';
import { server } from './server';
import { story } from './story';
import { ticketAt, tickets } from './tickets';
import { NAMES, WAY_MS } from './times';

export const scenario = defineScenario({
  id: 'choose-the-cure',
  takeaway: 'Ask what the work is made of; then choose who else may wait for it.',
  parameters: {
    ticket: {
      label: 'Ticket',
      short: 'ticket',
      unit: '',
      min: 1,
      max: tickets.length,
      step: 1,
      choices: tickets.map((_, i) => i + 1),
      default: 1,
      named: (value) => ticketAt(value).names.at(-1)!,
      spoken: (value) => ticketAt(value).names[0],
      consequence: worst,
    },
    cures: {
      label: 'Cures',
      short: 'cures',
      unit: '',
      min: 0,
      max: MOST,
      step: 1,
      default: writePlacement(everywhere('direct')),
      word,
      named: word.write,
      spoken: (value) => `the cures are ${word.write(value)}`,
    },
  },
  variants: [
    {
      id: 'cure',
      label: 'cure',
      python: programOf(tickets[0]!, 'direct'),
      arranged: (values) => programOf(ticketAt(values.ticket!), cureOf(values)),
      server,
    },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  parts: { threadPool: ThreadPool, resolver: Resolver, jobTrace: JobTrace },
  names: { [HOST]: { ms: NAMES.takesMs, address: '192.0.2.7' } },
  network: () => ({ latencyMs: WAY_MS }),
  takePart: (values) => ['A', 'B', 'C', ...(cureOf(values) === 'program' ? ['D'] : [])],
  bet,
  typing: {
    as: ['A'],
    holds: ({ text }) => !/^[A-Z]+$/.test(text),
  },
  sweep: new Sweep('ticket', [], judge),
  picture: {
    name: 'cure',
    ticket: 'ticket',
    cures: 'cures',
    tickets: tickets.map(({ names }) => names),
    tray: cures,
    read: placesOf,
    write: (placement) => writePlacement(placement.map((at) => cures[at]!.id)),
    placed: ({ parameters }) => {
      const { ticket, cures: value } = parameters as Values;
      return { ticket: ticket!, placement: placesOf(value!) };
    },
    who: WHO,
    judge,
    grade: gradeOf,
    budgetNs: BUDGET_NS,
  },
  timeline: 'lanes',
  embedPanels: ['machine', 'code'],
  layers: ['reactor', 'workers'],
  roles: { A: 'chat', B: 'names', C: 'work', D: 'program' },
  compare: 'cures:thread',
  nouns: ['reactor', 'worker', 'handler'],
});

/** A placement as places in the tray. */
function placesOf(value: number): number[] {
  return readPlacement(value).map((id) => cures.findIndex((cure) => cure.id === id));
}

function worst(recording: Recording): string {
  return `A’s longest wait ${spoken(durationText(judge(recording).worstNs, 2))}`;
}
