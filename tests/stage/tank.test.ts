import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/tank-and-tap/scenario';
import { buffersOf, bytesText } from '../../src/player/measures/buffers';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import type { Picture } from '../../src/scenario/picture';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import { causeIndex } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import type { PictureSize, Rect } from '../../src/stage/kit/sizes';
import { backArrows, tankFocus, tankLayout } from '../../src/stage/pictures/tank/layout';
import { memoryPath, memoryScales, tankModel } from '../../src/stage/pictures/tank/model';
import TankPicture from '../../src/stage/pictures/tank/TankPicture.svelte';
import { backs, memoryWords } from '../../src/stage/pictures/tank/words';

const SIZES: PictureSize[] = ['wide', 'medium', 'phone', 'embed', 'half'];
const picture = scenario.picture as Picture<'tank'>;
const defaults = defaultValues(scenario);
const FILE = 30e6;

const runs = new Map<string, Recording>();
function run(variant: string, values: Values = {}): Recording {
  const key = `${variant} ${JSON.stringify(values)}`;
  const known = runs.get(key) ?? runScenario(scenario, variant, values);
  runs.set(key, known);
  return known;
}
const modelAt = (variant: string, beat: string, before = 0) => {
  const recording = run(variant);
  return tankModel(recording, causeIndex(recording, beat) - before, 'B', FILE, true);
};

function draw(variant: string, beat: string, size: PictureSize = 'wide', showsAll = true): string {
  const recording = run(variant);
  const world = worldAt(recording, causeIndex(recording, beat));
  const props = {
    picture,
    recording,
    world,
    timeNs: world.timeNs,
    values: defaults,
    size,
    layers: scenario.layers,
    focus: [],
    roles: scenario.roles,
    reducedMotion: false,
    parameters: scenario.parameters,
    onchange: () => undefined,
    showsAll,
  };
  return render(TankPicture, { props }).body.replace(/<!--.*?-->/g, '');
}

describe('the tanks', () => {
  test('write() fills ours to the brim, and nobody can shut the tap', () => {
    const { levels, tap, taken } = modelAt('write', 'written');
    expect([levels[0], tap, taken]).toEqual([1, 'none', FILE]);
    expect(backs(modelAt('write', 'written'), 'B')[2]!.state).toBe('missing');
  });

  test('pieces fill it, while both kernels are full', () => {
    const model = modelAt('pieces', 'all-in');
    expect(model.levels[0]).toBeGreaterThan(0.95);
    expect([model.kernelIsFull, model.clientIsSlow]).toEqual([true, true]);
    expect(backs(model, 'B').map(({ state }) => state)).toEqual(['says', 'says', 'missing']);
  });

  test('a tap is shut by pauseProducing() and opened by resumeProducing()', () => {
    expect(modelAt('push', 'registers', 1).tap).toBe('idle');
    expect([modelAt('push', 'shut').tap, modelAt('push', 'opened').tap]).toEqual(['shut', 'open']);
    expect(backs(modelAt('push', 'shut'), 'B')[2]!.words[0]).toBe('pauseProducing()');
    expect(backs(modelAt('push', 'opened'), 'B')[2]!.words[0]).toBe('resumeProducing()');
    expect(modelAt('push', 'done').tap).toBe('over');
  });

  test('FileSender’s is not asked before the buffer is empty', () => {
    const model = modelAt('sender', 'first');
    expect([model.tap, model.pulls, model.fill.ours]).toEqual(['shut', true, 16_384]);
  });
});

describe('our memory', () => {
  test('the most so far, and before the bet no more', () => {
    const recording = run('write');
    const early = tankModel(recording, causeIndex(recording, 'written'), 'B', FILE, false);
    expect([bytesText(early.total), bytesText(early.most)]).toEqual(['30 MB', '30 MB']);
    expect(memoryWords(early, 2, false)[0]).toContain('so far at most 30 MB');
    expect(draw('write', 'written', 'wide', false)).not.toContain('60 MB now');
    expect(draw('write', 'more')).toContain('memory of our 2 buffers: 60 MB now, at most 60 MB');
  });

  test('the curve has no more points than are seen, goes to the peak and ends where the run does', () => {
    const recording = run('sender');
    const box = { x: 0, y: 0, width: 300, height: 100 };
    const endNs = recording.events.at(-1)!.timeNs;
    const { bytes } = buffersOf(recording).peak;
    const scales = memoryScales(box, endNs, bytes);
    const path = memoryPath(recording, scales, endNs);
    expect(path.match(/H/g)!.length).toBeLessThanOrEqual(602);
    expect(path).toContain(`V${Math.round(scales.y(bytes) * 10) / 10}`);
    expect(path).toMatch(/H300V100Z$/);
  });

  test('sizes are told with three digits', () => {
    expect([0, 4, 999, 16_384, 131_072, 999_800, 58_375_712, 1e9].map(bytesText)).toEqual([
      '0 bytes',
      '4 bytes',
      '999 bytes',
      '16.4 KB',
      '131 KB',
      '1 MB',
      '58.4 MB',
      '1 GB',
    ]);
  });
});

describe('the picture', () => {
  const inside = (inner: Rect, { width, height }: { width: number; height: number }) =>
    inner.x >= 0 &&
    inner.y >= 0 &&
    inner.x + inner.width <= width &&
    inner.y + inner.height <= height;

  test.each(SIZES)('%s: everything is in it, and apart', (size) => {
    const layout = tankLayout(size);
    const places = [layout.file, ...layout.tanks];
    for (const box of [...places, layout.rate, layout.chart])
      expect(inside(box, layout)).toBe(true);
    for (const [i, { x, width }] of places.entries()) {
      expect(x + width + 20).toBeLessThan(places[i + 1]?.x ?? Infinity);
    }
    expect(layout.backWordsY).toBeLessThan(layout.chartHeadY - layout.labelPx);
    for (const { x0, x1 } of backArrows(layout)) expect(x1).toBeLessThan(x0);
    const all = tankFocus(layout, ['writeBuffer', 'kernel', 'order', 'costs', 'code']);
    expect(all).toHaveLength(4);
    for (const ring of all) expect(inside(ring, layout)).toBe(true);
  });

  test.each(SIZES)('%s: names, amounts and the mark that the reader moves', (size) => {
    const drawn = draw('pieces', 'all-in', size);
    expect(drawn).toContain('29.2 MB');
    expect(drawn).toContain('our buffer');
    expect(drawn).toContain('data-id="client-B"');
    expect(drawn).toMatch(/role="slider"[^>]*aria-label="A client reads"/);
    expect(drawn).toContain('aria-valuetext="a client reads 1 megabyte a second"');
    expect(drawn).toContain('class="cross');
  });
});
