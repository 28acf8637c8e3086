import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/thread-pool/scenario';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import type { Picture } from '../../src/scenario/picture';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import { causeIndex } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import CountersPicture from '../../src/stage/pictures/counters/CountersPicture.svelte';
import { countAt, flowPaths } from '../../src/stage/pictures/counters/flow';
import {
  counterAt,
  counterPlace,
  countersFocus,
  countersLayout,
  ticketPlace,
  ticketRoom,
} from '../../src/stage/pictures/counters/layout';
import { balanceOf, countersModel, flowOf } from '../../src/stage/pictures/counters/model';
import { queueWords } from '../../src/stage/pictures/counters/words';
import type { PictureSize, Rect } from '../../src/stage/kit/sizes';

const SIZES: PictureSize[] = ['wide', 'medium', 'phone', 'embed'];
const one = runScenario(scenario, 'one');
const timeout = runScenario(scenario, 'timeout');
const nested = runScenario(scenario, 'nested');

function draw(recording: Recording, beat: string, size: PictureSize, values: Values = {}): string {
  const world = worldAt(recording, causeIndex(recording, beat));
  const props = {
    picture: scenario.picture as Picture<'counters'>,
    recording,
    world,
    timeNs: world.timeNs,
    values: { ...defaultValues(scenario), ...values },
    size,
    layers: scenario.layers,
    focus: [],
    roles: scenario.roles,
    reducedMotion: false,
    parameters: scenario.parameters,
    onchange: () => undefined,
  };
  return render(CountersPicture, { props }).body.replace(/<!--.*?-->/g, '');
}
const count = (html: string, what: string): number => html.split(what).length - 1;

describe('counters and tickets', () => {
  test('are those of the run: at job 11 all ten are busy and one waits', () => {
    const html = draw(one, 'ticket', 'wide');
    expect(count(html, 'data-look="busy"')).toBe(10);
    expect(count(html, 'data-look="closed"')).toBe(20);
    expect(html).toContain('data-length="1"');
  });

  test('a look-up has the letter of whoever asked, in line too', () => {
    expect(draw(one, 'lookup', 'phone')).toMatch(/data-look="lookup".*?>A</s);
  });

  test('a job that was given up is at its counter all the same', () => {
    const index = causeIndex(timeout, 'for-nobody');
    const { counters } = countersModel(timeout, index)!;
    expect(counters.some(({ ticket }) => ticket?.givenUp)).toBe(true);
    expect(draw(timeout, 'for-nobody', 'wide')).toContain('gone');
  });

  test('where every thread waits for a job it says deadlock, and not a moment before', () => {
    const index = causeIndex(nested, 'stuck');
    expect(countersModel(nested, index)!.deadlock).toBe(true);
    expect(countersModel(nested, index - 1)!.deadlock).toBe(false);
    expect(queueWords(countersModel(nested, index)!)[0]).toMatch(/for ever$/);
  });

  test.each(SIZES)('%s: no two lie over each other, and all are inside', (size) => {
    const layout = countersLayout(size);
    const { columns, rows } = ticketRoom(layout);
    const places = [
      ...Array.from({ length: columns * rows }, (_, i) => ticketPlace(layout, i)),
      ...Array.from({ length: 30 }, (_, i) => counterPlace(layout, i)),
      layout.balance,
      layout.flow,
    ];
    places.forEach((a, i) => {
      expect(inside(a, { x: 0, y: 0, width: layout.width, height: layout.height })).toBe(true);
      for (const b of places.slice(i + 1)) expect(apart(a, b), JSON.stringify([a, b])).toBe(true);
    });
    for (const i of [0, 9, 10, 29]) {
      const { x, y } = counterPlace(layout, i);
      expect(counterAt(layout, x + 2, y + 2)).toBe(i);
    }
    expect(counterAt(layout, 0, 0)).toBeNull();
    expect(countersFocus(layout, ['queue', 'balance', 'code'])).toHaveLength(2);
  });
});

describe('the two bars', () => {
  test('meet where the queue begins to grow', () => {
    expect(balanceOf(8, 1.5, 12).growsBy).toBe(0);
    expect(balanceOf(8, 1.5, 10).growsBy).toBeCloseTo(8 - 10 / 1.5);
    expect(balanceOf(8, 1.5, 12, 2).growsBy).toBeGreaterThan(0);
  });

  test('have ends that are sliders with the values of the parameters', () => {
    const html = draw(one, 'queue', 'phone', { pool: 7 });
    expect(html).toMatch(/aria-label="Open counters"[^>]*aria-valuenow="7"/);
    expect(html).toMatch(/aria-label="Arrivals a second"[^>]*aria-valuetext="8 jobs a second"/);
  });
});

describe('each job as a row', () => {
  const flow = flowOf(one);

  test('above each other the counts are those of the queue and of the threads', () => {
    const index = causeIndex(one, 'queue');
    const now = one.events[index]!.timeNs;
    const waiting = countAt(flow.taken, now) - countAt(flow.begun, now);
    expect(waiting).toBe(countersModel(one, index)!.queue.length);
    expect(countAt(flow.begun, now) - countAt(flow.ended, now)).toBe(10);
  });

  test('nothing is drawn of what comes later', () => {
    const box = { x: 0, y: 0, width: 300, height: 100 };
    const { waiting } = flowPaths(flow, box, 30e9, 3e9);
    const xs = [...waiting.matchAll(/([\d.]+),/g)].map(([, x]) => Number(x));
    expect(Math.max(...xs)).toBe(30);
  });
});

function inside(a: Rect, b: Rect): boolean {
  return (
    a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height
  );
}
function apart(a: Rect, b: Rect): boolean {
  return (
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
  );
}
