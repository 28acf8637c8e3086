import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { linesUpTo } from '../../src/player/world/lines';
import { runScenario } from '../../src/scenario/runScenario';
import {
  codeLayout,
  codeWindow,
  GUTTER_EM,
  rowsOf,
  type CodeLayout,
} from '../../src/stage/code/code';

const box = { width: 912, height: 360 };
const lines = (count: number, text = 'x = 1'): string =>
  Array.from({ length: count }, () => text).join('\n');
const layoutOf = (source: string): CodeLayout => codeLayout(source, {}, box);
const textOf = (text: string, columns: number): string[] =>
  rowsOf(text, columns).map(({ tokens }) => tokens.map((token) => token.text).join(''));

describe('the size', () => {
  test('is the largest in which all lines can be seen', () => {
    const sizes = [5, 13, 14, 16, 17].map((count) => layoutOf(lines(count)).sizePx);
    expect(sizes).toEqual([22, 22, 20, 18, 17]);
  });

  test('of code that is longer is one in which its lines fit', () => {
    expect(layoutOf(lines(40)).sizePx).toBe(20);
    expect(layoutOf(lines(40, 'x'.repeat(72))).sizePx).toBe(20);
    expect(layoutOf(lines(40, 'x'.repeat(78))).sizePx).toBe(18);
    expect(layoutOf(lines(40, 'x'.repeat(200))).sizePx).toBe(17);
  });

  test('may let one line in ten go on below', () => {
    const long = 'x'.repeat(100);
    expect(layoutOf(`${lines(37)}\n${lines(3, long)}`).sizePx).toBe(20);
    expect(layoutOf(`${lines(33)}\n${lines(7, long)}`).sizePx).toBe(17);
  });
});

describe('a line that is too long', () => {
  test('goes on below, further in, behind a space or at its comment', () => {
    expect(textOf('    call(first, second)', 16)).toEqual(['call(first,', 'second)']);
    expect(rowsOf('    call(first, second)', 16).map(({ column }) => column)).toEqual([4, 6]);
    expect(textOf('    x = y  # because of that', 20)).toEqual(['x = y', '# because of', 'that']);
    expect(textOf('    self.transport.abortConnection()', 28)).toEqual([
      'self.transport',
      '.abortConnection()',
    ]);
    expect(textOf('x = b"hello\\r\\n"', 14)).toEqual(['x =', 'b"hello\\r\\n"']);
    expect(textOf('abcdefghij', 4)).toEqual(['abcd', 'ef', 'ghij']);
    expect(textOf('', 4)).toEqual(['']);
  });

  test('loses nothing, and no row is wider than there is room', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '#', '"', '(', '1'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 40 }), (line, columns) => {
        const indented = line.trimEnd().slice(0, 60);
        const rows = rowsOf(indented, Math.max(columns, indented.search(/\S|$/) + 4));
        const room = Math.max(columns, indented.search(/\S|$/) + 4);
        for (const row of rows) {
          expect(row.column + row.length).toBeLessThanOrEqual(room);
          expect(row.tokens.map((token) => token.text).join('')).toHaveLength(row.length);
        }
        const letters = (of: string): string => of.replaceAll(' ', '');
        const drawn = rows.flatMap(({ tokens }) => tokens.map((token) => token.text)).join('');
        expect(letters(drawn)).toBe(letters(indented));
      }),
    );
  });

  test('has its value where it stands', () => {
    const { lines } = codeLayout('BLOCK = 3.0  # seconds', { BLOCK: '12.5' }, box);
    expect(lines[0]!.value).toEqual({ column: 8, text: '12.5' });
  });
});

describe('the part that can be seen', () => {
  const long = layoutOf(lines(40));
  const { rowCount } = long;

  test('is all, where all fits', () => {
    expect(codeWindow(layoutOf(lines(10)), [10, 1])).toEqual({ from: 0, to: 10 });
  });

  test('begins at the top, moves no further than it must, and stays', () => {
    expect(rowCount).toBe(14);
    expect(codeWindow(long, [])).toEqual({ from: 0, to: 14 });
    expect(codeWindow(long, [13])).toEqual({ from: 0, to: 14 });
    expect(codeWindow(long, [14])).toEqual({ from: 1, to: 15 });
    expect(codeWindow(long, [40])).toEqual({ from: 26, to: 40 });
    expect(codeWindow(long, [40, 31])).toEqual({ from: 26, to: 40 });
    expect(codeWindow(long, [40, 28])).toEqual({ from: 23, to: 37 });
    expect(codeWindow(long, [40, 28, 35])).toEqual({ from: 23, to: 37 });
    expect(codeWindow(long, [40, 1])).toEqual({ from: 0, to: 14 });
  });

  test('has the line that runs in it, whole, whatever ran before', () => {
    const text = fc.array(fc.constantFrom('x', 'x'.repeat(100), 'x '.repeat(180)), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { minLength: 1, maxLength: 9 }), (texts, picks) => {
        const layout = layoutOf(texts.join('\n'));
        const ran = picks.map((pick) => 1 + (pick % texts.length));
        const { from, to } = codeWindow(layout, ran);
        expect(from).toBeLessThan(ran.at(-1)!);
        expect(to).toBeGreaterThanOrEqual(ran.at(-1)!);
        const rows = layout.lines.slice(from, to).reduce((sum, line) => sum + line.rows.length, 0);
        expect(rows).toBeLessThanOrEqual(layout.rowCount);
      }),
    );
  });
});

describe.each(scenarios.flatMap((scenario) => scenario.variants.map((v) => ({ scenario, v }))))(
  '$scenario.id, $v.id',
  ({ scenario, v }) => {
    const recording = runScenario(scenario, v.id);

    test.each([912, 768])('fits %i units, at each of its events', (width) => {
      const layout = codeLayout(v.python, {}, { width, height: 360 });
      for (const { rows } of layout.lines) {
        for (const { column, length } of rows) {
          const end = GUTTER_EM * layout.sizePx + (column + length) * layout.columnPx;
          expect(end).toBeLessThanOrEqual(width);
        }
      }
      const lines = linesUpTo(recording, recording.events.length - 1);
      // The window after a line follows from the one before it: each such pair is looked at once.
      const seen = new Map<string, number>();
      let top = 0;
      lines.forEach((line, i) => {
        const pair = `${top} ${line}`;
        if (!seen.has(pair)) {
          const { from, to } = codeWindow(layout, lines.slice(0, i + 1));
          // What runs is not at the edge, where there is more beyond it.
          expect(to).toBeGreaterThanOrEqual(Math.min(layout.lines.length, line + 1));
          expect(from).toBeLessThanOrEqual(Math.max(0, line - 5));
          seen.set(pair, from);
        }
        top = seen.get(pair)!;
      });
    });
  },
);
