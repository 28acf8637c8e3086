import type { Word } from './types';

/**
 * Orders of the threads R and W, at most so many letters, as words of a parameter. Its number is a one and, for each letter
 * in binary, 0 for R and 1 for W: 1 is no letter at all.
 */
export function orderWord(longest: number, others: readonly string[]): Word & { longest: number } {
  return {
    longest,
    read(text) {
      const known = text.toUpperCase().replace(/[^RW]/g, '');
      const value = numberOfOrder(known.slice(0, longest));
      const isRight = known.length === text.length && known.length <= longest;
      return isRight ? { value } : { value, wrong: `at most ${longest} letters, each R or W` };
    },
    write: (value) => value.toString(2).slice(1).replaceAll('0', 'R').replaceAll('1', 'W'),
    others: others.map(numberOfOrder),
  };
}

export function numberOfOrder(order: string): number {
  return [...order].reduce((sum, letter) => 2 * sum + (letter === 'W' ? 1 : 0), 1);
}
