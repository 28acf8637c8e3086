import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import { scenarios } from '../../scenarios/all';
import { beatsOf } from '../../src/player/playback/steps';
import { betMachine, type BetEvent } from '../../src/session/betMachine';
import { Session } from '../../src/session/session.svelte';

const choose: BetEvent = { type: 'CHOOSE', choice: { index: 1, text: 'at once' } };

function after(...events: (BetEvent['type'] | BetEvent)[]) {
  const actor = createActor(betMachine).start();
  for (const event of events) {
    actor.send((typeof event === 'string' ? { type: event } : event) as BetEvent);
  }
  const snapshot = actor.getSnapshot();
  return { value: snapshot.value, stands: snapshot.hasTag('stands'), ...snapshot.context };
}

describe('the machine of a bet', () => {
  test('it is asked, and stands until the reader moves on', () => {
    expect(after('ASK')).toMatchObject({ value: { open: 'asking' }, stands: true });
    expect(after('ASK', 'MOVE')).toMatchObject({ value: { open: 'asked' }, stands: false });
    expect(after('PUT')).toMatchObject({ value: { open: 'put' }, stands: true });
    expect(after('PUT', 'MOVE')).toMatchObject({ value: { open: 'before' }, stands: false });
  });

  test('it is revealed after a choice only, and the answer stands until the reader moves on', () => {
    expect(after('ASK', 'REVEAL').value).toEqual({ open: 'asking' });
    expect(after('ASK', choose, 'REVEAL')).toMatchObject({
      value: { placed: 'told' },
      stands: true,
    });
    expect(after(choose, 'REVEAL', 'MOVE')).toMatchObject({ value: { placed: 'quiet' } });
  });

  test('to skip it by its button shows the answer; to go past does not', () => {
    expect(after('SKIP')).toMatchObject({ value: { skipped: 'told' }, stands: true });
    expect(after('PASS')).toMatchObject({
      value: { skipped: 'quiet' },
      stands: false,
    });
  });

  test('a choice that was made counts, whatever settles it', () => {
    expect(after(choose, 'SKIP').value).toEqual({ placed: 'told' });
    expect(after(choose, 'PASS')).toMatchObject({ value: { placed: 'quiet' } });
  });

  test('once settled it stays settled', () => {
    for (const last of ['ASK', 'PUT', choose, 'PASS'] as const) {
      expect(after('SKIP', 'MOVE', last)).toMatchObject({
        value: { skipped: 'quiet' },
        choice: null,
      });
    }
  });
});

const open = (id: string, query = ''): Session =>
  new Session(
    scenarios.find((scenario) => scenario.id === id)!,
    { query, bet: true },
  );

const momentOf = ({ scenario, run }: Session): number =>
  scenario.bet.moment(run!.recording, run!.making.values);

/** Where playing and stepping ask. */
const askedAt = (session: Session): number => {
  const { recording, making } = session.run!;
  return session.scenario.bet.asked?.(recording, making.values) ?? momentOf(session);
};

/** Plays until it stands still. */
function play(session: Session): void {
  session.playPause();
  while (session.state === 'playing') session.tick(60_000);
}

describe('in every scenario', () => {
  const all = scenarios.flatMap(({ id, variants }) => variants.map((variant) => [id, variant.id]));

  test.each(all)('%s, %s: Play comes to the question and asks', (id, variant) => {
    const session = open(id!, `?variant=${variant}`);
    expect(session.bet.settled, 'on opening').toBe(false);
    play(session);
    expect(session.index).toBe(askedAt(session));
    expect(session.bet).toMatchObject({ settled: false, asking: true });
    session.playPause();
    expect(session.bet).toMatchObject({ settled: true, skipped: true, stands: false });
    expect(session.state, 'a second Play goes on').toBe('playing');
  });

  test.each(scenarios.map(({ id }) => id))('%s: a step over the question asks once', (id) => {
    const session = open(id);
    const moment = momentOf(session);
    const steps = session.run!.beats.length;
    let asked = 0;
    for (let i = 0; i < steps + 1; i++) {
      session.step(1);
      if (!session.bet.asking) continue;
      asked++;
      expect(session.index).toBe(askedAt(session));
    }
    const passes = beatsOf(session.run!.recording).some(({ event }) => event > moment);
    expect(asked).toBe(passes ? 1 : 0);
    expect(session.bet.settled).toBe(passes);
    expect(session.beatPlace).toBe(steps - 1);
  });
});

describe('the bet of a session', () => {
  test.each(['motion=reduce', 'by=event', 'by=turn'])('is asked with %s too', (how) => {
    const session = open('blocked-reactor', `?${how}`);
    play(session);
    expect(session.index).toBe(momentOf(session));
    expect(session.bet.asking).toBe(true);
  });

  test('is asked each time that playing comes to it, and once of steps', () => {
    const session = open('blocked-reactor');
    play(session);
    session.first();
    expect(session.bet).toMatchObject({ settled: false, stands: false });
    play(session);
    expect(session.bet.asking).toBe(true);
    session.first();
    while (!session.bet.settled) session.step(1);
    expect(session.betView!.skipped).toBe(true);
  });

  test('with a choice made nothing stops, and it counts when it is passed', () => {
    const session = open('blocked-reactor');
    session.chooseBet(0);
    session.playPause();
    while (!session.bet.settled) session.tick(100);
    expect(session.state).toBe('playing');
    expect(session.betView).toMatchObject({ chosen: 0, skipped: false });
  });
});
