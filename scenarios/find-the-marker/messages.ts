/** How a variant tells where a message ends. */
export type Framing = 'crlf' | 'lf' | 'int32' | 'raw';

const DIGITS = ['12', '34', '56', '78', '91'] as const;

/** The `number`th message (0–4): JSON of `sizeBytes` bytes, a list of small numbers or, of one byte, a number. */
export function messageOf(number: number, sizeBytes: number): string {
  const [first, next] = DIGITS[number % DIGITS.length]!.split('') as [string, string];
  if (sizeBytes === 1) return first;
  if (sizeBytes === 2) return '[]';
  const pairs = `,${next}`.repeat(Math.floor((sizeBytes - 3) / 2));
  return `[${first}${pairs}${sizeBytes % 2 === 0 ? next : ''}]`;
}

/** A message as it goes over the wire. */
export function framed(message: string, framing: Framing): string {
  if (framing === 'lf') return `${message}\n`;
  if (framing !== 'int32') return `${message}\r\n`;
  const { length } = message;
  return (
    String.fromCharCode(length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255) +
    message
  );
}

/** What A sends when it forgets the marker or the length: a list that never ends. */
export const ENDLESS = `[${'1,'.repeat(8999)}1`;
