import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/blocked-reactor/scenario';
import { schedule, shots, type FilmPlan } from '../../src/page/export/schedule';
import { bytesText } from '../../src/page/export/sizes';
import { stripCell } from '../../src/page/export/stills';
import { captionLines, filmText } from '../../src/page/export/words';
import { beatIds, beatsOf } from '../../src/player/playback/steps';
import { runScenario } from '../../src/scenario/runScenario';

const recording = runScenario(scenario, undefined, {});
const plan: FilmPlan = {
  recording,
  from: 0,
  to: beatsOf(recording).length - 1,
  speed: 1,
  logarithmic: false,
  caption: () => 'x'.repeat(50),
};
/** A file up to this size can be made in a page's memory, where it is there two or three times for a while. */
const MAX_FILE_BYTES = 256 * 2 ** 20;
/** What a GIF's pictures take at most, in bytes for each pixel: several times what was measured of any scenario. */
const GIF_BYTES = 0.02;

test('every film of the course fits into memory, the slowest and largest too', async () => {
  const { loaders } = await import('../../scenarios/lessons');
  for (const load of Object.values(loaders)) {
    const { scenario: one } = await load();
    for (const place of ['min', 'max'] as const) {
      const values = Object.fromEntries(
        Object.entries(one.parameters).map(([id, parameter]) => [id, parameter[place]]),
      );
      const run = runScenario(one, undefined, values);
      const slowest = {
        ...plan,
        recording: run,
        to: beatsOf(run).length - 1,
        speed: 0.25,
        logarithmic: one.timeline === 'logarithmic',
      };
      const bytes = shots(schedule(slowest), 30).length * 1920 * 1080 * GIF_BYTES;
      expect(bytes, `${one.id} ${place}`).toBeLessThan(MAX_FILE_BYTES);
    }
  }
});

test.each([
  [12, 400, '1 kB'],
  [0, 940_000, '940 kB'],
  [0, 2_140_000, '2.1 MB'],
  [0, 268_435_456, '268 MB'],
])('%#: bytes in words', (_, bytes, text) => expect(bytesText(bytes)).toBe(text));

test('what a film will be, in words', () => {
  expect(filmText({ ...plan, to: 0 }, 30)).toBe('3.0 s, 90 frames.');
  expect(filmText({ ...plan, speed: 0.05 }, 15)).toMatch(/^1 min \d+ s, \d+ frames\.$/);
});

test('pictures side by side stay within what a canvas holds', () => {
  expect(stripCell(3, { width: 1920, height: 1080 })).toEqual({ width: 1920, height: 1080 });
  for (const count of [8, 13, 40]) {
    const { width, height } = stripCell(count, { width: 1920, height: 1080 });
    expect(width * count).toBeLessThanOrEqual(16_000);
    expect(width * count * height).toBeLessThanOrEqual(16_000_000);
    expect(height).toBe(Math.floor(height));
  }
});

describe('captions under a picture', () => {
  test('one line stays one', () => expect(captionLines('A waits.', 806, 24)).toEqual(['A waits.']));

  test('two lines are about as long, and a number keeps its unit', () => {
    const lines = captionLines(
      'A’s line reaches the kernel. Nobody reads it before 4.0 s.',
      806,
      24,
    );
    expect(lines).toHaveLength(2);
    expect(lines[1]!.length).toBeGreaterThan(lines[0]!.length / 2);
    expect(lines[1]).toContain('4.0\u00a0s.');
  });

  test('every caption of the course fits into two lines', async () => {
    const { loaders } = await import('../../scenarios/lessons');
    for (const load of Object.values(loaders)) {
      const one = (await load()).scenario;
      for (const { id } of one.variants) {
        const run = runScenario(one, id, {});
        for (const beat of one.beats) {
          if (!beatIds(run).includes(beat.id)) continue;
          const values = Object.fromEntries(
            Object.entries(one.parameters).map(([name, parameter]) => [name, parameter.default]),
          );
          expect(captionLines(beat.caption(run, values), 806, 24).length).toBeLessThanOrEqual(2);
        }
      }
    }
  });
});
