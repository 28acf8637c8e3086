import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/blocked-reactor/scenario';
import { schedule, type FilmPlan } from '../../src/page/export/schedule';
import {
  bytesText,
  fileBytes,
  MAX_FILE_BYTES,
  tooLong,
  tooLongText,
  type Making,
} from '../../src/page/export/sizes';
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
const big: Making = { kind: 'gif', fps: 30, width: 1920, height: 1080 };

describe('a film too long for memory', () => {
  test('is not refused while it fits', () => {
    expect(tooLong(plan, { ...big, kind: 'video' })).toBeNull();
    expect(fileBytes(schedule(plan), { ...big, kind: 'video' })).toBeLessThan(MAX_FILE_BYTES);
  });

  test('is refused with the steps, the size and the rate that fit, each alone', () => {
    const limit = fileBytes(schedule(plan), big) * 0.6;
    const found = tooLong(plan, big, limit)!;
    expect(found.bytes).toBeGreaterThan(limit);
    expect(fileBytes(schedule({ ...plan, to: found.to! }), big)).toBeLessThanOrEqual(limit);
    expect(fileBytes(schedule({ ...plan, to: found.to! + 1 }), big)).toBeGreaterThan(limit);
    expect(found.size).toEqual({ width: 1280, height: 720 });
    expect(found.fps).toBe(15);
    const text = tooLongText(found, 0, limit);
    expect(text).toContain(`What fits: steps 1 to ${found.to! + 1}, or 1280 × 720, or 15 frames`);
    expect(text).toContain(bytesText(limit));
  });

  test('not even one step: it says so without a step', () => {
    const found = tooLong(plan, big, 1)!;
    expect(found).toMatchObject({ to: null, size: null, fps: null });
    expect(tooLongText(found, 0, 1)).toContain('What fits: fewer steps in a smaller size.');
  });

  test('the slowest film of every size and rate has a size that fits', () => {
    for (const kind of ['video', 'gif'] as const) {
      const slow = { ...plan, speed: 0.25 };
      const found = tooLong(slow, { ...big, kind });
      if (found !== null) expect(found.size ?? found.fps).not.toBeNull();
    }
  });
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
