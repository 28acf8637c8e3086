import { encode } from 'uqr';

/** White around a code, in modules, without which readers do not find it. */
const QUIET = 4;

/**
 * A QR code as an SVG that stands alone, black on white in any theme.
 *
 * @param title its name for those who do not see it
 * @throws Error when the text is too long for a code (2,331 bytes)
 */
export function qrSvg(text: string, title: string): string {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET });
  const path = data
    .map((row, y) => runs(row).map(([from, length]) => `M${from} ${y}h${length}v1h-${length}z`))
    .flat()
    .join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" ` +
    `aria-label="${escaped(title)}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`
  );
}

/** Where a row is dark: where each stretch begins and how long it is. */
function runs(row: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = found.at(-1);
    if (!dark) return;
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1;
    else found.push([x, 1]);
  });
  return found;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
