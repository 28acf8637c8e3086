import { ValueError } from '../python/exceptions';

/** The parts of an endpoint's description: what has no name, and what has. */
export interface Described {
  args: string[];
  named: Record<string, string>;
}

/**
 * Takes `tcp:8000:interface=127.0.0.1` apart: parts between colons, `name=value` apart from the others. A backslash
 * takes the meaning from what follows it.
 *
 * Follows twisted/internet/endpoints.py (_parse, _tokenize).
 */
export function parseDescription(description: string): Described {
  const parts: [string, string?][] = [['']];
  for (let n = 0; n < description.length; n++) {
    const part = parts.at(-1)!;
    const character = description[n]!;
    if (character === ':') parts.push(['']);
    // A value may have an equals sign of its own.
    else if (character === '=' && part.length === 1) part.push('');
    else part[part.length - 1]! += character === '\\' ? (description[++n] ?? '') : character;
  }
  const described: Described = { args: [], named: {} };
  for (const [first, value] of parts) {
    if (value === undefined) described.args.push(first);
    else described.named[first] = value;
  }
  return described;
}

/** Python's `int(text)` of a number that is not negative. Throws `ValueError`. */
export function wholeNumber(text: string | undefined): number {
  if (text !== undefined && /^\s*\d+\s*$/.test(text)) return Number(text);
  throw new ValueError(`invalid literal for int() with base 10: '${text ?? ''}'`);
}
