import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/database/scenario';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import type { JobPlace, Picture } from '../../src/scenario/picture';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import { causeIndex } from '../../src/scenario/story';
import ClockPicture from '../../src/stage/pictures/clock/ClockPicture.svelte';
import {
  clockFocus,
  clockLayout,
  connectionPlace,
  dialArc,
  dialPoint,
  placeAt,
  threadPlace,
} from '../../src/stage/pictures/clock/layout';
import { clockModel, lateIn } from '../../src/stage/pictures/clock/model';
import { dialWords, readoutWords } from '../../src/stage/pictures/clock/words';
import type { PictureSize, Rect } from '../../src/stage/kit/sizes';

const SIZES: PictureSize[] = ['wide', 'medium', 'phone', 'embed'];
const PLACES: JobPlace[] = ['reactor', 'waits', 'computes', 'apart'];
const picture = scenario.picture as Picture<'clock'>;
const values = defaultValues(scenario);
const runs = new Map(scenario.variants.map(({ id }) => [id, runScenario(scenario, id)]));
const of = (variant: string): Recording => runs.get(variant)!;

function modelAt(variant: string, index: number) {
  const recording = of(variant);
  const world = worldAt(recording, index);
  return clockModel(recording, world, world.timeNs, picture, values);
}
const modelOf = (variant: string, beat: string) => modelAt(variant, causeIndex(of(variant), beat));

function draw(variant: string, beat: string, size: PictureSize, showsAll = true): string {
  const recording = of(variant);
  const world = worldAt(recording, causeIndex(recording, beat));
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
    onchange: () => undefined,
    showsAll,
  };
  return render(ClockPicture, { props }).body.replace(/<!--.*?-->/g, '');
}

describe('the clock', () => {
  test('stands at the top when the job begins, and has gone half round when it ends', () => {
    expect(modelOf('reactor', 'job').turn).toBe(0);
    expect(modelOf('reactor', 'back').turn).toBe(0.5);
    expect(modelOf('reactor', 'again').turn).toBe(0);
  });

  test('has the job for as long as it goes on, wherever that is', () => {
    for (const [variant, place] of Object.entries({ reactor: 'reactor', two: 'apart' })) {
      expect(modelOf(variant, 'job')).toMatchObject({ place });
      expect(modelOf(variant, 'job').round).not.toBeNull();
      expect(modelOf(variant, 'query').round).toBeNull();
    }
    expect(modelOf('two', 'result').round).toBeNull();
  });

  test('counts who is known to have given up, and nobody of whom that comes later', () => {
    expect(modelOf('reactor', 'held')).toMatchObject({ count: 1, late: 0 });
    expect(modelOf('reactor', 'back')).toMatchObject({ count: 7, late: 5 });
    expect(dialWords(modelOf('reactor', 'back'), true)[0]).toBe('5');
    expect(dialWords(modelOf('reactor', 'share'), true)[0]).toBe('34 %');
    expect(modelOf('reactor', 'share')).toMatchObject({ late: 25 });
    const { events } = of('thread');
    expect(lateIn(of('thread'), events.at(-1)!.timeNs, picture).late).toBe(0);
  });
});

describe('the pool and the database', () => {
  test('at six reports five threads wait for the database, and one query for a thread', () => {
    const { events } = of('thread');
    const model = modelAt(
      'thread',
      events.findLastIndex(({ timeNs }) => timeNs <= 3.02e9),
    );
    expect(model.threads.map(({ who }) => who)).toEqual(['C', 'C', 'C', 'C', 'C']);
    expect(model.waiting).toBe(1);
    expect(model.connections).toHaveLength(5);
  });

  test('a job that waits has a connection, one that computes holds none', () => {
    const atHalf = (variant: string) => {
      const { events } = of(variant);
      return modelAt(
        variant,
        events.findLastIndex(({ timeNs }) => timeNs <= 38e9),
      );
    };
    expect(atHalf('thread').connections).toContain('job');
    expect(atHalf('reactor').connections).toEqual(['job']);
    expect(atHalf('crunch').threads.some(({ computes }) => computes)).toBe(true);
    expect(atHalf('crunch').connections).not.toContain('job');
    expect(atHalf('two').threads.some(({ who }) => who === 'job')).toBe(false);
  });
});

describe('before the bet', () => {
  test('neither share nor formula is told', () => {
    const html = draw('reactor', 'back', 'wide', false);
    expect(html).not.toMatch(/data-late="|gave up:<|÷|class="formula|class="late/);
    expect(draw('reactor', 'back', 'wide')).toMatch(/data-late="5"/);
    expect(readoutWords(modelOf('reactor', 'share'), true).flat()).toContain(
      '(15 − 5) ÷ 30 = 33 %',
    );
  });
});

describe('where the job is', () => {
  test('is one of four places that are chosen like radio buttons', () => {
    const html = draw('crunch', 'job', 'phone');
    expect(html.match(/role="radio"/g)).toHaveLength(4);
    expect(html).toMatch(/aria-checked="true"[^>]*aria-label="in a thread, and computes"/);
  });

  test.each(SIZES)(
    '%s: what is let go over a place, or over what is around it, is there',
    (size) => {
      const layout = clockLayout(size);
      for (const place of PLACES) {
        const { x, y, width, height } = layout.places[place];
        expect(placeAt(layout, { x: x + width / 2, y: y + height / 2 })).toBe(place);
      }
      const inside = (box: Rect) => placeAt(layout, { x: box.x + 5, y: box.y + 5 });
      expect([layout.reactor, layout.pool, layout.other].map(inside)).toEqual([
        'reactor',
        'waits',
        'apart',
      ]);
      expect(inside(layout.readout)).toBeNull();
    },
  );
});

describe('the layout', () => {
  test.each(SIZES)('%s: no two lie over each other, and all are inside', (size) => {
    const layout = clockLayout(size);
    const { dial } = layout;
    const out = dial.radius + 15;
    const round = { x: dial.x - out, y: dial.y - out, width: 2 * out, height: 2 * out };
    const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
    const apart = [round, layout.readout, layout.program, layout.database, layout.other];
    const inProgram = [
      layout.reactor,
      layout.places.reactor,
      layout.places.waits,
      layout.places.computes,
      ...Array.from({ length: 5 }, (_, i) => threadPlace(layout, i, 5)),
    ];
    const inDatabase = Array.from({ length: 6 }, (_, i) => connectionPlace(layout, i));
    for (const boxes of [apart, inProgram, inDatabase]) {
      boxes.forEach((a, i) => {
        expect(isInside(a, whole)).toBe(true);
        for (const b of boxes.slice(i + 1))
          expect(areApart(a, b), JSON.stringify([a, b])).toBe(true);
      });
    }
    for (const box of inProgram) expect(isInside(box, layout.program)).toBe(true);
    for (const box of inDatabase) expect(isInside(box, layout.database)).toBe(true);
    expect(isInside(layout.places.apart, layout.other)).toBe(true);
    expect(clockFocus(layout, ['balance', 'slot', 'code'], 'apart')).toHaveLength(2);
  });

  test('the dial goes clockwise from the top', () => {
    const layout = clockLayout('wide');
    const { x, y } = layout.dial;
    expect(dialPoint(layout, 0, 10)).toEqual({ x, y: y - 10 });
    expect(dialPoint(layout, 0.25, 10)).toEqual({ x: x + 10, y });
    expect(dialArc(layout, 0.75, 10)).toContain('A10,10 0 1 1');
  });
});

function isInside(a: Rect, b: Rect): boolean {
  return (
    a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height
  );
}
function areApart(a: Rect, b: Rect): boolean {
  return (
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
  );
}
