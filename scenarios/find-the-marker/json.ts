import { ValueError } from '../../src/twisted/python/exceptions';

/** Python's json.decoder.JSONDecodeError. */
export class JSONDecodeError extends ValueError {
  override readonly name: string = 'JSONDecodeError';

  constructor(problem: string, text: string, at: number) {
    const before = text.slice(0, at).split('\n');
    super(`${problem}: line ${before.length} column ${before.at(-1)!.length + 1} (char ${at})`);
  }
}

type Json = number | Json[];

/**
 * Python's `json.loads` of numbers and lists, which is all that is sent here, with its messages.
 *
 * Follows CPython's json/decoder.py and Modules/_json.c (`_parse_array_unicode`).
 * @throws JSONDecodeError
 */
export function jsonLoads(text: string): Json {
  const [value, end] = valueAt(text, afterSpace(text, 0));
  const rest = afterSpace(text, end);
  if (rest !== text.length) throw new JSONDecodeError('Extra data', text, rest);
  return value;
}

function valueAt(text: string, at: number): [Json, number] {
  if (text[at] === '[') return listAt(text, at);
  const number = /^\d+/.exec(text.slice(at, at + 20))?.[0];
  if (number === undefined) throw new JSONDecodeError('Expecting value', text, at);
  return [Number(number), at + number.length];
}

function listAt(text: string, start: number): [Json[], number] {
  const list: Json[] = [];
  let at = afterSpace(text, start + 1);
  if (text[at] === ']') return [list, at + 1];
  for (;;) {
    const [value, end] = valueAt(text, at);
    list.push(value);
    at = afterSpace(text, end);
    if (text[at] === ']') return [list, at + 1];
    if (text[at] !== ',') throw new JSONDecodeError("Expecting ',' delimiter", text, at);
    at = afterSpace(text, at + 1);
  }
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++;
  return at;
}
