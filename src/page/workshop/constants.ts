import { formatDigits } from '../../session/words';
import type { Scenario, Values } from '../../scenario/types';

/** The line of a file that sets a constant: the same that the virtual kernel looks for. */
function lineOf(constant: string): RegExp {
  return new RegExp(
    `^(${constant}(?:\\s*:\\s*\\w+)?[^\\S\\n]*=[^\\S\\n]*)([^#\\n]*?)([^\\S\\n]*(?:#.*)?)$`,
    'gm',
  );
}

/** The parameters that are constants of a file: those whose line it has, once. */
function inFile({ parameters }: Scenario, source: string) {
  return Object.entries(parameters).flatMap(([id, parameter]) => {
    const { constant } = parameter;
    const found = constant === undefined ? [] : [...source.matchAll(lineOf(constant))];
    return found.length === 1 ? [{ id, parameter, constant: constant!, found: found[0]! }] : [];
  });
}

/**
 * The file with the values that the sliders have; a line that says the same already stays as it is written.
 */
export function withValues(scenario: Scenario, source: string, values: Values): string {
  let changed = source;
  for (const { id, parameter, constant, found } of inFile(scenario, source)) {
    const value = values[id]!;
    if (Number(found[2]) === value) continue;
    changed = changed.replace(
      lineOf(constant),
      (_, before: string, __, after: string) => before + formatDigits(value, parameter) + after,
    );
  }
  return changed;
}

/** What a file says of the parameters: the number of each whose line it has; null where the line has no plain number. */
export function valuesIn(scenario: Scenario, source: string): Record<string, number | null> {
  return Object.fromEntries(
    inFile(scenario, source).map(({ id, found }) => {
      const text = found[2]!.trim();
      return [
        id,
        /^\d[\d_]*(\.\d*)?$|^\.\d+$/.test(text) ? Number(text.replaceAll('_', '')) : null,
      ];
    }),
  );
}
