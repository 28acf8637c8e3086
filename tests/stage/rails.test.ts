import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { scenario } from '../../scenarios/track-not-engine/scenario';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import type { Picture } from '../../src/scenario/picture';
import { runScenario } from '../../src/scenario/runScenario';
import { causeIndex } from '../../src/scenario/story';
import type { PictureSize } from '../../src/stage/kit/sizes';
import { placeByArrow } from '../../src/stage/pictures/rails/keys';
import { onSlot, railsFocus, railsLayout } from '../../src/stage/pictures/rails/layout';
import RailsPicture from '../../src/stage/pictures/rails/RailsPicture.svelte';
import { trackNow, trackOf, type TrackNow } from '../../src/stage/pictures/rails/track';

const picture = scenario.picture as Picture<'rails'>;
const runs = new Map(scenario.variants.map(({ id }) => [id, runScenario(scenario, id)]));
const run = (variant: string): Recording => runs.get(variant)!;

/** The track at a beat of a variant's run. */
function at(variant: string, beat: string): TrackNow {
  const recording = run(variant);
  const index = causeIndex(recording, beat);
  expect(index, `${variant}: ${beat}`).toBeGreaterThanOrEqual(0);
  return trackNow(recording, index, recording.events[index]!.timeNs, picture);
}

describe('what fires the Deferred, as the run has it', () => {
  it.each([
    ['deferred', 'none'],
    ['inline', 'none'],
    ['await', 'none'],
    ['timer', 'timer'],
    ['network', 'network'],
    ['thread', 'thread'],
  ] as const)('%s: %s', (variant, by) => {
    expect(trackOf(run(variant), 'C').fired?.by).toBe(by);
  });

  it('a plain call fires none', () => {
    expect(trackOf(run('blocking'), 'C').fired).toBeNull();
    expect(at('blocking', 'blocked').stage).toBe('plain');
  });
});

describe('the slot', () => {
  it('is empty while the call sleeps, and nothing has been added to d', () => {
    const now = at('deferred', 'piled');
    expect([now.stage, now.slot.head, now.hasCar]).toEqual(['laying', 'empty', false]);
    expect(now.inside[0]).toContain('called = False, callbacks = [], result: none');
  });

  it('is filled when the call comes back: by the call itself', () => {
    const now = at('deferred', 'returned');
    expect(now.slot).toEqual({ head: '42 rows', sub: 'by the call itself, 4.0 s' });
  });

  it.each(['deferred', 'thread'])(
    '%s: what sendLine returns is d’s result afterwards',
    (variant) => {
      const recording = run(variant);
      const { written, ran } = trackOf(recording, 'C');
      const inside = ({ index, timeNs }: { index: number; timeNs: number }): string =>
        trackNow(recording, index, timeNs, picture).inside[0]!;
      expect(inside(written!)).toContain('callbacks = [], result: 42 rows');
      expect(inside(ran!)).toContain('callbacks = [], result: None');
    },
  );

  it.each([
    ['timer', 'due at 4.0 s', 'by the timer, 4.0 s'],
    ['thread', 'a worker is at it', 'by the worker’s result, 4.0 s'],
    ['network', 'D is at it', 'by D’s line, 4.1 s'],
  ])('%s: it waits, and then is filled', (variant, waits, by) => {
    const now = at(variant, 'engine');
    expect([now.stage, now.hasCar, now.slot.sub]).toEqual(['waiting', true, waits]);
    expect(at(variant, 'fired').slot.sub).toBe(by);
  });
});

describe('the times', () => {
  it('without an engine the lane is held for all of it, with one for none; the processor never works', () => {
    const seconds = ({ passedNs, heldNs, cpuNs }: TrackNow) =>
      [passedNs, heldNs, cpuNs].map((ns) => ns / 1e9);
    expect(seconds(at('deferred', 'together'))).toEqual([3, 3, 0]);
    for (const variant of ['timer', 'thread']) {
      expect(seconds(at(variant, 'report-sent'))).toEqual([3, 0, 0]);
    }
  });

  it('run with the clock while the call sleeps', () => {
    const recording = run('deferred');
    const index = causeIndex(recording, 'piled');
    const now = trackNow(recording, index, 2.02e9, picture);
    expect([now.passedNs, now.heldNs]).toEqual([1e9, 1e9]);
  });
});

describe('the layout', () => {
  const sizes: PictureSize[] = ['wide', 'medium', 'phone', 'embed', 'half'];
  it.each(sizes)('%s: everything is inside, and engines are large enough to touch', (size) => {
    const layout = railsLayout(size, picture.engines.length);
    const { slot, car, reactor, yard } = layout;
    for (const box of [slot, car.upper, car.lower, reactor, ...yard.chips]) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(layout.width);
      expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
    }
    const finger = size === 'half' ? 24 : 44;
    for (const chip of yard.chips) expect(chip.height).toBeGreaterThanOrEqual(finger);
    expect(railsFocus(layout, ['slot', 'cars', 'yard', 'costs', 'reactor'])).toHaveLength(5);
  });

  it('an engine is dropped on the slot, or near it', () => {
    const layout = railsLayout('wide', 4);
    expect(onSlot(layout, layout.slot.x + 5, layout.slot.y + 5)).toBe(true);
    expect(onSlot(layout, layout.yard.chips[0]!.x, layout.yard.chips[0]!.y)).toBe(false);
  });

  it('the arrows go round', () => {
    const key = (name: string) => ({ key: name, ctrlKey: false, altKey: false, metaKey: false });
    expect(placeByArrow(key('ArrowRight'), 3, 4)).toBe(0);
    expect(placeByArrow(key('ArrowUp'), 0, 4)).toBe(3);
    expect(placeByArrow(key('a'), 0, 4)).toBeNull();
  });
});

describe('the drawing', () => {
  function draw(recording: Recording, index: number, size: PictureSize, touched = true): string {
    const world = worldAt(recording, index);
    const props = {
      picture,
      recording,
      world,
      timeNs: world.timeNs,
      values: scenario.parameters,
      layers: scenario.layers,
      size,
      focus: ['slot' as const],
      roles: scenario.roles,
      reducedMotion: false,
      ...(touched ? { onchange: () => undefined } : {}),
    };
    return render(RailsPicture, { props: { ...props, values: { block: 3 } } }).body;
  }

  it('has the engines as a group of choices, the present one chosen', () => {
    const html = draw(run('timer'), 40, 'wide');
    expect(html).toMatch(/role="radiogroup"[^>]*aria-label="Engine"/);
    expect(html.match(/role="radio"/g)).toHaveLength(4);
    expect(html.match(/aria-checked="true"[^>]*aria-label="timer"/g)).toHaveLength(1);
    expect(draw(run('timer'), 40, 'wide', false)).not.toContain('role="radio"');
  });

  it.each(['wide', 'medium', 'phone', 'embed', 'half'] as const)(
    '%s: every moment of every run',
    (size) => {
      for (const recording of runs.values()) {
        recording.events.forEach((_, index) => {
          if (index % 7 === 0) {
            expect(draw(recording, index, size)).not.toMatch(/NaN|undefined|Infinity/);
          }
        });
      }
    },
  );
});
