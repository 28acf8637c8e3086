/** A whole number with a comma between its thousands, whatever the reader's language: `16,384`. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** So many bytes, counted out: `1 byte`, `16,384 bytes`. */
export const inBytes = (n: number): string => (n === 1 ? '1 byte' : `${grouped(n)} bytes`);
