import { describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { advance, isAtEnd, type Playback } from '../../src/player/playback/playback';
import { firstStop } from '../../src/player/playback/steps';
import { HOLD_MS, PLAY_MS, reachedMs, tempoOf, wayMs } from '../../src/player/playback/tempo';
import { runScenario } from '../../src/scenario/runScenario';
import { positionsOf } from '../scenarios/positions';

const playbackOf = (
  recording: ReturnType<typeof runScenario>,
  logarithmic: boolean,
  reducedMotion: boolean,
): Playback => ({
  ...firstStop(recording),
  recording,
  by: 'beat',
  speed: 1,
  reducedMotion,
  logarithmic,
  holdWallMs: 0,
});

/** How long playing takes, from Play to the last beat, in frames of 50 ms. */
function playedMs(playback: Playback): number {
  let now = playback;
  let ms = 0;
  for (; !isAtEnd(now); ms += 50) now = advance(now, 50);
  return ms;
}

describe.each(scenarios)('$id', (scenario) => {
  const logarithmic = scenario.timeline === 'logarithmic';

  test('played at speed 1 it takes 20 to 40 s, moving or in stills', () => {
    for (const reducedMotion of [false, true]) {
      const ms = playedMs(playbackOf(runScenario(scenario), logarithmic, reducedMotion));
      expect(ms).toBeGreaterThanOrEqual(PLAY_MS.least);
      expect(ms).toBeLessThanOrEqual(PLAY_MS.most);
    }
  });

  test('wherever the sliders stand it takes no longer, and less only where there is little to tell', () => {
    for (const { variant, values, name } of positionsOf(scenario)) {
      const recording = runScenario(scenario, variant.id, values);
      const ms = playedMs(playbackOf(recording, logarithmic, false));
      const { holdMs } = tempoOf(recording, { logarithmic, reducedMotion: false });
      expect(ms, name).toBeLessThanOrEqual(PLAY_MS.most);
      if (holdMs < HOLD_MS.most) expect(ms, name).toBeGreaterThanOrEqual(PLAY_MS.least);
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
