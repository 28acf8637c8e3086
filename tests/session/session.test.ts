import { scenario as sharedDict } from '../../scenarios/shared-dict/scenario';
import { expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { rootOf } from '../../src/session/root';
import { Session } from '../../src/session/session.svelte';

const scenario = scenarios.find(({ id }) => id === 'blocked-reactor')!;
const open = (query = '') => new Session(scenario, { query, bet: true });

test('opens at the first beat, ready, with the bet open', () => {
  const session = open();
  expect(rootOf(session)).toMatchObject({
    'data-scenario': 'blocked-reactor',
    'data-step': '1',
    'data-steps': '9',
    'data-step-id': 'answered',
    'data-state': 'ready',
  });
  expect(session.bet.settled).toBe(false);
  expect(session.notice).toBe('');
});

test('every value of every slider and variant opens without a correction or an error', () => {
  for (const { id } of scenario.variants) {
    for (const block of [0, 0.1, 5]) {
      for (const ask of [0, 3]) {
        const session = open(`?variant=${id}&block=${block}&ask=${ask}`);
        expect(session.error).toBeNull();
        expect(session.notice).toBe('');
        expect(session.caption).not.toBe('');
        expect(session.axisEndNs).toBeGreaterThanOrEqual(session.run!.endNs);
      }
    }
  }
});

test('its query opens the same place again, event by event and turn by turn', () => {
  for (const by of ['beat', 'event', 'turn'] as const) {
    const session = open(`?by=${by}`);
    for (let i = 0; i < 16; i++) {
      session.step(1);
      const again = open(session.query);
      expect([again.index, again.timeNs], session.query).toEqual([session.index, session.timeNs]);
      expect(again.notice).toBe('');
    }
  }
});

test('a slider keeps the beat, or goes back to the last one that happens', () => {
  const session = open('?step=6');
  const id = session.beat!.id;
  session.setValue('block', 4);
  expect(session.beat!.id).toBe(id);
  session.setValue('block', 0);
  expect(session.beatPlace).toBeLessThan(6);
  session.setValue('block', 3);
  expect(session.beat!.id).toBe(id);
});

test('what the picture keeps is there on the next visit, and in a session that keeps nothing until it ends', () => {
  let kept: unknown;
  const stored = { read: () => kept, write: (value: unknown) => (kept = value) };
  const visit = () => new Session(scenario, { query: '', bet: true, stored });
  visit().keepsake.keep({ card: 'fine' });
  const next = visit();
  expect(next.keepsake.value).toBeUndefined();
  next.keepsake.recall();
  expect(next.keepsake.value).toEqual({ card: 'fine' });
  const apart = open();
  apart.keepsake.keep(1);
  expect(apart.keepsake.value).toBe(1);
  expect(kept).toEqual({ card: 'fine' });
});

test('a slider keeps a free time', () => {
  const session = open('?t=2345');
  session.setValue('block', 1);
  expect(session.timeNs).toBe(2_345_000_000);
  expect(rootOf(session)['data-time-ms']).toBe('2345');
});

test('a link has whole milliseconds, and opens at the same event', () => {
  const session = open();
  for (const timeNs of [3_045_001_384, 519_999_999.6, 2_345_678_901]) {
    session.seekTime(timeNs);
    expect(session.query).toMatch(/&(t=\d+|step=[a-z-]+)$/);
    expect(open(session.query).index).toBe(session.index);
  }
});

test('the axis stands still while sliders move', () => {
  const session = open();
  const { axisEndNs } = session;
  for (const block of [0, 5]) {
    for (const ask of [0, 3]) {
      session.setValue('block', block);
      session.setValue('ask', ask);
      expect(session.axisEndNs).toBe(axisEndNs);
    }
  }
});

test('compare is a second run that differs in the one value', () => {
  const session = open('?block=2');
  session.toggleCompare();
  expect(session.other!.making.values).toEqual({ block: 0, ask: 1 });
  expect(session.query).toContain('compare=block:0');
  session.toggleCompare();
  expect(session.other).toBeNull();
});

test('the bet stays with its words when a slider moves', () => {
  const session = open();
  session.chooseBet(1);
  session.bet.reveal();
  const { options } = session.betView!;
  expect(session.betView).toMatchObject({ chosen: 1, formerChoice: null });
  session.setValue('ask', 2.2);
  const view = session.betView!;
  if (view.options[1] === options[1]) expect(view.chosen).toBe(1);
  else expect(view).toMatchObject({ chosen: null, formerChoice: options[1] });
  expect(view.because).not.toBeNull();
});

test('every way past the question settles the bet', () => {
  const ways: ((session: Session) => void)[] = [
    (session) => session.setValue('block', 2),
    (session) => session.last(),
    (session) => session.seekTime(5e9),
  ];
  for (const way of ways) {
    const session = open();
    way(session);
    expect(session.bet.settled).toBe(true);
  }
  expect(open('?t=5000').bet.settled).toBe(true);
  expect(open('?t=1000').bet.settled).toBe(false);
});

test('a run that fails is an error that a slider can leave', () => {
  let fails = true;
  const broken = {
    ...scenario,
    network: (values: Record<string, number>) => {
      if (fails) throw new Error('no network today');
      return scenario.network(values);
    },
  };
  const session = new Session(broken, { query: '?step=2', bet: true });
  expect(session.error).toBe('no network today');
  expect(rootOf(session)['data-state']).toBe('error');
  fails = false;
  session.setValue('block', 1);
  expect(session.error).toBeNull();
  expect(rootOf(session)['data-state']).toBe('ready');
});

test('goes to another address as if it were opened there, and back', () => {
  const addresses = [
    '?block=3&ask=1',
    '?block=1.5&ask=1&variant=thread&compare=block:0&step=3',
    '?block=1.5&ask=1&t=700&speed=2&theme=dark&motion=reduce',
    '?block=3&ask=1&by=event&step=5',
  ];
  const session = open(addresses[0]);
  for (const from of addresses) {
    for (const to of addresses) {
      session.open(from);
      session.playPause();
      session.open(to);
      const fresh = open(to);
      expect(session.query, `${from} to ${to}`).toBe(fresh.query);
      expect([session.index, session.timeNs, session.speed, session.reducedMotion]).toEqual([
        fresh.index,
        fresh.timeNs,
        fresh.speed,
        fresh.reducedMotion,
      ]);
      expect(session.state).not.toBe('playing');
    }
  }
  const { run } = session;
  session.open(`${addresses[3]}&theme=dark`);
  expect(session.run, 'the same run is not made again').toBe(run);
  session.open('?block=99');
  expect(session.notice).toMatch(/put right: block 99 is out of range/);
});

test('a step on from the last beat is the end, and whatever leads away from there ends that', () => {
  const session = open();
  session.last();
  expect(session.finished).toBe(false);
  session.step(1);
  expect([session.finished, session.beatPlace]).toEqual([true, 8]);
  session.step(1);
  expect(session.finished).toBe(true);
  session.step(-1);
  expect([session.finished, session.beatPlace]).toEqual([false, 7]);
  const leaves = [
    () => session.first(),
    () => session.setValue('block', 1),
    () => session.playPause(),
  ];
  for (const leave of leaves) {
    session.last();
    session.finish();
    expect(session.finished).toBe(true);
    leave();
    expect(session.finished).toBe(false);
  }
  session.first();
  session.finish();
  expect(session.finished, 'not before the last beat').toBe(false);
});

test('what is changed in the picture stands in the address, and a step back takes it back, one after the other', () => {
  const session = open('?step=3');
  const before = session.query;
  session.change({ variantId: 'thread' });
  const once = session.query;
  expect(once).toContain('variant=thread');
  session.change({ values: { block: 1 } });
  expect(session.query).toContain('block=1');
  expect(session.canTakeBack).toBe(true);
  session.step(-1);
  expect(session.query).toBe(once);
  session.step(-1);
  expect([session.query, session.canTakeBack]).toEqual([before, false]);
  session.step(-1);
  expect(rootOf(session)['data-step']).toBe('2');
});

test('who goes on after a change goes back through the steps; a change to the same is none', () => {
  const session = open('?step=3');
  session.change({ variantId: 'blocking' });
  expect(session.canTakeBack).toBe(false);
  session.change({ variantId: 'thread' });
  session.step(1);
  session.step(-1);
  expect(session.variant.id).toBe('thread');
});

test('an order of threads grows letter by letter, and a step back takes each of them back, with its place', () => {
  const session = new Session(
    { ...sharedDict, chapter: 5, place: 15, title: '', question: '' },
    { query: '?step=stand', bet: false },
  );
  const places = [session.index];
  for (const [schedule, n] of [
    [2, 30],
    [5, 60],
  ] as const) {
    session.change({ values: { schedule }, place: ({ events }) => events.length - n });
    places.push(session.index);
  }
  expect(session.query).toContain('schedule=RW');
  expect(new Set(places).size).toBe(3);
  session.step(-1);
  expect([session.query.includes('schedule=R&'), session.index]).toEqual([true, places[1]]);
  session.step(-1);
  expect([session.query.includes('schedule=&'), session.index]).toEqual([true, places[0]]);
});
