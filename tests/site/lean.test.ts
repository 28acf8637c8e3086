import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as ours from '../../build/numericInterpolation';

// It comes with d3-scale and has no types here.
const d3 = (await import('d3-interpolate' as string)) as typeof ours;

const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 });
const t = fc.double({ noNaN: true, min: -1, max: 2 });

describe('numeric interpolation is d3’s', () => {
  test.each(['interpolateNumber', 'interpolateRound', 'interpolate'] as const)('%s', (name) => {
    fc.assert(
      fc.property(number, number, t, (a, b, at) => {
        expect(ours[name](a, b)(at)).toBe(d3[name](a, b)(at));
      }),
    );
  });

  test('and says so where a range is of anything else', () => {
    expect(() => ours.interpolate('red', 'blue')).toThrow('must be of numbers');
  });
});
