import fc from 'fast-check';
import { scaleLinear } from 'd3-scale';
import { describe, expect, test } from 'vitest';
import { format, formatSpecifier, precisionFixed } from '../../build/numericFormat';
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

describe('labels of ticks are d3’s', () => {
  test('on any axis', () => {
    const end = fc.double({ noNaN: true, min: -1e7, max: 1e7 });
    fc.assert(
      fc.property(end, end, fc.integer({ min: 1, max: 20 }), (from, to, count) => {
        fc.pre(Math.abs(to - from) > 1e-6);
        const scale = scaleLinear().domain([from, to]);
        const ticks = scale.ticks(count);
        fc.pre(ticks.length > 1);
        const specifier = formatSpecifier(',f');
        specifier.precision = precisionFixed(Math.abs(ticks[1]! - ticks[0]!));
        expect(ticks.map(format(specifier))).toEqual(ticks.map(scale.tickFormat(count)));
      }),
    );
  });

  test('and other formats are refused', () => {
    expect(() => formatSpecifier('.2s')).toThrow('left out');
  });
});
