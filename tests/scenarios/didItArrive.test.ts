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

  it('a peer that is stuck gets the payment twice', () => {
    const read = run('request', {}).events.find((e) => e.kind === 'client.recv');
    expect(read).toMatchObject({ data: 'PAY 7 10\r\nPAY 7 10\r\n' });
  });

  it.each([
    [0.3, 'no-connection'],
    [1.2, 'lost'],
    [1.7, 'lost'],
    [1.9, 'ack-lost'],
    [2.5, 'answer-lost'],
  ])('a cut at %d s: %s, and nothing is raised', (cut, beat) => {
    const recording = run('request', { cut, reply: 1 });
    expect(beatIds(recording)).toContain(beat);
    expect(recording.events.some((e) => e.kind === 'connectionLost')).toBe(false);
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
