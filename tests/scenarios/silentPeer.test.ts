import { describe, expect, it } from 'vitest';
import { lostNs } from '../../scenarios/silent-peer/facts';
import { scenario } from '../../scenarios/silent-peer/scenario';
import { beatIds } from '../../src/player/playback/steps';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';

const seconds = (variant: string, values: Record<string, number> = {}): number | null => {
  const ns = lostNs(runScenario(scenario, variant, values));
  return ns === null ? null : Math.round(ns / 1e9);
};

describe('the silent peer', () => {
  it('one cut, four servers: never, a quarter of an hour after a write, 2 h 11 min, 90 s', () => {
    expect(seconds('listens')).toBeNull();
    expect(seconds('write')).toBe(3600 + 925);
    expect(seconds('keepalive')).toBe(7200 + 9 * 75);
    expect(seconds('ping')).toBe(90);
  });

  it('a program that ends is seen at once, unless the box in the middle has forgotten', () => {
    for (const { id } of scenario.variants) expect(seconds(id, { ending: 1 })).toBe(10);
    const late = runScenario(scenario, 'listens', { ending: 1, cut: 3600 });
    expect(lostNs(late)).toBeNull();
    expect(beatIds(late)).toContain('fin-dropped');
  });

  it('without a cut, pings keep the connection; a box that forgot ends the others that speak', () => {
    expect(seconds('ping', { cut: 0 })).toBeNull();
    expect(beatIds(runScenario(scenario, 'ping', { cut: 0, nat: 2 }))).not.toContain('nat-forgot');
    expect(seconds('write', { cut: 0 })).toBe(3600 + 925);
    expect(seconds('keepalive', { cut: 0 })).toBe(7200 + 9 * 75);
  });

  it('another variant or ending makes another answer of the bet right', () => {
    const answer = (variant: string, values: Record<string, number> = {}): number => {
      const all = { ...defaultValues(scenario), ...values };
      return scenario.bet.answer(runScenario(scenario, variant, all), all);
    };
    expect(['listens', 'write', 'keepalive', 'ping'].map((id) => answer(id))).toEqual([3, 2, 2, 1]);
    expect(answer('listens', { ending: 1 })).toBe(0);
  });
});
