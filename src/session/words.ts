import type { Recording } from '../recording/recording';
import { waitSeconds } from '../player/measures/durations';
import type { LongestWait } from '../player/measures/waits';
import type { Parameter, Scenario, Values } from '../scenario/types';
import type { Comparison } from './address';

/** A parameter's value as the page writes it: `3.0 s`, `20 ms`, with as many decimals as its step has. */
export function formatValue(value: number, parameter: Parameter): string {
  if (parameter.named !== undefined) return parameter.named(value);
  const text = formatDigits(value, parameter);
  if (parameter.unit === 'bytes' && value === 1) return '1 byte';
  return parameter.unit === '' ? text : `${text} ${parameter.unit}`;
}

/** The same without its unit, as in the code: `3.0`, and `0.05` where the step is finer. */
export function formatDigits(value: number, { step }: Parameter): string {
  const decimals = Number.isInteger(step) ? 0 : (String(step).split('.')[1] ?? '').length;
  return value.toFixed(decimals).replace(/(\.\d+?)0+$/, '$1');
}

/** Names the two runs of a comparison by what differs: `block 0.0 s` and `block 3.0 s`. */
export function comparisonLabels(
  scenario: Scenario,
  compare: Comparison,
  variantId: string,
  values: Values,
  seed: number,
): { other: string; chosen: string } {
  if ('variantId' in compare) {
    const { variantId: other } = compare;
    const label = (id: string): string => scenario.variants.find((one) => one.id === id)!.label;
    // Of one program, where a reader has changed it.
    return { other: other === variantId ? 'the lesson' : label(other), chosen: label(variantId) };
  }
  if ('seed' in compare) return { other: `seed ${compare.seed}`, chosen: `seed ${seed}` };
  const parameter = scenario.parameters[compare.parameterId]!;
  const label = (value: number): string => `${parameter.short} ${formatValue(value, parameter)}`;
  return {
    other: label(compare.value),
    chosen: label(values[compare.parameterId] ?? parameter.default),
  };
}

/**
 * The value text of a parameter's range: the value in words, and what it did in the run `recording`;
 * null while the bet keeps that back, undefined while there is no run at this value yet.
 */
export function spokenValue(
  parameter: Parameter,
  value: number,
  recording: Recording | null | undefined,
): string {
  const spoken = parameter.spoken(value);
  const consequence =
    recording === null
      ? parameter.consequence && 'the rest comes after your bet'
      : recording && parameter.consequence?.(recording);
  return consequence === undefined ? spoken : `${spoken}; ${consequence}`;
}

/** A client's longest wait as the table has it, in seconds: `2.5`, `< 0.1`, `none`, `no answer`, `lost`. */
export function waitCell({ waitNs, state }: LongestWait): string {
  return state === 'answered' ? waitSeconds(waitNs!) : state;
}
