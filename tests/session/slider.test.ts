import { expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { parseAddress } from '../../src/session/address';
import { sliderOf, valueAt } from '../../src/session/slider';

const sliders = scenarios.flatMap((scenario) =>
  Object.entries(scenario.parameters).map(([id, parameter]) => ({ scenario, id, parameter })),
);

test.each(sliders.filter(({ parameter }) => parameter.unit === 'bytes'))(
  '$scenario.id, $id: a slider of sizes gives each tenfold as much room, and an address may have any size',
  ({ scenario, id, parameter }) => {
    const { min, max, default: normal } = parameter;
    const { min: first, max: last } = sliderOf(parameter, normal);
    const reached = Array.from({ length: last - first + 1 }, (_, i) =>
      valueAt(parameter, first + i),
    );
    expect([reached[0], reached.at(-1)]).toEqual([min, max]);
    expect(reached).toContain(normal);
    // Half of the slider's way is at most the square root of the range, give or take a stop.
    expect(reached[Math.floor(reached.length / 2)]).toBeLessThanOrEqual(4 * Math.sqrt(min * max));
    for (const value of reached)
      expect(valueAt(parameter, sliderOf(parameter, value).value)).toBe(value);
    const between = max - 1;
    expect(parseAddress(`?${id}=${between}`, scenario)).toMatchObject({
      address: { values: { [id]: between } },
      corrections: [],
    });
  },
);
