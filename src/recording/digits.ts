/** A whole number with a comma between its thousands, whatever the reader's language: `16,384`. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
