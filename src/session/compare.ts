import type { Scenario, Values } from '../scenario/types';
import { parseComparison, type Address, type Comparison } from './address';
import { fewValues } from './slider';
import { formatValue } from './words';

/** The run that something is compared with. */
export interface Present {
  variantId: string;
  values: Values;
  seed: number;
}

/** One thing that the reader may compare with. */
export interface ComparisonOption {
  /** Tells the options apart. */
  id: string;
  label: string;
  compare: Comparison;
}

/** A parameter with more values than these is compared by a slider, the others by name. */
const VALUES_IN_LIST = 5;

/**
 * What Compare begins with: what the scenario names for this variant, unless that is what is shown already. Null where
 * there is nothing else.
 */
export function defaultComparison(scenario: Scenario, present: Present): Comparison | null {
  const named = scenario.compareIn?.[present.variantId] ?? scenario.compare;
  const wanted = parseComparison(named, scenario);
  if (wanted !== null && !isPresent(wanted, present)) return wanted;
  if (wanted !== null && 'seed' in wanted) return { seed: otherSeed(present) };
  if (wanted !== null && 'parameterId' in wanted) return otherValue(scenario, present, wanted);
  return comparisonOptions(scenario, present).flatMap(({ options }) => options)[0]?.compare ?? null;
}

/** Everything that the present run may be compared with, in groups. */
export function comparisonOptions(
  scenario: Scenario,
  present: Present,
): { name: string; options: ComparisonOption[] }[] {
  const variants = scenario.variants
    .filter(({ id }) => id !== present.variantId)
    .map(({ id, label }) => ({ id, label, compare: { variantId: id } }));
  const values = Object.entries(scenario.parameters).flatMap(([parameterId, parameter]) => {
    const shown = present.values[parameterId]!;
    const few = fewValues(parameter, VALUES_IN_LIST);
    if (few === null) {
      const compare = otherValue(scenario, present, { parameterId });
      return [{ id: parameterId, label: `${parameter.label} …`, compare }];
    }
    return few
      .filter((value) => value !== shown)
      .map((value) => ({
        id: `${parameterId}:${value}`,
        label: `${parameter.label}: ${formatValue(value, parameter)}`,
        compare: { parameterId, value },
      }));
  });
  const lots = scenario.usesSeed
    ? [{ id: 'seed', label: 'other lots', compare: { seed: otherSeed(present) } }]
    : [];
  return [
    { name: 'Written otherwise', options: variants },
    { name: 'With another value', options: [...values, ...lots] },
  ].filter(({ options }) => options.length > 0);
}

/** Which of the options a comparison is. */
export function optionOf(scenario: Scenario, compare: Comparison): string {
  if ('variantId' in compare) return compare.variantId;
  if ('seed' in compare) return 'seed';
  const { parameterId, value } = compare;
  return fewValues(scenario.parameters[parameterId]!, VALUES_IN_LIST) === null
    ? parameterId
    : `${parameterId}:${value}`;
}

/** The usual value of a parameter; where that is the present one, the end of its slider that is farther away. */
function otherValue(
  { parameters }: Scenario,
  { values }: Present,
  { parameterId }: { parameterId: string },
): Comparison {
  const { min, max, default: usual } = parameters[parameterId]!;
  const present = values[parameterId]!;
  if (present !== usual) return { parameterId, value: usual };
  return { parameterId, value: present - min > max - present ? min : max };
}

function otherSeed({ seed }: Present): number {
  return seed === 2 ? 1 : 2;
}

function isPresent(compare: Comparison, { variantId, values, seed }: Present): boolean {
  if ('variantId' in compare) return compare.variantId === variantId;
  if ('seed' in compare) return compare.seed === seed;
  return values[compare.parameterId] === compare.value;
}

type Compared<Key extends 'variantId' | 'seed'> = Pick<Address, Key | 'compare'>;

/** The choice of another variant. What it was compared with becomes what is shown, and the other way round. */
export function withVariant(
  { variantId: before, compare }: Compared<'variantId'>,
  variantId: string,
): Partial<Compared<'variantId'>> {
  const swaps = compare !== null && 'variantId' in compare && compare.variantId === variantId;
  return swaps ? { variantId, compare: { variantId: before } } : { variantId };
}

/** The same of the lots. */
export function withSeed(
  { seed: before, compare }: Compared<'seed'>,
  seed: number,
): Partial<Compared<'seed'>> {
  const swaps = compare !== null && 'seed' in compare && compare.seed === seed;
  return swaps ? { seed, compare: { seed: before } } : { seed };
}
