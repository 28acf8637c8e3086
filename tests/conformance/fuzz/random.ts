/** Random choices that a seed decides, the same on every machine (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (Math.imul(seed, 0x9e3779b1) + 0x6d2b79f5) >>> 0;
  }

  /** A whole number from 0 to `below` - 1. */
  int(below: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let x = this.state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) % below;
  }

  /** True once in `times` on average. */
  once(times: number): boolean {
    return this.int(times) === 0;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(items.length)]!;
  }

  /** Between `least` and `most` results of `make`. */
  list<T>(least: number, most: number, make: (n: number) => T): T[] {
    return Array.from({ length: least + this.int(most - least + 1) }, (_, n) => make(n));
  }

  /** One of the makers, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [weight: number, make: () => T])[]): T {
    let rest = this.int(choices.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, make] of choices) {
      if (rest < weight) return make();
      rest -= weight;
    }
    throw new Error('no choice has a weight');
  }
}
