/** What a piece of Python is, as far as its look goes. */
export interface PythonToken {
  kind: 'keyword' | 'string' | 'comment' | 'number' | 'constant' | 'plain';
  text: string;
}

const keywords =
  'False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|' +
  'global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield';

const pattern = new RegExp(
  [
    '(?<comment>#.*)',
    '(?<string>\\b[bBrRfFuU]{0,2}(?:"(?:[^"\\\\]|\\\\.)*"|\'(?:[^\'\\\\]|\\\\.)*\'))',
    `(?<keyword>\\b(?:${keywords})\\b)`,
    '(?<constant>\\b[A-Z][A-Z0-9_]+\\b)',
    '(?<number>\\b\\d[\\d_.]*\\b)',
  ].join('|') +
    // A quote may begin without a word before it.
    '|(?<bare>"(?:[^"\\\\]|\\\\.)*"|\'(?:[^\'\\\\]|\\\\.)*\')',
  'g',
);

/** One line of Python in pieces that are drawn differently. A string of several lines is not told apart. */
export function pythonTokens(line: string): PythonToken[] {
  const tokens: PythonToken[] = [];
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > end) tokens.push({ kind: 'plain', text: line.slice(end, match.index) });
    tokens.push({ kind: kindOf(match.groups!), text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < line.length) tokens.push({ kind: 'plain', text: line.slice(end) });
  return tokens;
}

function kindOf(groups: Record<string, string | undefined>): PythonToken['kind'] {
  if (groups['comment'] !== undefined) return 'comment';
  if (groups['string'] !== undefined || groups['bare'] !== undefined) return 'string';
  if (groups['keyword'] !== undefined) return 'keyword';
  return groups['number'] !== undefined ? 'number' : 'constant';
}

/**
 * The lines of a file, with each constant's present value in the line that sets it (`BLOCK = 3.0`), as
 * real Twisted would run it.
 */
export function sourceLines(
  source: string,
  constants: Readonly<Record<string, string>>,
): { text: string; value: string | null }[] {
  return source
    .replace(/\n+$/, '')
    .split('\n')
    .map((text) => {
      const match = /^([A-Z][A-Z0-9_]*)( = )([^\s#]+)(.*)$/.exec(text);
      const value = match ? constants[match[1]!] : undefined;
      if (!match || value === undefined) return { text, value: null };
      return { text: `${match[1]}${match[2]}${value}${match[4]}`, value };
    });
}
