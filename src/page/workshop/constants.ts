import { formatDigits } from '../../session/words';
import type { Scenario, Values } from '../../scenario/types';

/** The line of a file that sets a constant: the same that the virtual kernel looks for. */
function lineOf(constant: string): RegExp {
  return new RegExp(
    `^(${constant}(?:\\s*:\\s*\\w+)?[^\\S\\n]*=[^\\S\\n]*)([^#\\n]*?)([^\\S\\n]*(?:#.*)?)$`,
    'gm',
  );
}

/** The line of a constant, where the file has just one. */
function onlyLine(source: string, constant: string): RegExpExecArray | null {
  const [found, another] = source.matchAll(lineOf(constant));
  return found === undefined || another !== undefined ? null : found;
}

/** The parameters that are constants of a file: those whose line it has, once. */
function inFile({ parameters }: Scenario, source: string) {
  return Object.entries(parameters).flatMap(([id, parameter]) => {
    const { constant } = parameter;
    const found = constant === undefined ? null : onlyLine(source, constant);
    return found === null ? [] : [{ id, parameter, constant: constant!, found }];
  });
}

/** The number that a line says; null where it has no plain one. */
function plainNumber(line: RegExpExecArray): number | null {
  const text = line[2]!.trim();
  return /^\d[\d_]*(\.\d*)?$|^\.\d+$/.test(text) ? Number(text.replaceAll('_', '')) : null;
}

/** The number that a file sets a constant to: on one line, in digits. Null where it does not. */
export function numberIn(source: string, constant: string): number | null {
  const line = onlyLine(source, constant);
  return line === null ? null : plainNumber(line);
}

/** The constants that a file sets to a plain number, in its order. */
export function constantsIn(source: string): string[] {
  const names = [...source.matchAll(/^([A-Z][A-Z0-9_]{0,29})(?:\s*:\s*\w+)?[^\S\n]*=(?!=)/gm)];
  return [...new Set(names.map(([, name]) => name!))].filter(
    (name) => numberIn(source, name) !== null,
  );
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
    inFile(scenario, source).map(({ id, found }) => [id, plainNumber(found)]),
  );
}
