import { describe, expect, it } from 'vitest';
import { scenario } from '../../scenarios/defer-to-thread/scenario';
import { waitParts } from '../../src/player/measures/waitParts';
import type { Recording } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';
import { causeIndex } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import type { PictureSize, Rect } from '../../src/stage/kit/sizes';
import { wallFocus, wallLayout } from '../../src/stage/pictures/wall/layout';
import { deferredAt, splitOf, sumsOf, wallAt, waitOf } from '../../src/stage/pictures/wall/model';
import { cellsOf, waitingWords } from '../../src/stage/pictures/wall/words';

const run = (variant: string, values: Values = {}): Recording =>
  runScenario(scenario, variant, values);
const sums = (recording: Recording, untilNs?: number) =>
  sumsOf(splitOf(recording, waitOf(recording, 'C')!, untilNs));
const MS = 1e6;

describe('the wall', () => {
  it('has a call in its slot and a bell that rings, until the reactor runs the call', () => {
    const recording = run('thread');
    const at = (beat: string) => wallAt(recording, causeIndex(recording, beat));
    expect(at('begun')).toMatchObject({ calls: [], isPassing: false, rings: false, most: 10 });
    expect(at('begun').busy.map(({ name, owner }) => [name, owner])).toEqual([
      ['slow_report', 'C'],
    ]);
    expect(at('posted')).toMatchObject({ calls: ['Deferred.callback'], isPassing: true });
    expect(at('posted').busy).toEqual([]);
    expect(at('woken').rings).toBe(true);
    expect(at('fired')).toMatchObject({ calls: [], isPassing: false, rings: false });
    expect(wallAt(run('blocking'), 80).most).toBeNull();
  });

  it('has a job without a thread, while the only one is taken', () => {
    const recording = run('busy');
    const { busy, waiting } = wallAt(recording, causeIndex(recording, 'queued'));
    expect([busy, waiting].map((jobs) => jobs.map(({ name }) => name))).toEqual([
      ['back_up'],
      ['slow_report'],
    ]);
    expect(waitingWords(wallAt(recording, causeIndex(recording, 'queued')))).toBe(
      'no thread is free',
    );
    const handed = wallAt(run('thread'), causeIndex(run('thread'), 'handed'));
    expect(handed.waiting).toHaveLength(1);
    expect(waitingWords(handed)).toBe('no thread has it yet');
  });

  it('has a Deferred from the handing over on, which waits again for a second half', () => {
    const recording = run('inline');
    const states = ['asked', 'halved', 'posted', 'fired', 'second-half', 'answered'].map((beat) =>
      deferredAt(recording, causeIndex(recording, beat), 'C'),
    );
    expect(states).toEqual(['none', 'waits', 'waits', 'fired', 'waits', 'fired']);
  });
});

describe('a wait, split', () => {
  it('adds up, in each variant, and names who had it', () => {
    expect(sums(run('thread'))).toEqual({
      way: 40 * MS,
      reactor: 0,
      own: 0,
      pool: 0,
      worker: 3000 * MS,
    });
    expect(sums(run('inline')).worker).toBe(3000 * MS);
    expect(sums(run('busy'))).toMatchObject({ pool: 980 * MS, worker: 3000 * MS });
    expect(sums(run('blocking'))).toMatchObject({ own: 3000 * MS, worker: 0, pool: 0 });
  });

  it('is what the explanation of a wait says, whenever C hangs up', () => {
    const ways = new Set(['there', 'back', 'connecting', 'kernel', 'ending']);
    for (const { id } of scenario.variants) {
      for (const hangup of [12, 25, 45, 71]) {
        const recording = run(id, { hangup, block: 2 });
        const ours = sums(recording);
        const theirs = waitParts(recording, waitOf(recording, 'C')!);
        const of = (is: (part: string) => boolean): number =>
          theirs.reduce(
            (sum, { id: part, fromNs, toNs }) => sum + (is(part) ? toNs - fromNs : 0),
            0,
          );
        expect([id, hangup, ours.pool, ours.worker, ours.own]).toEqual([
          id,
          hangup,
          ...['pool', 'worker', 'handler'].map((name) => of((part) => part === name)),
        ]);
        expect(ours.way + ours.reactor).toBe(of((part) => !/^(pool|worker|handler)$/.test(part)));
        expect(ours.way).toBe(of((part) => ways.has(part)));
      }
    }
  });

  it('has what has passed, and ends when C hangs up', () => {
    expect(sums(run('thread'), 2020 * MS).worker).toBe(1000 * MS);
    const left = run('thread', { hangup: 25 });
    const total = Object.values(sums(left)).reduce((sum, ns) => sum + ns, 0);
    expect(waitOf(left, 'C')!.answeredNs).toBeNull();
    expect(total).toBe(1500 * MS);
  });

  it('has the handler’s own time where a worker’s would be', () => {
    const of = (variant: string) => {
      const recording = run(variant);
      return cellsOf(splitOf(recording, waitOf(recording, 'C')!)).map(({ share }) => share);
    };
    expect(of('thread')).toEqual(['pool', 'worker', 'reactor', 'way']);
    expect(of('blocking')).toEqual(['pool', 'own', 'reactor', 'way']);
  });
});

describe.each(['wide', 'medium', 'phone', 'embed'] satisfies PictureSize[])('%s', (size) => {
  const layout = wallLayout(size);
  const { split, words } = layout;
  const bar: Rect = { x: split.x, y: split.barY, width: split.width, height: split.barHeight };

  it('nothing overlaps and nothing leaves the picture', () => {
    const { reactor, wall, workers, button, cells } = layout;
    for (const parts of [
      [reactor, wall, workers, bar, button, ...cells],
      [layout.box, layout.calls],
      layout.rows,
    ]) {
      parts.forEach((a, i) => {
        expect(a.x + a.width).toBeLessThanOrEqual(layout.width);
        expect(a.y + a.height).toBeLessThanOrEqual(layout.height);
        for (const b of parts.slice(i + 1)) {
          const apart =
            a.x + a.width <= b.x ||
            b.x + b.width <= a.x ||
            a.y + a.height <= b.y ||
            b.y + b.height <= a.y;
          expect(apart, JSON.stringify([a, b])).toBe(true);
        }
      });
    }
    expect(words.y + (words.lines - 1) * (layout.labelPx + 5)).toBeLessThanOrEqual(
      layout.height - 4,
    );
  });

  it('every beat that points at a part finds it', () => {
    for (const { focus } of scenario.beats) {
      const own = focus.filter((target) => target !== 'waits' && target !== 'code');
      expect(wallFocus(layout, focus).map(({ target }) => target)).toEqual(own);
    }
  });
});
