/**
 * Python's name of a function or of a value's class, for recordings.
 *
 * JavaScript's own names do not do: an arrow function has none, and a minifier changes the others.
 */

/** A function that carries the name which Python would show. */
export type Named<F> = F & { pyName?: string };

/** Gives `f` the name that the recording shows (`Deferred.callback`, `say`) and returns it. */
// Any function type is allowed and kept as it is.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function named<F extends (...args: any[]) => unknown>(name: string, f: F): F {
  (f as Named<F>).pyName = name;
  return f;
}

/** The name given by `named`, or JavaScript's own. */
export function pyName(f: object): string {
  return (f as Named<object>).pyName ?? (f as { name?: string }).name ?? '';
}

/**
 * Python's name of a value's class. Classes of the simulator say it by `Symbol.toStringTag`, errors by their name; others
 * give their constructor's name.
 */
export function typeName(value: object): string {
  const tag = (value as { [Symbol.toStringTag]?: string })[Symbol.toStringTag];
  if (tag === 'Generator') return 'generator';
  return tag ?? (value instanceof Error ? value.name : value.constructor.name);
}
