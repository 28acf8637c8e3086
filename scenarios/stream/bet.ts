import type { Recording } from '../../src/recording/recording';
import type { Bet, Values } from '../../src/scenario/types';
import { runScenario } from '../../src/scenario/runScenario';
import { listed } from '../../src/scenario/units';
import { readsOf } from './facts';
import { scenario } from './scenario';

/** So many other draws of the network are looked at before a number counts as certain. */
const OTHER_SEEDS = 8;

const known = new WeakMap<Recording, readonly number[]>();

/** How many dataReceived calls this run and runs with other cuts have. */
function callCounts(recording: Recording, values: Values): readonly number[] {
  let counts = known.get(recording);
  if (counts === undefined) {
    const seed = recording.seed ?? 1;
    const others = Array.from({ length: OTHER_SEEDS }, (_, i) =>
      runScenario(scenario, recording.variant, values, { seed: seed + 1 + i }),
    );
    counts = [recording, ...others].map((run) => readsOf(run).length);
    known.set(recording, counts);
  }
  return counts;
}

const NOBODY_KNOWS = 'nobody can know';

function optionsOf(values: Values): string[] {
  const other = values.size === 1 ? '14: one for each byte' : '1: the bytes lie together';
  return [other, '2: one for each write', NOBODY_KNOWS];
}

function answerOf(recording: Recording, values: Values): number {
  const counts = callCounts(recording, values);
  const options = optionsOf(values);
  const certain = counts.every((count) => count === counts[0]);
  const option = options.findIndex((text) => certain && text.startsWith(`${counts[0]}:`));
  return option >= 0 ? option : options.indexOf(NOBODY_KNOWS);
}

export const bet: Bet = {
  question: () => 'A writes twice, 14 bytes in all. How many calls of dataReceived?',
  options: (_, values) => optionsOf(values),
  answer: answerOf,
  because: (recording, values) => {
    const counts = callCounts(recording, values);
    if (optionsOf(values)[answerOf(recording, values)] !== NOBODY_KNOWS) {
      return 'A read takes at most one byte here: each byte is a call, whatever the network does.';
    }
    const distinct = [...new Set(counts)].sort((a, b) => a - b);
    return `This run has ${counts[0]}; with other cuts it was ${listed(distinct.map(String))}. The network decides.`;
  },
  moment: (recording) => recording.events.findIndex((event) => event.kind === 'dataReceived'),
};
