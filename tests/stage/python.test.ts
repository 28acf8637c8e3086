import { describe, expect, it } from 'vitest';
import { pythonTokens, sourceLines } from '../../src/stage/code/python';
import { fitText, textWidth } from '../../src/stage/kit/text';

describe('pythonTokens', () => {
  it.each([
    ['def f(x):', ['keyword:def']],
    ['BLOCK = 3.0  # seconds', ['constant:BLOCK', 'number:3.0', 'comment:# seconds']],
    ['    if line == b"REPORT":', ['keyword:if', 'string:b"REPORT"']],
    ["x = 'a # b'", ["string:'a # b'"]],
    ['return b"it\\"s"', ['keyword:return', 'string:b"it\\"s"']],
    ['format(definition)', []],
  ])('%s', (line, kinds) => {
    const tokens = pythonTokens(line);
    expect(tokens.map((token) => token.text).join('')).toBe(line);
    expect(
      tokens.filter(({ kind }) => kind !== 'plain').map(({ kind, text }) => `${kind}:${text}`),
    ).toEqual(kinds);
  });
});

describe('sourceLines', () => {
  it('puts the present value where the file sets the constant, and nowhere else', () => {
    const lines = sourceLines('BLOCK = 3.0  # seconds\n\ntime.sleep(BLOCK)\n', { BLOCK: '0.5' });
    expect(lines).toEqual([
      { text: 'BLOCK = 0.5  # seconds', value: '0.5' },
      { text: '', value: null },
      { text: 'time.sleep(BLOCK)', value: null },
    ]);
  });
});

describe('fitText', () => {
  it('never exceeds its room', () => {
    for (let room = 0; room < 200; room += 3) {
      const text = fitText('a client with a long role', room, 14);
      expect(text === '' || textWidth(text, 14) <= room).toBe(true);
    }
  });
});
