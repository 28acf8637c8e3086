import { expect, test } from 'vitest';
import { cards, questions } from '../../scenarios/what-blocks/cards';
import { blocking, heldBy, waitAt } from '../../scenarios/what-blocks/facts';
import { scenario } from '../../scenarios/what-blocks/scenario';
import { waitsOf } from '../../src/player/measures/waits';
import { runScenario } from '../../src/scenario/runScenario';
import { beatIds, beatsOf } from '../../src/player/playback/steps';

const runs = [0.005, 0.01, 0.015, 0.05, 0.1, 0.15, 1, 2].map((long) => ({
  long,
  recording: runScenario(scenario, undefined, { long }),
}));

test.each(runs)('$long s: a beat for each card, in order, after the first', ({ recording }) => {
  expect(beatIds(recording)).toEqual(['sort', ...cards.map(({ id }) => id)]);
});

test.each(runs)('$long s: the bet’s answer is the run’s', ({ long, recording }) => {
  const answer = scenario.bet.options(recording, { long })[
    scenario.bet.answer(recording, { long })
  ];
  expect(answer).toBe(long <= 0.01 ? 'All twelve' : 'Only deferLater, transport.write and yield d');
});

test.each(runs)('$long s: A waits as long as a line that blocks takes', ({ long, recording }) => {
  expect(blocking(recording)).toHaveLength(long <= 0.01 ? 0 : 9);
  expect(waitAt(recording, 1, 'reactor')).toBeCloseTo(Math.max(0.01, long) * 1e9);
  expect(waitAt(recording, 1, 'thread')).toBe(10e6);
  // Sorting keeps the GIL: only a process lets the reactor go on.
  expect(waitAt(recording, 7, 'thread')).toBeGreaterThanOrEqual(long * 1e9);
  expect(waitAt(recording, 7, 'process')).toBe(10e6);
});

test('a call of Twisted is asked for where it stands only, a lock in one process', () => {
  const { recording } = runs.find(({ long }) => long === 1)!;
  for (const card of [2, 11, 12]) expect(waitAt(recording, card, 'thread')).toBeNull();
  expect(waitAt(recording, 10, 'process')).toBeNull();
});

test('a card’s beat comes when all that its caption says has happened', () => {
  runs.forEach(({ recording }) =>
    beatsOf(recording).forEach((beat) => {
      if (beat.id === 'sort') return;
      const card = cards.findIndex(({ id }) => id === beat.id);
      const last = questions.filter((question) => question.card <= card + 1).length - 1;
      const wait = waitsOf(recording).filter(({ client }) => client === 'A')[last]!;
      expect(wait.answeredNs).toBeLessThanOrEqual(beat.timeNs);
    }),
  );
});

test('a caption weighs how long a line takes and how often: at 50 ms nobody waits, and 20 a second is all', () => {
  const captionAt = (long: number): string =>
    scenario.beats
      .find(({ id }) => id === 'requests-get')!
      .caption(runs.find((run) => run.long === long)!.recording, { long });
  for (let long = 0.005; long <= 2; long *= 1.3) {
    const recording = runScenario(scenario, undefined, { long });
    const held = recording.events.find((e) => e.kind === 'block' && e.thread === undefined);
    expect(heldBy(recording, 1)).toBe(held?.kind === 'block' && held.durationNs);
  }
  expect(captionAt(0.005)).toContain('5 % of the thread');
  expect(captionAt(0.015)).toContain(' 66 requests a second is the limit');
  expect(captionAt(0.05)).toContain(' 20 requests a second is the limit');
  expect(captionAt(1)).toContain('In a thread');
});

test('the bet about all twelve is asked before the first of them and settled with the last', () => {
  for (const { long, recording } of runs) {
    const at = (id: string): number => beatsOf(recording).find((beat) => beat.id === id)!.event;
    expect(scenario.bet.asked!(recording, { long })).toBe(at(cards[0]!.id));
    const settles = scenario.bet.moment(recording, { long });
    expect(settles).toBeLessThan(at(cards.at(-1)!.id));
    expect(settles).toBeGreaterThan(at(cards.at(-2)!.id));
  }
});
