import { MAX_SPEED, MIN_SPEED } from '../player/playback/playerMachine';
import type { StepBy } from '../player/playback/steps';
import type { TypedLine } from '../recording/recording';
import { formatTyped, parseTyped, withLine } from '../scenario/typed';
import type { Parameter, Scenario, Values } from '../scenario/types';

export type Theme = 'light' | 'dark';

/** The second run of a comparison: another variant, or the same one with one other value or other lots. */
export type Comparison =
  { variantId: string } | { parameterId: string; value: number } | { seed: number };

/**
 * Where in the run the address points. `number` is counted as the page shows it: a beat, an event or a
 * turn, by what the reader steps by. `t` is any moment, also one between two events.
 */
export type Place =
  | { kind: 'start' }
  | { kind: 'named'; beatId: string }
  | { kind: 'number'; number: number }
  | Moment;
type Moment = { kind: 'time'; timeMs: number };

/** Everything that a page's query can say. */
export interface Address {
  variantId: string;
  values: Values;
  compare: Comparison | null;
  seed: number;
  reactor: 'select' | 'epoll';
  /** What the reader typed as clients, in the order of the times. */
  typed: readonly TypedLine[];
  place: Place;
  by: StepBy;
  speed: number;
  /** Null follows the system. */
  theme: Theme | null;
  motion: 'auto' | 'reduce';
}

/** An address and one sentence for each value in it that had to be changed or left out. */
export interface ParsedAddress {
  address: Address;
  corrections: string[];
}

/** The address of a scenario with an empty query. */
export function defaultAddress(scenario: Scenario): Address {
  const values: Record<string, number> = {};
  for (const [id, parameter] of Object.entries(scenario.parameters)) values[id] = parameter.default;
  return {
    variantId: scenario.variants[0].id,
    values,
    compare: null,
    seed: 1,
    reactor: 'select',
    typed: [],
    place: { kind: 'start' },
    by: 'beat',
    speed: 1,
    theme: null,
    motion: 'auto',
  };
}

/**
 * Reads a query (`?block=3&step=os-knows`, with or without the question mark). Never throws: a bad
 * value of a known key is clamped or dropped and named in `corrections`; an unknown key is no concern of ours.
 */
export function parseAddress(query: string, scenario: Scenario): ParsedAddress {
  const given = new URLSearchParams(query);
  const corrections: string[] = [];
  const address = defaultAddress(scenario);

  const choice = <T extends string>(key: string, allowed: readonly T[], fallback: T): T => {
    const text = given.get(key);
    if (text === null) return fallback;
    const found = allowed.find((one) => one === text);
    if (found !== undefined) return found;
    corrections.push(`${key} “${shorten(text)}” is not known: ${fallback} is used`);
    return fallback;
  };
  const number = (key: string, min: number, max: number, fallback: number): number => {
    const text = given.get(key);
    if (text === null) return fallback;
    return correctNumber(key, text, min, max, fallback, corrections);
  };

  const values: Record<string, number> = {};
  for (const [id, parameter] of Object.entries(scenario.parameters)) {
    const text = given.get(id);
    values[id] = text === null ? parameter.default : readValue(id, text, parameter, corrections);
  }
  address.values = values;
  address.variantId = choice(
    'variant',
    scenario.variants.map((variant) => variant.id),
    scenario.variants[0].id,
  );
  address.compare = readComparison(given.get('compare'), scenario, corrections);
  const seed = given.get('seed');
  address.seed = seed === null ? 1 : readValue('seed', seed, SEEDS, corrections);
  // Where it is a parameter, its value says it.
  if (!('reactor' in values)) address.reactor = choice('reactor', ['select', 'epoll'], 'select');
  address.typed = readTyped(given.getAll('typed'), scenario, corrections);
  address.by = choice('by', ['beat', 'event', 'turn'], 'beat');
  address.speed = number('speed', MIN_SPEED, MAX_SPEED, 1);
  address.motion = choice('motion', ['auto', 'reduce'], 'auto');
  if (given.has('theme')) {
    const theme = given.get('theme');
    if (theme === 'light' || theme === 'dark') address.theme = theme;
    else corrections.push(`theme “${shorten(theme!)}” is not known: your system’s is used`);
  }
  address.place = readPlace(given, corrections);
  return { address, corrections };
}

/**
 * The query for an address. The parameters are always in it, so that a link shows the same run even if
 * a default changes one day; the rest only where it differs. Parses to the same address.
 */
export function formatAddress(address: Address, scenario: Scenario): string {
  const normal = defaultAddress(scenario);
  const query = new URLSearchParams();
  for (const [id, { word }] of Object.entries(scenario.parameters)) {
    query.set(id, word?.write(address.values[id]!) ?? String(address.values[id]));
  }
  if (address.variantId !== normal.variantId) query.set('variant', address.variantId);
  if (address.compare !== null) query.set('compare', formatComparison(address.compare, scenario));
  if (address.seed !== normal.seed) query.set('seed', String(address.seed));
  if (address.reactor !== normal.reactor) query.set('reactor', address.reactor);
  for (const line of address.typed) query.append('typed', formatTyped(line));
  if (address.place.kind === 'named') query.set('step', address.place.beatId);
  if (address.place.kind === 'number') query.set('step', String(address.place.number));
  if (address.place.kind === 'time') query.set('t', String(address.place.timeMs));
  if (address.by !== normal.by) query.set('by', address.by);
  if (address.speed !== normal.speed) query.set('speed', String(address.speed));
  if (address.theme !== null) query.set('theme', address.theme);
  if (address.motion !== normal.motion) query.set('motion', address.motion);
  // A colon is legal in a query; `compare=block:0` is easier to read than `block%3A0`.
  return `?${query.toString().replaceAll('%3A', ':')}`;
}

/** `block:0` or a variant's id; null when it is neither. The value comes back inside the range. */
export function parseComparison(text: string, scenario: Scenario): Comparison | null {
  if (scenario.variants.some((variant) => variant.id === text)) return { variantId: text };
  const colon = text.indexOf(':');
  if (scenario.usesSeed && /^seed:\d{1,15}$/.test(text)) return { seed: Number(text.slice(5)) };
  const parameterId = text.slice(0, Math.max(colon, 0));
  const parameter = Object.hasOwn(scenario.parameters, parameterId)
    ? scenario.parameters[parameterId]
    : undefined;
  const value =
    parameter?.word?.read(text.slice(colon + 1)).value ?? toNumber(text.slice(colon + 1));
  if (parameter === undefined || value === null) return null;
  return { parameterId, value: toStep(value, parameter) };
}

export function formatComparison(
  compare: Comparison,
  { parameters }: Pick<Scenario, 'parameters'>,
): string {
  if ('seed' in compare) return `seed:${compare.seed}`;
  if ('variantId' in compare) return compare.variantId;
  const { parameterId, value } = compare;
  return `${parameterId}:${parameters[parameterId]?.word?.write(value) ?? value}`;
}

/** What a number of an address may be. */
type Range = Pick<Parameter, 'min' | 'max' | 'step' | 'default' | 'choices' | 'word'>;

/** The nearest value that the parameter's slider can have. */
export function toStep(value: number, { min, max, step, choices, word }: Range): number {
  if (word !== undefined) return word.read(word.write(value)).value;
  if (choices !== undefined) return nearest(value, choices);
  const steps = Math.round((Math.min(Math.max(value, min), max) - min) / step);
  // 30 × 0.1 is 3.0000000000000004; the address and the run want 3.
  return Math.min(max, Number((min + steps * step).toFixed(6)));
}

/** Of a seed, which is a whole number. */
const SEEDS = { min: 0, max: Number.MAX_SAFE_INTEGER, step: 1, default: 1 };

function nearest(value: number, choices: readonly number[]): number {
  return choices.reduce((best, one) =>
    Math.abs(one - value) < Math.abs(best - value) ? one : best,
  );
}

function readValue(id: string, text: string, parameter: Range, corrections: string[]): number {
  const { min, max, word } = parameter;
  if (word !== undefined) {
    const found = word.read(text);
    if (found.wrong !== undefined) corrections.push(`${id} “${shorten(text)}”: ${found.wrong}`);
    return found.value;
  }
  const value = correctNumber(id, text, min, max, parameter.default, corrections);
  const stepped = toStep(value, parameter);
  if (Math.abs(stepped - value) > 1e-9) {
    corrections.push(`${id} ${shorten(text)} is not one of its values: ${stepped} is used`);
  }
  return stepped;
}

function readComparison(
  text: string | null,
  scenario: Scenario,
  corrections: string[],
): Comparison | null {
  if (text === null) return null;
  const compare = parseComparison(text, scenario);
  if (compare === null) {
    corrections.push(`compare “${shorten(text)}” is not known: nothing is compared`);
  } else if ('value' in compare && formatComparison(compare, scenario) !== exactly(text, compare)) {
    corrections.push(
      `compare “${shorten(text)}” is out of range: ${formatComparison(compare, scenario)} is used`,
    );
  }
  return compare;
}

/** A comparison's text with its number as we write one: `block:3.0` is `block:3`. */
function exactly(text: string, { parameterId }: { parameterId: string }): string {
  const said = text.slice(parameterId.length + 1);
  return `${parameterId}:${toNumber(said) ?? said}`;
}

function readTyped(
  texts: readonly string[],
  scenario: Scenario,
  corrections: string[],
): readonly TypedLine[] {
  let lines: readonly TypedLine[] = [];
  for (const text of texts) {
    const line = parseTyped(text, scenario);
    const more = line === null ? lines : withLine(lines, line);
    if (more !== lines) lines = more;
    else corrections.push(`typed “${shorten(text)}” is no line that can be typed here`);
  }
  return lines;
}

function readPlace(given: URLSearchParams, corrections: string[]): Place {
  const time = given.get('t');
  if (time !== null) {
    const timeMs = toNumber(time);
    if (timeMs !== null) return { kind: 'time', timeMs };
    corrections.push(`t “${shorten(time)}” is not a number of milliseconds: it is left out`);
  }
  const step = given.get('step');
  if (step === null) return { kind: 'start' };
  const number = toNumber(step);
  if (number === null) return { kind: 'named', beatId: step };
  return { kind: 'number', number };
}

function correctNumber(
  key: string,
  text: string,
  min: number,
  max: number,
  fallback: number,
  corrections: string[],
): number {
  const value = toNumber(text);
  if (value === null) {
    corrections.push(`${key} “${shorten(text)}” is not a number: ${fallback} is used`);
    return fallback;
  }
  const clamped = Math.min(Math.max(value, min), max);
  if (clamped !== value)
    corrections.push(`${key} ${shorten(text)} is out of range: ${clamped} is used`);
  return clamped;
}

/** A plain decimal number, or null. `Number` alone would take `''`, `0x10` and `Infinity`. */
function toNumber(text: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i.test(text) ? Number(text) : null;
}

/** An address can be long; what is said about it is not. */
export function shorten(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 23)}…`;
}

/** What was put right in an address, in a sentence; `''` for nothing. */
export function correctedText(corrections: readonly string[]): string {
  return corrections.length === 0 ? '' : `The address was put right: ${corrections.join('; ')}.`;
}
