// Stands in for d3-format in the built site: d3-scale asks it for plain decimals alone, with grouped
// thousands (`,f`), when it labels ticks.

interface Specifier {
  type: string;
  precision: number | undefined;
}

/** Knows `,f` and no other. */
export function formatSpecifier(specifier: string): Specifier {
  if (specifier !== ',f')
    throw new Error(`the format "${specifier}" is left out of the built site`);
  return { type: 'f', precision: undefined };
}

/** Decimals that values `step` apart need. */
export function precisionFixed(step: number): number {
  return Math.max(0, -exponent(Math.abs(step)));
}

export function format({ precision = 6 }: Specifier): (value: number) => string {
  return (value) => {
    const [whole = '', decimals] = Math.abs(value).toFixed(precision).split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    const text = decimals === undefined ? grouped : `${grouped}.${decimals}`;
    return value < 0 && Number(text.replace(/,/g, '')) !== 0 ? `−${text}` : text;
  };
}

function leftOut(): never {
  throw new Error('this format is left out of the built site: see build/lean.ts');
}
export { leftOut as formatPrefix, leftOut as precisionPrefix, leftOut as precisionRound };

function exponent(value: number): number {
  return value === 0 ? NaN : Number(value.toExponential().split('e')[1]);
}
