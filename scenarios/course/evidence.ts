/** Why a correction is true. Whoever doubts it can look or measure. */
export type Evidence =
  /** Lines of Twisted 22.4, below the package's folder; `holds` is text that stands in them. */
  | { kind: 'source'; file: string; lines: string; holds: string; says: string }
  /** Measured on real Twisted; `on` names what and where. */
  | { kind: 'measured'; says: string; on: string }
  /** What another text says: a standard, a manual. */
  | { kind: 'text'; says: string; where: string };

/** Twisted 22.4.0 on CPython 3.11, a Linux machine with two cores and some noise. */
const HERE = 'Twisted 22.4, CPython 3.11, Linux, 2 cores';

export function source(file: string, lines: string, holds: string, says: string): Evidence {
  return { kind: 'source', file, lines, holds, says };
}

export function measured(says: string, on = HERE): Evidence {
  return { kind: 'measured', says, on };
}

export function text(where: string, says: string): Evidence {
  return { kind: 'text', where, says };
}
