import type { RailPair } from '../../src/player/measures/rails';
import type { Car } from '../../src/scenario/picture';
import type { Values, Word } from '../../src/scenario/types';

/** The cars, with the letters that stand for them in the address, and how Python names them. */
export const cars: readonly (Car & { code: string })[] = [
  { letter: 'p', name: 'parse', rail: 'callback', code: 'parse' },
  { letter: 's', name: 'save', rail: 'callback', code: 'save' },
  { letter: 'r', name: 'reply', rail: 'callback', code: 'self.reply' },
  { letter: 'l', name: 'log', rail: 'errback', code: 'log' },
  { letter: 'o', name: 'pass_on', rail: 'errback', code: 'pass_on' },
];

/** The car that returns a Deferred. */
const AWAITED = 'save';

/** The variant in which a coroutine calls the functions. */
export const AWAIT = 'await';

const callbacks = [null, ...cars.filter(({ rail }) => rail === 'callback').map(({ name }) => name)];
const errbacks = [null, ...cars.filter(({ rail }) => rail === 'errback').map(({ name }) => name)];
const BASE = callbacks.length * errbacks.length;

/** Pairs as one number: a digit for each, the first one the lowest; 0 is none. */
export function writePairs(pairs: readonly RailPair[]): number {
  return pairs.reduceRight(
    (value, { callback, errback }) =>
      value * BASE + callbacks.indexOf(callback) * errbacks.length + errbacks.indexOf(errback),
    0,
  );
}

/** The pairs of a number that `writePairs` gave; of another one, those that it can be read as. */
export function readPairs(value: number): RailPair[] {
  const pairs: RailPair[] = [];
  for (let rest = Math.trunc(value); rest > 0; rest = Math.floor(rest / BASE)) {
    const digit = rest % BASE;
    pairs.push({
      callback: callbacks[Math.floor(digit / errbacks.length)]!,
      errback: errbacks[digit % errbacks.length]!,
    });
  }
  return pairs;
}

const letterOf = (name: string | null): string =>
  cars.find((car) => car.name === name)?.letter ?? '';

const wordOf = (pairs: readonly RailPair[]): string =>
  pairs.map(({ callback, errback }) => letterOf(callback) + letterOf(errback)).join('.');

/** Longer than any order can be. */
const LONGEST = 20;

/** Reads an order such as `p.s.l.r`: pairs from the first on, `sl` for a callback beside an errback. */
function readWord(text: string): { value: number; wrong?: string } {
  const pairs: RailPair[] = [];
  const wrong = new Set<string>();
  const used = new Set<string>();
  if (text.length > LONGEST)
    wrong.add(`it is longer than ${LONGEST} letters, the rest is left out`);
  for (const group of text.slice(0, LONGEST).toLowerCase().split('.')) {
    let pair: RailPair | null = null;
    for (const letter of group) {
      const car = cars.find((one) => one.letter === letter);
      if (car === undefined) wrong.add(`there is no car “${letter}”, it is left out`);
      else if (used.has(letter)) wrong.add(`it names ${car.name} twice, the second is left out`);
      else {
        used.add(letter);
        if (pair !== null && pair[car.rail] !== null) {
          wrong.add(`the seat of ${car.name} is taken, it has a pair of its own`);
          pair = null;
        }
        if (pair === null) pairs.push((pair = { callback: null, errback: null }));
        pair[car.rail] = car.name;
      }
    }
  }
  const value = writePairs(pairs);
  return wrong.size === 0 ? { value } : { value, wrong: [...wrong].slice(0, 3).join(', ') };
}

const valueOf = (text: string): number => readWord(text).value;

export const USUAL = valueOf('p.s.l.r');
export const PAIRED = valueOf('p.sl.r');

export const word: Word = {
  read: readWord,
  write: (value) => wordOf(readPairs(value)),
  others: [USUAL, PAIRED, valueOf('p.s.r.l'), valueOf('p.s.r'), valueOf('p.s.o.l.r')],
};

/** The largest value: of the order in which every car has a pair, the dearest last. */
export const MOST = valueOf('p.l.o.s.r');

/** The line of Python that couples a pair. */
export function lineOf({ callback, errback }: RailPair): string {
  const code = (name: string): string => cars.find((car) => car.name === name)!.code;
  if (callback !== null && errback !== null) {
    return `d.addCallbacks(${code(callback)}, ${code(errback)})`;
  }
  return callback === null ? `d.addErrback(${code(errback!)})` : `d.addCallback(${code(callback)})`;
}

/** What a coroutine does in the place of pairs: it calls a function, or tries what came before the pair of an errback. */
export type Statement = { call: string } | Trying;
export interface Trying {
  tried: readonly Statement[];
  errback: string;
  otherwise: string | null;
}

/** The statements that do what these pairs do: each errback catches what came before its pair, and the callback beside it is its else. */
export function statementsOf(pairs: readonly RailPair[]): readonly Statement[] {
  return pairs.reduce<readonly Statement[]>((before, { callback, errback }) => {
    if (errback !== null) return [{ tried: before, errback, otherwise: callback }];
    return callback === null ? before : [...before, { call: callback }];
  }, []);
}

/** The line of Python with which a coroutine calls a function, with what it has got or with the error that it has caught. */
export function callOf(name: string): string {
  const { code, rail } = cars.find((car) => car.name === name)!;
  if (rail === 'errback') return `got = ${code}(error)`;
  return `got = ${name === AWAITED ? 'await ' : ''}${code}(got)`;
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

function linesOf(statement: Statement): string[] {
  if ('call' in statement) return [callOf(statement.call)];
  const { tried, errback, otherwise } = statement;
  return [
    'try:',
    ...indented(tried.length === 0 ? ['pass'] : tried.flatMap(linesOf)),
    'except Exception as error:',
    ...indented([callOf(errback)]),
    ...(otherwise === null ? [] : ['else:', ...indented([callOf(otherwise)])]),
  ];
}

/** The file of the coroutine, with its statements in the reader's order. */
export function arrangeAwait(python: string, values: Values): string {
  const lines = python.split('\n');
  const first = lines.findIndex((line) => line.startsWith('    async def ')) + 1;
  const end = lines.indexOf('        return got');
  const body = statementsOf(readPairs(values.rails!)).flatMap(linesOf);
  return [...lines.slice(0, first), ...indented(indented(body)), ...lines.slice(end)].join('\n');
}

/** The file with the pairs in the reader's order. */
export function arrange(python: string, values: Values): string {
  const lines = python.split('\n');
  const isCoupling = (line: string): boolean => /^\s+d\.add/.test(line);
  const first = lines.findIndex(isCoupling);
  const indent = /^\s*/.exec(lines[first]!)![0];
  const pairs = readPairs(values.rails!).map((pair) => indent + lineOf(pair));
  const rest = lines.filter((line) => !isCoupling(line));
  return [...rest.slice(0, first), ...pairs, ...rest.slice(first)].join('\n');
}
