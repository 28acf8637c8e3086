/** Why a correction is true. Whoever doubts it can look or measure. */
export type Evidence =
  /** Lines of Twisted 26.4.0, below the package's folder; `holds` is text that stands in them. */
  | { kind: 'source'; file: string; lines: string; holds: string; says: string }
  /** Measured on real Twisted 22.4 with CPython 3.11, on a noisy Linux machine with two cores. */
  | { kind: 'measured'; says: string }
  /** What another text says: a standard, a manual. */
  | { kind: 'text'; says: string; where: string };

export function source(file: string, lines: string, holds: string, says: string): Evidence {
  return { kind: 'source', file, lines, holds, says };
}

export function measured(says: string): Evidence {
  return { kind: 'measured', says };
}

export function text(where: string, says: string): Evidence {
  return { kind: 'text', where, says };
}
