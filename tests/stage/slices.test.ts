import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/slices/scenario';
import { SLICES } from '../../scenarios/slices/slicing';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import type { Picture } from '../../src/scenario/picture';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import { causeIndex } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import type { PictureSize, Rect } from '../../src/stage/kit/sizes';
import { barsOf, slicesFocus, slicesLayout } from '../../src/stage/pictures/slices/layout';
import {
  chartScales,
  closeUp,
  linesOf,
  outcomeOf,
  stretchesOf,
} from '../../src/stage/pictures/slices/model';
import SlicesPicture from '../../src/stage/pictures/slices/SlicesPicture.svelte';
import { stretchWords, verdictWords } from '../../src/stage/pictures/slices/words';

const SIZES: PictureSize[] = ['wide', 'medium', 'phone', 'embed', 'half'];
const picture = scenario.picture as Picture<'slices'>;
const defaults = defaultValues(scenario);
const run = (variant: string, values: Values = {}): Recording =>
  runScenario(scenario, variant, values);

interface Drawn {
  beat: string;
  size?: PictureSize;
  showsAll?: boolean;
  values?: Values;
}

function draw(
  variant: string,
  { beat, size = 'wide', showsAll = true, values = {} }: Drawn,
): string {
  const recording = run(variant, values);
  const world = worldAt(recording, causeIndex(recording, beat));
  const props = {
    picture,
    recording,
    world,
    timeNs: world.timeNs,
    values: { ...defaults, ...values },
    size,
    layers: scenario.layers,
    focus: [],
    roles: scenario.roles,
    reducedMotion: false,
    parameters: scenario.parameters,
    onchange: () => undefined,
    showsAll,
    sweep: SLICES.map((value) => ({ value, waitsNs: [value * 2e6, 1e9] })),
  };
  return render(SlicesPicture, { props }).body.replace(/<!--.*?-->/g, '');
}

describe('the close-up', () => {
  test('shows all of the work, or eight turns of it around the present', () => {
    const long = run('count');
    const [fromNs, toNs] = closeUp(long, 0);
    expect([fromNs / 1e6, Math.round(toNs / 1e6)]).toEqual([480, 1560]);
    const short = run('count', { slice: 20 });
    for (const timeNs of [0, 0.9e9, 1.2e9, 3e9]) {
      const [a, b] = closeUp(short, timeNs);
      expect(b - a).toBe(160e6);
      if (timeNs > 0.6e9 && timeNs < 1.4e9) {
        expect(a).toBeLessThan(timeNs);
        expect(b).toBeGreaterThan(timeNs);
      }
    }
  });

  test('has each slice, blocked where its turn holds the thread for more than 100 ms', () => {
    const all: [number, number] = [0, 3e9];
    const slices = (values: Values) => stretchesOf(run('count', values), all, 1e5);
    expect(slices({}).map(({ blocked, owner }) => [blocked, owner])).toEqual(
      Array.from({ length: 4 }, () => [true, 'C']),
    );
    expect(slices({ slice: 100 }).some(({ blocked }) => blocked)).toBe(false);
    // Two of 100 ms in one turn hold it for 200.
    expect(slices({ slice: 100, jobs: 2 }).every(({ blocked }) => blocked)).toBe(true);
  });

  test('makes one of slices that are too short to see, and says how many they are', () => {
    const [only, ...rest] = stretchesOf(run('count', { slice: 1 }), [0, 3e9], 2e6);
    expect(rest).toEqual([]);
    expect(stretchWords(only!)[0]).toBe('1,000 slices');
  });

  test('has the lines that pass in it', () => {
    const recording = run('count');
    const lines = linesOf(recording, 'A', [521e6, 770e6]);
    expect(lines.map(({ arrivedNs }) => arrivedNs / 1e6)).toEqual([521, 621, 721]);
    expect(new Set(lines.map(({ sentNs }) => sentNs)).size).toBe(1);
  });
});

describe('the chart', () => {
  const box = { x: 100, y: 10, width: 400, height: 200 };
  const scales = chartScales(box, SLICES, 1.04e9);

  test('goes from the shortest slice to the longest, and finds the nearest', () => {
    expect([0.1, 10, 1000].map((ms) => Math.round(scales.x(ms)))).toEqual([100, 300, 500]);
    for (const slice of SLICES) expect(scales.nearest(scales.x(slice) + 2)).toBe(slice);
    expect([scales.nearest(-50), scales.nearest(900)]).toEqual([0.1, 1000]);
    expect(scales.y(0)).toBe(210);
    expect(scales.y(1.04e9)).toBeGreaterThan(10);
  });

  test('marks what the run has come to so far, and before the bet no other run', () => {
    const recording = run('count');
    expect(outcomeOf(recording, picture, defaults, 1e9).waitsNs).toEqual([40.015e6, null]);
    expect(verdictWords(outcomeOf(recording, picture, defaults), ['A', 'C'])[0]).toBe(
      'slice 250 ms: A 0.54 s, C 1.04 s',
    );
    const open = draw('count', { beat: 'one-more', showsAll: false });
    expect(open).toContain('the other runs: after your bet');
    expect(open).not.toMatch(/class="dots waits[^"]*" d="M/);
    expect(open).not.toContain('data-id="own-whole"');
    const told = draw('count', { beat: 'one-more' });
    expect(told).toMatch(/class="dots waits[^"]*" d="M/);
    expect(told).toContain('a turn costs 15 µs: modelled');
  });
});

describe('the picture', () => {
  const inside = (inner: Rect, { width, height }: { width: number; height: number }) =>
    inner.x >= 0 &&
    inner.y >= 0 &&
    inner.x + inner.width <= width &&
    inner.y + inner.height <= height;

  test.each(SIZES)('%s: everything is in it, and thread, rows and chart are apart', (size) => {
    const layout = slicesLayout(size);
    const { lane, rows, chart } = layout;
    for (const box of [lane, rows, chart]) expect(inside(box, layout)).toBe(true);
    expect(lane.y + lane.height).toBeLessThan(rows.y);
    expect(chart.x > lane.x + lane.width || chart.y > rows.y + rows.height).toBe(true);
    for (const i of [0, 1]) {
      const { read, sent } = barsOf(layout, i);
      expect(read).toBeGreaterThanOrEqual(rows.y);
      expect(sent + layout.barPx).toBeLessThanOrEqual(rows.y + rows.height);
    }
    expect(slicesFocus(layout, ['reactor', 'waits', 'balance', 'code'])).toHaveLength(3);
    expect(layout.tagY).toBeLessThan(layout.height);
  });

  test.each(SIZES)('%s: a row for A and B, and a mark that the reader moves', (size) => {
    const drawn = draw('count', { beat: 'long', size });
    expect(drawn).toContain('data-id="client-A"');
    expect(drawn).toContain('data-id="client-B"');
    expect(drawn).toMatch(/role="slider"[^>]*aria-label="Slice"/);
    expect(drawn).toContain('aria-valuetext="a slice takes 250 milliseconds"');
  });

  test('what threads of a pool work is beside the reactor’s thread', () => {
    expect(draw('thread', { beat: 'seams' })).toContain('threads of the pool: the work');
    expect(draw('count', { beat: 'long' })).not.toContain('threads of the pool');
  });
});
