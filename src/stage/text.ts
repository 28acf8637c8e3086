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
  return 0.62;
}

/** Width of one line of text in the unit of `sizePx`. */
export function textWidth(text: string, sizePx: number, style: TextStyle = {}): number {
  if (style.mono) return [...text].length * monoEm * sizePx;
  let em = 0;
  for (const char of text) em += charEm(char);
  return em * sizePx * (style.bold ? 1.13 : 1);
}

/** The text, or its beginning and "…", within `maxPx`. Empty when not even "…" fits. */
export function fitText(
  text: string,
  maxPx: number,
  sizePx: number,
  style: TextStyle = {},
): string {
  if (textWidth(text, sizePx, style) <= maxPx) return text;
  const chars = [...text];
  while (chars.length > 0) {
    chars.pop();
    const shorter = `${chars.join('').trimEnd()}…`;
    if (textWidth(shorter, sizePx, style) <= maxPx) return chars.length > 0 ? shorter : '';
  }
  return '';
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
    const fits = lines.length > 0 && textWidth(longer, sizePx, style) <= roomPx;
    if (fits) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The first of the candidates that fits, else an empty string. */
export function firstFit(
  candidates: readonly string[],
  maxPx: number,
  sizePx: number,
  style: TextStyle = {},
): string {
  return candidates.find((text) => textWidth(text, sizePx, style) <= maxPx) ?? '';
}

/** Virtual time in seconds, without the unit: `3.2`. */
export function secondsText(timeNs: number, digits = 1): string {
  return (timeNs / 1e9).toFixed(digits);
}

/** `1 byte`, `8 bytes`, `64 KiB`. */
export function sizeText(sizeBytes: number): string {
  if (sizeBytes >= 10 * 1024 * 1024) return `${Math.round(sizeBytes / (1024 * 1024))} MiB`;
  if (sizeBytes >= 10 * 1024) return `${Math.round(sizeBytes / 1024)} KiB`;
  return sizeBytes === 1 ? '1 byte' : `${sizeBytes} bytes`;
}
