import { describe, expect, test } from 'vitest';
import { everywhere, writePlacement } from '../../scenarios/choose-the-cure/cures';
import { scenario } from '../../scenarios/choose-the-cure/scenario';
import type { Picture } from '../../src/scenario/picture';
import { runScenario } from '../../src/scenario/runScenario';
import { cureLayout } from '../../src/stage/pictures/cure/layout';
import {
  cureByKey,
  learn,
  placed,
  rowsOf,
  scoreOf,
  type Known,
} from '../../src/stage/pictures/cure/model';
import {
  cellSpoken,
  cellWords,
  columnWords,
  scoreWords,
} from '../../src/stage/pictures/cure/words';

const told = scenario.picture as Picture<'cure'>;
const DIRECT = writePlacement(everywhere('direct'));
const values = { ticket: 1, cures: DIRECT };
const recording = runScenario(scenario, 'cure', values);
const points = [...scenario.sweep!.work(scenario, { variantId: 'cure', values })].length;

/** What a sweep beside a placement comes to. */
function sweepOf(cures: number) {
  const work = scenario.sweep!.work(scenario, { variantId: 'cure', values: { ticket: 1, cures } });
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

describe('the rows', () => {
  test('say nothing of runs that are not there', () => {
    const known: Known = new Map();
    learn(known, told, recording, []);
    const rows = rowsOf(known, told, values, recording.reactor);
    expect(rows.map(({ judgement }) => judgement !== null)).toEqual([
      true,
      ...Array(7).fill(false),
    ]);
    expect(columnWords('worst', rows[1]!)).toBe('…');
    expect(scoreOf(rows)).toBeNull();
    expect(scoreWords(null, 8, told.budgetNs, false)).toEqual([]);
  });

  test('keep what was tried beside what is chosen, and tell what all of it comes to', () => {
    const known: Known = new Map();
    learn(known, told, recording, sweepOf(DIRECT));
    const next = placed(told, values, 2, 4);
    const after = runScenario(scenario, 'cure', next);
    learn(known, told, after, []);
    const rows = rowsOf(known, told, next, after.reactor);
    expect(points).toBe(8);
    expect(rows.map(({ chosen }) => chosen)).toEqual([0, 0, 4, 0, 0, 0, 0, 0]);
    expect(rows.map(({ isPresent }) => isPresent).indexOf(true)).toBe(2);
    expect(rows[2]!.tried.map((cell) => cell && cellWords(cell))).toEqual([
      'A B',
      null,
      null,
      null,
      '✓',
      null,
      null,
      null,
    ]);
    expect(rows[2]!.tried.map(cellSpoken).slice(3, 5)).toEqual(['', ', nobody else waits']);
    expect(cellSpoken(rows[2]!.tried[0]!)).toBe(', A and B wait');
    expect(scoreOf(rows)!.kept).toBe(2);
    expect(scoreWords(scoreOf(rows), 8, told.budgetNs, true)[0]).toMatch(
      /^On 2 of 8 tickets nobody else waits for longer than 25 ms\. Memory of all: 1\.7 MB/,
    );
  });

  test('of the other reactor are other runs', () => {
    const known: Known = new Map();
    learn(known, told, recording, []);
    expect(rowsOf(known, told, values, 'epoll')[0]!.judgement).toBeNull();
  });
});

test('a key leads to the next cure and round, and no other key does', () => {
  expect(cureByKey('ArrowRight', 7, 8)).toBe(0);
  expect(cureByKey('ArrowUp', 0, 8)).toBe(7);
  expect(cureByKey('a', 0, 8)).toBeNull();
  expect(cureByKey('constructor', 0, 8)).toBeNull();
});

test('a placement leaves the other tickets as they are', () => {
  const next = placed(told, { ticket: 1, cures: DIRECT }, 7, 3);
  expect(next['ticket']).toBe(8);
  expect(told.read(next['cures']!)).toEqual([0, 0, 0, 0, 0, 0, 0, 3]);
});

const layouts = (['wide', 'medium', 'phone', 'embed', 'half'] as const).flatMap((size) =>
  [0, 4, 7].map((at) => [size, at] as const),
);

describe.each(layouts)('the %s layout, at ticket %i', (size, at) => {
  const layout = cureLayout(size, 8, 8, at);
  test('has everything inside, and cells that a finger can hit where it is a phone', () => {
    const rows = layout.rows.filter((row) => row !== null);
    expect(rows).toHaveLength(size === 'half' ? 1 : 8);
    for (const { cells } of rows) {
      for (const [i, cell] of cells.entries()) {
        expect(cell.x + cell.width).toBeLessThanOrEqual(cells[i + 1]?.x ?? layout.width);
        if (size === 'phone') expect(cell.height).toBeGreaterThanOrEqual(44);
      }
    }
    // What the ticket comes to is under its row on a phone and in half a slide, and under all of them elsewhere.
    const above = layout.rows[size === 'phone' || size === 'half' ? at : 7]!;
    expect(above.y + above.height).toBeLessThan(layout.verdictY - layout.labelPx);
    expect(layout.scoreY).toBeLessThan(layout.height);
    const { lesson } = layout;
    expect(lesson === null).toBe(size === 'embed' || size === 'half');
    if (lesson === null) return;
    expect(layout.scoreY).toBeLessThan(lesson.y + lesson.height);
    const below = layout.rows[at + 1];
    if (size === 'phone' && below) expect(lesson.y + lesson.height).toBeLessThanOrEqual(below.y);
    expect(lesson.y + lesson.height).toBeLessThanOrEqual(layout.height);
  });
});
