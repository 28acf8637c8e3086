import { describe, expect, it } from 'vitest';
import { word } from '../../scenarios/shared-dict/schedule';
import { scenario } from '../../scenarios/shared-dict/scenario';
import { runScenario, variantOf } from '../../src/scenario/runScenario';
import { markedLines } from '../../src/scenario/scheduled';
import { numberOfOrder } from '../../src/scenario/word';
import type { PictureSize, Rect } from '../../src/stage/kit/sizes';
import {
  boxAt,
  whiteboardFocus,
  whiteboardLayout,
} from '../../src/stage/pictures/whiteboard/layout';
import {
  begunBy,
  boardAt,
  handAt,
  numberOfOrder as numberInPicture,
  rowsOf,
  stands,
  stepsOf,
  switchesIn,
} from '../../src/stage/pictures/whiteboard/model';

function run(variant: string, order: string) {
  const recording = runScenario(scenario, variant, { schedule: numberOfOrder(order) });
  const steps = stepsOf(recording, markedLines(variantOf(scenario, variant)).lines!);
  return { recording, steps };
}

describe('two hands and what they share', () => {
  it('each has a number of its own, and the board what was written last', () => {
    const { recording, steps } = run('dict', 'RWWWRR');
    const after = steps[3]!.doneIndex;
    expect(begunBy(steps, after)).toBe(4);
    expect(handAt(recording, steps, after, 'R')).toEqual({ at: 17, does: 'stands', local: '1' });
    expect(handAt(recording, steps, after, 'W')).toEqual({ at: null, does: 'done', local: '1' });
    const [tea] = boardAt(steps, after, "{'tea': 1}");
    expect(tea).toEqual({ name: 'tea', values: ['1', '0'] });
    expect(boardAt(steps, steps[0]!.startIndex, "{'tea': 1}")[0]!.values).toEqual(['1']);
  });

  it('who waits for a lock, or has nothing to do yet, cannot be named', () => {
    const lock = run('lock', 'WR');
    expect(stands(lock.recording, lock.steps, 1, 'R')).toBe(true);
    expect(stands(lock.recording, lock.steps, 2, 'R')).toBe(false);
    expect(handAt(lock.recording, lock.steps, lock.steps[2]!.doneIndex, 'R').does).toBe('waits');
    const calls = run('calls', 'RRR');
    expect(stands(calls.recording, calls.steps, 3, 'R')).toBe(false);
    expect(stands(calls.recording, calls.steps, 3, 'W')).toBe(true);
  });

  it('an order is a number and has switches', () => {
    for (const order of ['', 'R', 'W', 'RWWR']) {
      expect(numberInPicture(order)).toBe(numberOfOrder(order));
    }
    expect(['RRWW', 'RWRW', 'R', ''].map(switchesIn)).toEqual([1, 3, 0, 0]);
  });
});

describe.each(['wide', 'medium', 'phone', 'embed', 'half'] satisfies PictureSize[])(
  '%s',
  (size) => {
    const layout = whiteboardLayout(size);
    const boxes = Array.from({ length: word.longest }, (_, i) => boxAt(layout, i));
    const parts: Rect[] = [
      layout.hands.R,
      layout.hands.W,
      layout.board,
      ...boxes,
      ...layout.buttons,
    ];

    it('nothing overlaps and nothing leaves the picture', () => {
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
      const { words, labelPx, height } = layout;
      expect(words.y + (words.lines - 1) * (labelPx + 5)).toBeLessThanOrEqual(height - 4);
    });

    it('every beat that points at a part finds it', () => {
      for (const { focus } of scenario.beats) {
        const own = focus.filter((target) => target !== 'waits');
        const rings = whiteboardFocus(layout, focus, 6).map(({ target }) => target);
        expect(new Set(rings)).toEqual(new Set(own));
      }
    });
  },
);

describe('a hand’s program', () => {
  const told = (variant: string, letter: 'R' | 'W'): string[] => {
    const { source, ...marks } = markedLines(variantOf(scenario, variant)).lines!;
    return rowsOf(marks[letter], source).map(({ code, depth }) => '  '.repeat(depth) + code);
  };
  const sale = [
    'n = stock["tea"]',
    'if n < 1:',
    '  refused += 1',
    'else:',
    '  stock["tea"] = n - 1',
  ];

  it('has both branches, each under its head', () => {
    expect(told('dict', 'R')).toEqual(sale);
    expect(told('dict', 'W')).toEqual(sale);
  });

  it('has what a lock guards under the lock, in whichever function that stands', () => {
    const guarded = ['with lock:', ...sale.map((row) => `  ${row}`)];
    expect(told('lock', 'R')).toEqual(guarded);
    expect(told('lock', 'W')).toEqual(guarded);
  });
});
