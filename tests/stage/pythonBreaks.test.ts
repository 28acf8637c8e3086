import { describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { rowsOf } from '../../src/stage/code/code';
import { pythonBreaks, pythonChunks } from '../../src/stage/code/pythonBreaks';

const chunks = (line: string): string[] =>
  pythonChunks(line).map(({ tokens }) => tokens.map(({ text }) => text).join(''));

describe('a line of Python', () => {
  test.each([
    ['    self.transport.abortConnection()', ['    self.transport', '.abortConnection()']],
    ['    self.sendLine(line)', ['    self.sendLine(', 'line)']],
    ['reactor.listenTCP(8000, f)', ['reactor', '.listenTCP(', '8000,', 'f)']],
    ['x = b"hello\\r\\n"', ['x', '=', 'b"hello\\r\\n"']],
    ['x = b"a\\r\\nb \\x41c"', ['x', '=', 'b"a\\r\\n', 'b', '\\x41', 'c"']],
    ['PAUSE = 0.25  # a while', ['PAUSE', '=', '0.25', '#', 'a', 'while']],
    ['if x[0].y == -1:', ['if', 'x[', '0]', '.y', '==', '-1:']],
    ['f()', ['f()']],
    ['', ['']],
  ])('%s', (line, expected) => {
    expect(chunks(line)).toEqual(expected);
  });

  test('is whole again when its chunks are put together', () => {
    for (const line of everyLine) {
      const again = pythonChunks(line).map(({ tokens, space }) =>
        [...tokens.map(({ text }) => text), space].join(''),
      );
      expect(again.join('')).toBe(line);
    }
  });
});

const sources = scenarios.flatMap(({ id, variants }) =>
  variants.map((variant) => [`${id}, ${variant.id}`, variant.python] as const),
);
const everyLine = sources.flatMap(([, source]) => source.split('\n'));

/** Of a token of Python, told by its own rules: a name, a number, an escape. */
const WHOLE = /[A-Za-z_]\w*|\d[\d_.]*|\\x[\da-fA-F]{2}|\\./g;

/** What is cut in two by a break there, or null. */
function cutAt(line: string, place: number): string | null {
  for (const { index, 0: token } of line.matchAll(WHOLE)) {
    if (index < place && place < index + token.length) return token;
  }
  return null;
}

test('a break in a name, a number or an escape is found', () => {
  expect(cutAt('self.abortConnection()', 10)).toBe('abortConnection');
  expect(cutAt('b"hello\\r\\n"', 8)).toBe('\\r');
  expect(cutAt('self.abort()', 4)).toBeNull();
});

describe.each(sources)('%s', (_, source) => {
  const lines = source.replace(/\n+$/, '').split('\n');

  test('begins with code, as its first line is number 1', () => {
    expect(lines[0]!.trim()).not.toBe('');
  });

  test('breaks in no token, and before nothing that closes', () => {
    for (const line of lines) {
      for (const place of pythonBreaks(line)) {
        expect([line, cutAt(line, place)]).toEqual([line, null]);
        expect(line[place]).not.toMatch(/[)\]},:]/);
      }
    }
  });

  // A phone has 37 characters beside the numbers, the rail of a page 38, an embed 70 to 90.
  test.each([34, 37, 38, 44, 60, 75])('in %i columns no row is too long or empty', (columns) => {
    for (const line of lines) {
      const rows = rowsOf(line, columns);
      let at = 0;
      for (const row of rows) {
        const text = row.tokens.map((token) => token.text).join('');
        expect(row.column + row.length).toBeLessThanOrEqual(columns);
        if (line !== '') expect(text).not.toBe('');
        at = line.indexOf(text, at);
        expect(cutAt(line, at)).toBeNull();
        at += text.length;
        expect(cutAt(line, at)).toBeNull();
      }
    }
  });
});
