import { wholePart } from './cut';
import { foreignText } from './foreign';
import { fail } from './refusal';

/** What a text holds. `isCut`: it ends in the middle, and this is what it has up to its last whole event. */
export interface ParsedText {
  document: unknown;
  isCut: boolean;
}

/**
 * The JSON document of a text. A byte order mark before it and what `npm run` prints before a program's output
 * (lines that begin with `>`) are skipped.
 * @throws RecordingError if the text is no JSON; where it is another program's, its name.
 */
export function parseText(text: string): ParsedText {
  const json = text.slice(beginOf(text));
  try {
    return { document: JSON.parse(json) as unknown, isCut: false };
  } catch (error) {
    const foreign = foreignText(json);
    if (foreign !== null) fail('', foreign);
    if (json === '') fail('', 'A recording is a JSON document; this text is empty.');
    // Some engines recurse: what they say of their stack is no fault of the text's JSON.
    if (!(error instanceof SyntaxError)) {
      fail('', 'The text nests lists and objects too deep to be read.');
    }
    const whole = wholePart(json);
    if (whole !== null) return { document: whole, isCut: true };
    const why = error.message.split('\n')[0]!;
    return fail('', `A recording is a JSON document; this text is not JSON (${cut(why)}).`);
  }
}

const cut = (text: string): string => (text.length > 160 ? `${text.slice(0, 159)}…` : text);

const BYTE_ORDER_MARK = '\ufeff';

/** Where the document begins. */
function beginOf(text: string): number {
  let at = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++;
    if (text[at] !== '>') return at;
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    at = end + 1;
  }
}
