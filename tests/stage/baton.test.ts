import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { figures } from '../../scenarios/one-baton/figures';
import { scenario } from '../../scenarios/one-baton/scenario';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import type { Picture } from '../../src/scenario/picture';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import { causeIndex } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import type { PictureSize } from '../../src/stage/kit/sizes';
import BatonPicture from '../../src/stage/pictures/baton/BatonPicture.svelte';
import { batonFocus, batonLayout } from '../../src/stage/pictures/baton/layout';
import { batonModel, chartOf, lateIn } from '../../src/stage/pictures/baton/model';
import { headWords, lateWords } from '../../src/stage/pictures/baton/words';

const SIZES: PictureSize[] = ['wide', 'medium', 'phone', 'embed', 'half'];
const MS = 1e6;
const picture = scenario.picture as Picture<'baton'>;
const defaults = defaultValues(scenario);

function at(variant: string, beat: string, given: Values = {}) {
  const values = { ...defaults, ...given };
  const recording = runScenario(scenario, variant, values);
  const world = worldAt(recording, causeIndex(recording, beat));
  const model = batonModel(recording, world.index, world.timeNs, picture, values);
  const doing = model.rows.map((row) => row.doing);
  return { values, recording, world, model, doing };
}

function draw(
  variant: string,
  beat: string,
  size: PictureSize,
  given: Values = {},
  more = {},
): string {
  const { values, recording, world } = at(variant, beat, given);
  const props = {
    picture,
    recording,
    world,
    timeNs: world.timeNs,
    values,
    size,
    layers: scenario.layers,
    focus: [],
    roles: scenario.roles,
    reducedMotion: false,
    parameters: scenario.parameters,
    figures: figures(values, variant),
    onchange: () => undefined,
    ...more,
  };
  return render(BatonPicture, { props }).body.replace(/<!--.*?-->/g, '');
}
const count = (text: string, part: string): number => text.split(part).length - 1;

describe('the disc', () => {
  test('is the worker’s while the reactor wants it, and the reactor’s when it runs', () => {
    expect(at('threads', 'wants').doing.slice(0, 3)).toEqual(['wants', 'has', 'idle']);
    expect(at('threads', 'waited').doing.slice(0, 3)).toEqual(['has', 'wants', 'idle']);
  });

  test('is one among all threads of a program, and one for each process', () => {
    expect(at('threads', 'queued', { jobs: 4 }).doing).toEqual([
      'has',
      ...Array<string>(4).fill('wants'),
      ...Array<string>(4).fill('idle'),
    ]);
    expect(count(draw('threads', 'wants', 'wide', { jobs: 4 }), 'data-id="disc"')).toBe(1);
    expect(
      count(draw('process', 'spared', 'wide', { jobs: 3 }), 'data-id="disc"'),
    ).toBeGreaterThanOrEqual(3);
    expect(draw('free', 'spared', 'wide', { jobs: 3 })).not.toContain('data-id="disc"');
  });

  test('is with nobody while workers sleep or are in C code', () => {
    expect(at('waits', 'spared', { jobs: 2 }).doing.slice(1, 3)).toEqual(['sleeps', 'sleeps']);
    expect(at('c', 'spared', { jobs: 2 }).doing.slice(1, 3)).toEqual(['apart', 'apart']);
    const { recording, values } = at('c', 'spared');
    const between = batonModel(recording, 0, 1100 * MS, picture, values);
    expect(headWords(between)[0]).toContain('nobody needs it');
  });
});

describe('the window', () => {
  test('shows a round of all who may want the disc, and never less than 24 ms', () => {
    const width = (given: Values): number => {
      const { model } = at('threads', 'asked', given);
      return (model.toNs - model.fromNs) / MS;
    };
    expect(width({})).toBe(24);
    expect(width({ jobs: 8 })).toBe(55);
    expect(width({ jobs: 8, switch: 50 })).toBe(550);
  });
});

describe('how late lines are heard', () => {
  const of = (variant: string, given: Values = {}): Recording =>
    at(variant, 'asked', given).recording;

  test('is that of the run, beside what was measured', () => {
    expect(lateIn(of('threads'), false)).toEqual({ usualNs: 5 * MS, worstNs: 5 * MS });
    const rows = figures(defaults, 'threads');
    const { points, topMs } = chartOf(rows, [5]);
    expect(points.map((p) => p.count)).toEqual([0, 1, 2, 4, 8]);
    expect(topMs).toBeGreaterThanOrEqual(Math.max(...points.map((p) => p.ms)));
    const late = lateIn(of('threads'), false);
    const words = lateWords({ late, label: undefined, other: null, figures: rows, jobs: 1 });
    expect(words[0]).toMatch(/this run: 5 ms.*modelled/);
    expect(words[1]).toMatch(/measured: [\d.]+ ms, 5 ms interval, Python 3\.\d+/);
  });

  test('is not told before the bet, and nothing that comes later is drawn', () => {
    const before = draw('threads', 'asked', 'wide', {}, { showsAll: false });
    expect(before).not.toContain('this run:');
    expect(before).not.toContain('modelled');
    expect(before).not.toContain('measured:');
    expect(before).not.toContain('class="square');
    for (const part of ['this run:', 'measured:', 'class="square']) {
      expect(draw('threads', 'asked', 'wide')).toContain(part);
    }
  });

  test('says so where nothing was measured', () => {
    expect(draw('free', 'spared', 'wide')).toContain('nothing was measured');
  });
});

describe('in every size', () => {
  test.each(SIZES)(
    '%s: all is inside of the picture, and rings are around what they name',
    (size) => {
      const layout = batonLayout(size);
      const boxes = [...layout.rows, layout.chart, layout.interval, ...layout.buttons];
      for (const box of boxes.filter(({ height }) => height > 0)) {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(layout.width);
        expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
      }
      expect(layout.axisY).toBeLessThanOrEqual(layout.height);
      const rings = batonFocus(layout, ['reactor', 'workers', 'disc', 'costs'], 3);
      expect(rings.map(({ target }) => target)).toEqual(['reactor', 'workers', 'disc', 'costs']);
    },
  );

  test.each(SIZES)('%s: a finger has room on what may be pressed', (size) => {
    const { buttons, interval } = batonLayout(size);
    if (interval.height === 0) return;
    for (const button of buttons) expect(button.height).toBeGreaterThanOrEqual(38);
  });

  test('an embed has neither handle nor buttons', () => {
    expect(draw('threads', 'waited', 'embed')).not.toContain('role="button"');
    expect(draw('threads', 'waited', 'phone')).toContain('one job more');
  });
});
