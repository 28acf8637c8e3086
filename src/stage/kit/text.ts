/**
 * Widths of text without a browser: pictures are made on the server too, and must fit there already.
 * The figures are those of DejaVu Sans, one of the widest fonts in use, so an estimate errs to the safe side.
 */

export interface TextStyle {
  bold?: boolean;
  mono?: boolean;
}

const monoEm = 0.61;

function charEm(char: string): number {
  if ("iljI'|!".includes(char)) return 0.32;
  if ('.,:; ft()[]-r/'.includes(char)) return 0.4;
  if ('mwMW%@→…—'.includes(char)) return 0.98;
  if (char >= '0' && char <= '9') return 0.64;
  if (char >= 'A' && char <= 'Z') return 0.69;
  if (char >= '\u1100' && isWide(char.codePointAt(0)!)) return 1.02;
  return 0.62;
}

/** Characters that East Asian fonts set in a square, and emoji. */
function isWide(code: number): boolean {
  return (
    code <= 0x115f ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xff60) ||
    code >= 0x1f300
  );
}

/** Width of one line of text in the unit of `sizePx`. */
export function textWidth(text: string, sizePx: number, style: TextStyle = {}): number {
  return measure(text, sizePx, style, Infinity);
}

/** True if the text is at most `maxPx` wide. Looks no further than that, however long the text is. */
export function fits(text: string, maxPx: number, sizePx: number, style: TextStyle = {}): boolean {
  return measure(text, sizePx, style, maxPx) <= maxPx;
}

const pxOf = (em: number, sizePx: number, style: TextStyle): number =>
  em * sizePx * (style.bold && !style.mono ? 1.13 : 1);

/** The width, or some width above `maxPx` as soon as it is certain to be above. */
function measure(text: string, sizePx: number, style: TextStyle, maxPx: number): number {
  let em = 0;
  let count = 0;
  for (const char of text) {
    em = style.mono ? ++count * monoEm : em + charEm(char);
    if (pxOf(em, sizePx, style) > maxPx) break;
  }
  return pxOf(em, sizePx, style);
}

/** The text, or its beginning and "…", within `maxPx`. Empty when not even "…" fits. */
export function fitText(
  text: string,
  maxPx: number,
  sizePx: number,
  style: TextStyle = {},
): string {
  if (fits(text, maxPx, sizePx, style)) return text;
  const ellipsisEm = style.mono ? monoEm : charEm('…');
  let em = 0;
  let count = 0;
  let at = 0;
  /** Where the text is cut: behind the last character that is no space and fits with an ellipsis. */
  let end = 0;
  let isSome = false;
  for (const char of text) {
    em = style.mono ? ++count * monoEm : em + charEm(char);
    at += char.length;
    const isSpace = /\s/.test(char);
    if (!isSpace && pxOf(em + ellipsisEm, sizePx, style) > maxPx) break;
    if (!isSpace) end = at;
    isSome = true;
  }
  return isSome && pxOf(ellipsisEm, sizePx, style) <= maxPx ? `${text.slice(0, end)}…` : '';
}

/** The first character, both halves of a surrogate pair. */
export function firstLetter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 32);
}

/** A text from outside where words run on: at most `max` characters, the last of them "…". */
export function shortText(text: string, max = 40): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  // Half of a surrogate pair is no character.
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** A text in lines of at most `roomPx`; a single word may be longer. */
export function wrapText(
  text: string,
  roomPx: number,
  sizePx: number,
  style: TextStyle = {},
): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    const goesOn = lines.length > 0 && fits(longer, roomPx, sizePx, style);
    if (goesOn) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The same, each line with whether it is bold: of a text that is, all are. */
export function wrapBold(
  text: string,
  roomPx: number,
  sizePx: number,
  bold: boolean,
): { line: string; bold: boolean }[] {
  return wrapText(text, roomPx, sizePx, { bold }).map((line) => ({ line, bold }));
}

/** The first of the candidates that fits, else an empty string. */
export function firstFit(
  candidates: readonly string[],
  maxPx: number,
  sizePx: number,
  style: TextStyle = {},
): string {
  return candidates.find((text) => fits(text, maxPx, sizePx, style)) ?? '';
}

/** `1 byte`, `8 bytes`, `64 KiB`. */
export function sizeText(sizeBytes: number): string {
  if (sizeBytes >= 10 * 1024 * 1024) return `${Math.round(sizeBytes / (1024 * 1024))} MiB`;
  if (sizeBytes >= 10 * 1024) return `${Math.round(sizeBytes / 1024)} KiB`;
  return sizeBytes === 1 ? '1 byte' : `${sizeBytes} bytes`;
}
