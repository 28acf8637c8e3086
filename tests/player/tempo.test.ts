import { describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { PLAY_MS, reachedMs, wayMs } from '../../src/player/playback/tempo';
import { runScenario } from '../../src/scenario/runScenario';
import { playedMs } from './playedMs';

describe.each(scenarios)('$id', (scenario) => {
  // Wherever the sliders stand: tests/scenarios/everyPosition.test.ts.
  test('played at speed 1 it takes 20 to 40 s, moving or in stills', () => {
    const logarithmic = scenario.timeline === 'logarithmic';
    const recording = runScenario(scenario);
    for (const reducedMotion of [false, true]) {
      const ms = playedMs(recording, { logarithmic, reducedMotion });
      expect(ms).toBeGreaterThanOrEqual(PLAY_MS.least);
      expect(ms).toBeLessThanOrEqual(PLAY_MS.most);
    }
  });
});

test('a way in time and the time that it leads to belong together, on both axes', () => {
  for (const logarithmic of [false, true]) {
    for (const [start, end] of [
      [0, 500],
      [500, 9000],
      [60_000, 8_999_940],
    ] as const) {
      expect(reachedMs(start, wayMs(start, end, logarithmic), logarithmic)).toBeCloseTo(end, 3);
    }
  }
});
