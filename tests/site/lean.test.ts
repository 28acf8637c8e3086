import fc from 'fast-check';
import { scaleLinear } from 'd3-scale';
import { describe, expect, test } from 'vitest';
import * as ours from '../../build/numericInterpolation';
import { scaleLinear as numericScale } from '../../build/numericScale';

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

describe('an embed’s linear scale is d3’s', () => {
  const pair = fc.tuple(number, number);
  const tenths = (from: number, to: number) => (share: number) =>
    Math.round((from + (to - from) * share) * 10) / 10;

  test('there and back, clamped or not, with rounding or without', () => {
    fc.assert(
      fc.property(
        pair,
        pair,
        number,
        fc.boolean(),
        fc.boolean(),
        (domain, range, at, clamp, round) => {
          const make = (scale: Common): Common => {
            const made = scale.domain(domain).range(range).clamp(clamp);
            return round ? made.interpolate(tenths) : made;
          };
          const mine = make(numericScale() as unknown as Common);
          const d3s = make(scaleLinear() as unknown as Common);
          expect(mine(at)).toBe(d3s(at));
          expect(mine.invert(at)).toBe(d3s.invert(at));
        },
      ),
    );
  });
});

/** What the code of an embed asks of a scale. */
type Common = ReturnType<typeof numericScale>;
