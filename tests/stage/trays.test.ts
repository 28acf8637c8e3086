import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../scenarios/chat/costs';
import { scenario } from '../../scenarios/chat/scenario';
import { worldAt } from '../../src/player/world/world';
import type { Picture } from '../../src/scenario/picture';
import { runScenario } from '../../src/scenario/runScenario';
import TraysPicture from '../../src/stage/pictures/trays/TraysPicture.svelte';
import { textWidth } from '../../src/stage/kit/text';
import { costRows } from '../../src/stage/pictures/trays/costs';
import { crowdOf } from '../../src/stage/pictures/trays/crowd';
import { causeIndex } from '../../src/scenario/story';
import { beatsOf } from '../../src/player/playback/steps';
import type { PictureSize } from '../../src/stage/kit/sizes';

const told = scenario.picture as Picture<'trays'>;
const runs = new Map(
  [2, 4, 50, 50_000].map((clients) => [
    clients,
    runScenario(scenario, 'direct', { clients, link: 1 }),
  ]),
);

function draw(clients: number, index: number, size: PictureSize, compared = false): string {
  const recording = runs.get(clients)!;
  const world = worldAt(recording, index);
  const values = { clients, link: 1 };
  const props = {
    picture: told,
    recording,
    world,
    timeNs: world.timeNs,
    values,
    size,
    layers: scenario.layers,
    figures: figuresOf(values, 'direct'),
    notes: scenario.notes!(values, 'direct'),
    ...(size === 'embed' ? { title: 'Who has to wait?' } : {}),
    focus: [],
    roles: scenario.roles,
    reducedMotion: false,
    label: 'sendLine',
    ...(compared
      ? { other: { recording, label: 'via Deferred', figures: figuresOf(values, 'deferred') } }
      : {}),
  };
  return render(TraysPicture, { props }).body.replace(/<!--.*?-->/g, '');
}

interface Box {
  text: string;
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

/** The words of a picture that stand still, as boxes; those inside marks are the marks' own concern. */
function wordsOf(html: string): Box[] {
  const still = html.replace(/<g[^>]*transform=.*?<\/g>/gs, '');
  return [...still.matchAll(/<text([^>]*)>(.*?)<\/text>/gs)].flatMap(([, attributes, inner]) => {
    const number = (name: string): number =>
      Number(new RegExp(` ${name}="([-\\d.]+)"`).exec(attributes!)![1]);
    const text = inner!.replace(/<[^>]*>/g, '').trim();
    if (text === '') return [];
    const [x, y, px] = [number('x'), number('y'), number('font-size')];
    const kind = /class="([^"]*)"/.exec(attributes!)?.[1] ?? '';
    const width = textWidth(text, px, {
      bold: /bold/.test(kind),
      mono: /mono/.test(kind),
    });
    const x0 = /end/.test(kind) ? x - width : /middle/.test(kind) ? x - width / 2 : x;
    return [{ text, x0, x1: x0 + width, y0: y - px * 0.74, y1: y + px * 0.18 }];
  });
}

describe('the trays', () => {
  const sizes = ['wide', 'medium', 'phone', 'embed'] as const;
  const cases = sizes.flatMap((size) =>
    [...runs.keys()].map((clients) => [size, clients] as const),
  );

  it.each(cases)('%s, %i clients: no words overlap or leave the picture', (size, clients) => {
    const beats = beatsOf(runs.get(clients)!).map(({ event }) => event);
    for (const index of [0, ...beats]) {
      const html = draw(clients, index, size, index % 2 === 1);
      expect(html).not.toMatch(/NaN|undefined|Infinity/);
      const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(html)!.map(Number);
      const words = wordsOf(html);
      expect(words.length).toBeGreaterThan(8);
      for (const [i, one] of words.entries()) {
        expect(
          one.x0 >= 0 && one.x1 <= width! && one.y0 >= 0 && one.y1 <= height!,
          `${one.text} is outside at event ${index}`,
        ).toBe(true);
        const hit = words
          .slice(i + 1)
          .find((two) => one.x0 < two.x1 && two.x0 < one.x1 && one.y0 < two.y1 && two.y0 < one.y1);
        expect(hit && `${one.text} | ${hit.text} at event ${index}`).toBeUndefined();
      }
    }
  });

  it('draws every moment, and no more marks for 50,000 clients than for 50', () => {
    const recording = runs.get(4)!;
    recording.events.forEach((_, index) => {
      expect(draw(4, index, 'phone')).not.toMatch(/NaN|undefined|Infinity/);
    });
    const rects = (clients: number): number => {
      const index = beatsOf(runs.get(clients)!)[0]!.event;
      return draw(clients, index, 'wide').match(/<rect/g)!.length;
    };
    expect(Math.abs(rects(50_000) - rects(50))).toBeLessThan(5);
  });

  it('counts the crowd that does not run in proportion', () => {
    const { clients } = worldAt(runs.get(50_000)!, 0);
    expect(crowdOf(clients, told.rows, 50_000, 0, 0)).toMatchObject({
      total: 49_996,
      ours: 0,
      have: 0,
    });
    expect(crowdOf(clients, told.rows, 50, 0, 0).total).toBe(46);
    expect(crowdOf(clients.slice(0, 4), told.rows, 4, 0, 0)).toMatchObject({ total: 0, cells: [] });
    const filled = causeIndex(runs.get(50_000)!, 'filled');
    const world = worldAt(runs.get(50_000)!, filled);
    expect(crowdOf(world.clients, told.rows, 50_000, world.timeNs, 8).ours).toBe(49_996);
  });

  it('keeps the rows of both runs when there are too many', () => {
    const values = { clients: 4, link: 1 };
    const other = { label: 'via Deferred', figures: figuresOf(values, 'deferred') };
    const rows = costRows(figuresOf(values, 'direct'), other, 'sendLine', 4);
    expect(rows.map(({ label }) => label)).toEqual([
      'via Deferred',
      'sendLine',
      '5,000 clients',
      '50,000 clients',
    ]);
    expect(rows.at(-1)!.words).toBe('90 ms + 0.7 s: a block');
  });
});
