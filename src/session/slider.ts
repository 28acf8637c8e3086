import type { Parameter } from '../scenario/types';

/** All values of a parameter that has no more than `most`; null where there are more. */
export function fewValues(
  { min, max, step, choices, word }: Parameter,
  most: number,
): readonly number[] | null {
  if (word !== undefined) return word.others;
  if (choices !== undefined) return choices.length <= most ? choices : null;
  const count = Math.round((max - min) / step) + 1;
  return count <= most ? Array.from({ length: count }, (_, i) => min + i * step) : null;
}

/** Both values of a parameter that has no more than two: they are chosen, not slid to. */
export const pairOf = (parameter: Parameter): readonly number[] | null => fewValues(parameter, 2);

/** What the range of a parameter is set to. Where it has places of its own it counts them, from 0. */
export function sliderOf(
  parameter: Parameter,
  value: number,
): { min: number; max: number; step: number; value: number; filled: number } {
  const { min, max, step, choices, stops = choices } = parameter;
  if (stops === undefined) return { min, max, step, value, filled: (value - min) / (max - min) };
  const last = stops.length - 1;
  const place = stops.findLastIndex((stop) => stop <= value);
  return { min: 0, max: last, step: 1, value: place, filled: place / last };
}

/** The parameter's value where its range stands at `position`. */
export function valueAt(parameter: Parameter, position: number): number {
  const { choices, stops = choices } = parameter;
  return stops?.[position] ?? position;
}
