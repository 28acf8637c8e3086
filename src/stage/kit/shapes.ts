/** Clients are told apart by shape and letter, never by colour. */

/** In a smaller shape the letter could not be read: it stands beside it. */
export const letterRadiusMin = 12;

/** Where the letter sits below the centre, in radii, so that it looks centred in its shape. */
export interface ClientShape {
  path: string;
  letterDy: number;
  /** Share of the radius that the letter may take as its font size. */
  letterScale: number;
}

function polygon(points: number, radius: number, turn: number): string {
  const corners = Array.from({ length: points }, (_, i) => {
    const angle = turn + (i * 2 * Math.PI) / points;
    return `${round(radius * Math.cos(angle))},${round(radius * Math.sin(angle))}`;
  });
  return `M${corners.join('L')}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function circle(r: number): string {
  return `M${-r},0A${r},${r} 0 1 1 ${r},0A${r},${r} 0 1 1 ${-r},0Z`;
}

function square(r: number): string {
  const s = round(r * 0.92);
  const c = round(r * 0.2);
  return `M${-s + c},${-s}H${s - c}Q${s},${-s} ${s},${-s + c}V${s - c}Q${s},${s} ${s - c},${s}H${-s + c}Q${-s},${s} ${-s},${s - c}V${-s + c}Q${-s},${-s} ${-s + c},${-s}Z`;
}

const up = -Math.PI / 2;

/** The outline of the client that appeared as number `index` (from 0), around 0,0. */
export function clientShape(index: number, radius: number): ClientShape {
  const r = radius;
  switch (index % 7) {
    case 0:
      return { path: circle(r), letterDy: 0, letterScale: 1.08 };
    case 1:
      return { path: square(r), letterDy: 0, letterScale: 1.08 };
    case 2: {
      const path = `M0,${round(-1.08 * r)}L${round(1.2 * r)},${round(0.92 * r)}H${round(-1.2 * r)}Z`;
      return { path, letterDy: 0.3 * r, letterScale: 1.08 };
    }
    case 3:
      return { path: polygon(4, 1.2 * r, up), letterDy: 0, letterScale: 1.08 };
    case 4:
      return { path: polygon(6, 1.08 * r, 0), letterDy: 0, letterScale: 1.08 };
    case 5:
      return { path: polygon(5, 1.12 * r, up), letterDy: 0.06 * r, letterScale: 1.08 };
    default:
      return { path: polygon(8, 1.06 * r, Math.PI / 8), letterDy: 0, letterScale: 1.08 };
  }
}

/** The number that gives a row its shape: a client's second connection, `A#2`, looks like its first. */
export function shapeIndex(clients: readonly { name: string }[], index: number): number {
  const { name } = clients[index]!;
  const own = name.replace(/#\d+$/, '');
  if (own === name) return index;
  const first = clients.findIndex((client) => client.name === own);
  return first < 0 ? index : first;
}

/** The same number for each of some names. */
export function shapeIndexes(
  clients: readonly { name: string }[],
  names: readonly string[],
): Map<string, number> {
  const wanted = new Set(names);
  const found = new Map<string, number>();
  for (const [i, { name }] of clients.entries()) {
    if (wanted.has(name)) found.set(name, shapeIndex(clients, i));
    if (found.size === wanted.size) break;
  }
  return found;
}
