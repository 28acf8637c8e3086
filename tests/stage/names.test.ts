import { describe, expect, test } from 'vitest';
import { machineLayout } from '../../src/stage/pictures/machine/machine';
import { longestName, markLetters, tableColumns } from '../../src/stage/kit/names';
import { fitText, textWidth } from '../../src/stage/kit/text';
import { timelineLayout, type TimelineSize } from '../../src/stage/lanes/timeline';

const bold = { bold: true };
const names = {
  letter: 'A',
  usual: 'client-0',
  twenty: 'a-client-of-20-chars',
  hundred: 'long'.repeat(25),
  wide: 'WMWMWMWM',
  cjk: '客户端一号机器名称',
  rtl: 'לקוח־ראשון',
};
const layers = ['wire', 'receiveBuffer', 'listenQueue', 'readiness', 'reactor', 'loop'] as const;

describe('letters of a mark', () => {
  test.each([
    ['A', 'A'],
    ['A#2', 'A'],
    ['client-0', '0'],
    ['client-12', '12'],
    ['client-1234567', 'c…'],
    ['client', 'c…'],
    ['客户端', '客'],
  ])('%s: %s', (name, letters) => {
    expect(markLetters(name, 26, 14)).toBe(letters);
  });
});

test('a character of Chinese, Japanese or Korean is as wide as its font is high', () => {
  expect(textWidth('客户', 10)).toBeGreaterThanOrEqual(20);
  expect(textWidth('テスト', 10)).toBeGreaterThanOrEqual(30);
  expect(textWidth('한국', 10)).toBeGreaterThanOrEqual(20);
});

test.each(Object.entries(names))('%s: no name reaches into the cells of the table', (_, name) => {
  const { nameX, nameRoom, readX, writeX, terse, labelPx, cell, table } = machineLayout(
    ...(['wide', 4, layers, ['A', 'B', name]] as const),
  );
  const shown = fitText(name, nameRoom, labelPx, bold);
  expect(shown).not.toBe('');
  const half = terse ? cell.width / 2 : Math.max(cell.width, textWidth('not asked', labelPx)) / 2;
  expect(nameX! + textWidth(shown, labelPx, bold)).toBeLessThan(readX - half);
  expect(writeX! - readX).toBeGreaterThan(cell.width);
  expect(writeX! + cell.width / 2).toBeLessThan(table!.x + table!.width);
});

test('names of a letter leave the columns where they are; client-0 is read whole', () => {
  const usual = machineLayout('wide', 4, layers);
  expect(machineLayout('wide', 4, layers, ['A', 'B', 'C', 'D'])).toEqual(usual);
  const { nameRoom, labelPx, terse } = machineLayout('wide', 1, layers, ['client-0']);
  expect(terse).toBe(true);
  expect(fitText('client-0', nameRoom, labelPx, bold)).toBe('client-0');
});

test.each(['listen', 'waker'])('the reactor’s own %s is read whole', (label) => {
  const { ownRoom, labelPx } = machineLayout('wide', 4, layers, ['A', 'B', 'C', 'D']);
  expect(fitText(label, ownRoom, labelPx, bold)).toBe(label);
});

test('how far a name is looked at ends where it can no longer fit', () => {
  expect(longestName(['A', 'x'.repeat(1e6)], 100, 14)).toBe(100);
  const table = { right: 718, nameX: 520, readX: 596, writeX: 677, cellWidth: 34 };
  expect(tableColumns(['x'.repeat(1e6)], table, 14).terse).toBe(true);
});

describe.each<TimelineSize>(['wide', 'medium', 'phone', 'embed'])('lanes, %s', (size) => {
  const run = [{ clients: 4, workers: false }];

  test('names of a letter leave the plot where it is', () => {
    expect(timelineLayout(size, run, ['A', 'B'])).toEqual(timelineLayout(size, run));
  });

  test.each(Object.entries(names))(
    '%s: the plot begins after the names, and keeps its room',
    (_, name) => {
      const { plot, width, labelX } = timelineLayout(size, run, [name]);
      expect(plot.x0).toBeGreaterThanOrEqual(timelineLayout(size, run).plot.x0);
      expect(plot.x0).toBeLessThanOrEqual(
        Math.max(timelineLayout(size, run).plot.x0, labelX + width * 0.22),
      );
      expect(plot.x1 - plot.x0).toBeGreaterThan(width * 0.45);
    },
  );
});
