import { describe, expect, it } from 'vitest';
import { scenario } from '../../scenarios/did-it-arrive/scenario';
import { knowledge } from '../../scenarios/did-it-arrive/facts';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import { beatIds } from '../../src/player/playback/steps';

const run = (variant: string, values: Record<string, number>) =>
  runScenario(scenario, variant, values);

describe('did it arrive?', () => {
  it('a reply proves it, late replies too; without one the program does not know', () => {
    expect(knowledge(run('request', { reply: 1 }))).toBe('paid');
    expect(knowledge(run('request', { reply: 1, deadline: 0.5 }))).toBe('paid, late');
    expect(knowledge(run('request', {}))).toBe('unknown');
    expect(knowledge(run('forget', { reply: 1 }))).toBe('unknown');
  });

  it('a peer that was stuck reads the payment on two connections, each time with id 7', () => {
    const { events } = run('request', {});
    expect(events.filter((e) => e.kind === 'client.recv')).toMatchObject([
      { conn: 'A', data: 'PAY 7 10\r\n' },
      { conn: 'A#2', data: 'PAY 7 10\r\n' },
    ]);
    expect(beatIds(run('request', {})).slice(-6)).toEqual([
      'timed-out',
      'dropped',
      'paid-after-all',
      'connects-again',
      'asked-again',
      'once',
    ]);
  });

  it.each([1.2, 1.7, 1.9, 2.5, 4.7])(
    'after a cut at %d s it asks again on a new connection, and is answered; no copy waits on the old one',
    (cut) => {
      const recording = run('request', { cut, reply: 1 });
      const writes = recording.events.filter((e) => e.kind === 'write');
      if (cut > 2.6) return expect(knowledge(recording)).toBe('paid');
      expect(writes).toMatchObject([{ conn: 'A' }, { conn: 'A#2' }]);
      expect(beatIds(recording).slice(-5)).toContain('network-back');
      return expect(knowledge(recording)).toBe('paid, late');
    },
  );

  it.each([
    [0.3, 'no-connection'],
    [1.2, 'lost'],
    [1.7, 'lost'],
    [1.9, 'ack-lost'],
    [2.5, 'answer-lost'],
  ])('a cut at %d s: %s, and nothing is raised', (cut, beat) => {
    const recording = run('request', { cut, reply: 1 });
    expect(beatIds(recording)).toContain(beat);
    // Only what we give up ourselves ends.
    const lost = recording.events.filter((e) => e.kind === 'connectionLost');
    expect(lost.every(({ reason }) => reason === 'ConnectionAborted')).toBe(true);
    expect(recording.events.some((e) => e.kind === 'raised' || e.kind === 'logError')).toBe(false);
  });

  it('the bet is settled by where the bytes are, at every cut', () => {
    const values = defaultValues(scenario);
    for (const cut of [0, 1, 1.6, 1.7, 3, 6]) {
      const recording = run('request', { cut });
      expect(scenario.bet.answer(recording, { ...values, cut })).toBe(0);
    }
    expect(scenario.bet.options(run('request', { cut: 0.3 }), values)[0]).toBe('nothing');
  });
});
