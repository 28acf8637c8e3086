import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { scenario } from '../../scenarios/two-rails/scenario';
import { word } from '../../scenarios/two-rails/rails';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import type { Picture } from '../../src/scenario/picture';
import { runScenario } from '../../src/scenario/runScenario';
import { causeIndex } from '../../src/scenario/story';
import type { PictureSize } from '../../src/stage/kit/sizes';
import {
  chainNow,
  handWords,
  headWords,
  slotWords,
  turnsOf,
  type ChainNow,
} from '../../src/stage/pictures/chain/chain';
import { chainLayout, moveAt, seatsOf, yardSeat } from '../../src/stage/pictures/chain/layout';
import ChainPicture from '../../src/stage/pictures/chain/ChainPicture.svelte';
import { moveByKey, moveNow, movesOf, placeWords } from '../../src/stage/pictures/chain/moves';

const picture = scenario.picture as Picture<'chain'>;
const pairsOf = (text: string) => picture.read(word.read(text).value);
const run = (text: string): Recording =>
  runScenario(scenario, undefined, { fails: 2, rails: word.read(text).value });

function at(text: string, beat: string): ChainNow {
  const recording = run(text);
  const index = causeIndex(recording, beat);
  expect(index, beat).toBeGreaterThanOrEqual(0);
  return chainNow(recording, index, picture, pairsOf(text));
}

describe('the train', () => {
  it('starts in the slot, waits at save, switches, and comes back with None', () => {
    expect(at('p.s.l.r', 'starts').train).toEqual({
      place: -1,
      failed: false,
      text: '42',
      waits: false,
    });
    expect(at('p.s.l.r', 'train-waits').train).toMatchObject({ place: 1, waits: true });
    expect(at('p.s.l.r', 'points').train).toMatchObject({
      place: 1,
      failed: true,
      text: 'OSError',
    });
    expect(at('p.s.l.r', 'caught').train).toMatchObject({ place: 2, failed: false, text: 'None' });
    expect(at('p.s.l.r', 'stands').train).toMatchObject({
      place: 4,
      failed: true,
      text: 'TypeError',
    });
  });

  it('passes the errback of its own pair', () => {
    const now = at('p.sl.r', 'stands');
    expect(now.visits.map(({ name }) => name)).toEqual(['parse', 'save']);
    expect(now.train).toMatchObject({ place: 3, failed: true });
  });

  it('marks what a failure came of', () => {
    for (const [text, names] of [
      ['p.s.l.r', ['save', 'reply']],
      ['p.sl.r', ['save']],
    ] as const) {
      const failed = at(text, 'stands').visits.filter((visit) => visit.failed);
      expect(failed.map(({ name }) => name)).toEqual(names);
    }
  });

  it('runs its pairs in as few turns as it waits', () => {
    const turns = turnsOf(at('p.s.l.r', 'stands').visits);
    expect(turns).toHaveLength(2);
    expect(turns[0]).toMatch(/^turn \d+: parse, save$/);
    expect(turns[1]).toMatch(/^turn \d+: log, reply$/);
  });

  it('is held until the last reference goes, and then the log speaks', () => {
    expect(handWords(at('p.s.l.r', 'stands'), 'self.order')).toEqual(['self.order holds d']);
    expect(handWords(at('p.s.l.r', 'unhandled'), 'self.order')).toEqual([
      'let go at 3.5 s',
      'logged at 3.5 s:',
      'Unhandled error in Deferred',
    ]);
  });
});

describe('of a coroutine', () => {
  const recording = runScenario(scenario, 'await');
  const pairs = pairsOf('p.s.l.r');
  const now = (beat: string): ChainNow =>
    chainNow(recording, causeIndex(recording, beat), picture, pairs);

  it('the train runs as that of a Deferred, whose slot is the coroutine', () => {
    expect(now('train-waits').train).toMatchObject({ place: 1, waits: true });
    expect(now('points').train).toMatchObject({ place: 1, failed: true });
    expect(now('stands').train).toMatchObject({ place: 4, failed: true, text: 'TypeError' });
    const said = ['same-rails', 'starts', 'train-waits', 'points', 'again'].map((beat) =>
      slotWords(now(beat), true),
    );
    expect(said).toEqual(['not yet', 'runs', 'waits', 'runs', 'over']);
    expect(handWords(now('points'), 'self.order', 'take()')).toEqual([
      'self.order, of take(): not fired',
    ]);
    expect(handWords(now('again'), 'self.order', 'take()')).toEqual([
      'self.order, of take(): fired',
    ]);
  });

  it('what is over the pairs is try, except and else', () => {
    const heads = (text: string): string[] =>
      pairsOf(text).map((_, i, all) => headWords(all, i, true)[0]!);
    expect(heads('p.s.l.r')).toEqual(['try', 'try', 'except', 'no try']);
    expect(heads('p.sl.r')).toEqual(['try', 'except, else', 'no try']);
    expect(headWords(pairsOf('p.sl.r'), 1, false)).toEqual(['addCallbacks', 'Callbacks']);
  });
});

describe('a car', () => {
  const log = picture.cars.find(({ name }) => name === 'log')!;
  const moves = movesOf(pairsOf('p.s.l.r'), log);
  const words = moves.map(({ pairs }) => word.write(picture.write(pairs)));

  it('may go off the rails, between the pairs, and beside a car of the other rail', () => {
    expect(words).toEqual([
      'p.s.r',
      'l.p.s.r',
      'pl.s.r',
      'p.l.s.r',
      'p.sl.r',
      'p.s.l.r',
      'p.s.rl',
      'p.s.r.l',
    ]);
    expect(words[moveNow(moves, pairsOf('p.s.l.r'))]).toBe('p.s.l.r');
    expect(placeWords(pairsOf('p.sl.r'), log)).toBe('2 of 3, beside save');
    expect(placeWords(pairsOf('p.s.r'), log)).toBe('not coupled');
  });

  it('goes where a key says, no further than the ends', () => {
    expect(moveByKey('ArrowLeft', 5, 8)).toBe(4);
    expect(moveByKey('ArrowRight', 7, 8)).toBe(7);
    expect(moveByKey('Delete', 5, 8)).toBe(0);
    expect(moveByKey('End', 0, 8)).toBe(7);
    expect(moveByKey('a', 0, 8)).toBeNull();
  });

  it.each(['wide', 'medium', 'phone', 'embed', 'half'] as const)(
    '%s: goes where it is dropped',
    (size) => {
      const layout = chainLayout(size);
      const seat = (place: number) => seatsOf(layout, place).errback;
      const drop = (x: number, y: number) => words[moveAt(layout, moves, x, y)];
      const save = seat(1);
      expect(drop(save.x + save.width / 2, save.y + 5)).toBe('p.sl.r');
      expect(drop(seat(0).x - 30, save.y)).toBe('l.p.s.r');
      expect(drop(save.x, layout.yard.top + 20)).toBe('p.s.r');
      expect(drop(layout.width, save.y)).toBe('p.s.r.l');
    },
  );
});

/** The rectangle of this class in what was rendered, or null. */
function boxOf(svg: string, name: string): { x: number; y: number; height: number } | null {
  const tag = new RegExp(`<rect class="${name}[ "][^>]*>`).exec(svg)?.[0];
  if (tag === undefined) return null;
  const [x, y, height] = ['x', 'y', 'height'].map((key) =>
    Number(new RegExp(` ${key}="([^"]+)"`).exec(tag)![1]),
  );
  return { x: x!, y: y!, height: height! };
}

describe('the drawing', () => {
  const sizes: PictureSize[] = ['wide', 'medium', 'phone', 'embed', 'half'];
  it.each(sizes)('%s: cars are inside', (size) => {
    const layout = chainLayout(size);
    for (const box of [seatsOf(layout, 4).errback, yardSeat(layout, 4)]) {
      expect(box.x + box.width).toBeLessThanOrEqual(layout.width);
      expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
    }
  });

  it.each(sizes)('%s: draws every moment, with cars that can be moved by key', (size) => {
    for (const text of ['p.s.l.r', 'p.sl.r', '', 'p.l.o.s.r', 'await']) {
      const recording = text === 'await' ? runScenario(scenario, text) : run(text);
      recording.events.forEach((_, index) => {
        if (index % 9 !== 0) return;
        const world = worldAt(recording, index);
        const props = {
          picture,
          recording,
          world,
          timeNs: world.timeNs,
          values: { fails: 2, rails: Number(recording.parameters!['rails']) },
          layers: scenario.layers,
          size,
          focus: ['cars' as const, 'slot' as const],
          roles: scenario.roles,
          reducedMotion: false,
          onchange: () => undefined,
        };
        const { body } = render(ChainPicture, { props });
        expect(body).not.toMatch(/NaN|undefined|Infinity/);
        expect(body.match(/role="slider"/g)).toHaveLength(5);
        const layout = chainLayout(size);
        const logged = boxOf(body, 'logged');
        if (logged) expect(logged.y + logged.height).toBeLessThanOrEqual(layout.height - 1);
        const last = seatsOf(layout, 3).errback;
        const train = boxOf(body, 'train');
        const isPast = train !== null && train.x > last.x && train.y < last.y + last.height;
        if (isPast && text === 'p.s.l.r') expect(train.x).toBeGreaterThan(last.x + last.width);
      });
    }
  });
});
