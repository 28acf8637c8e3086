import { expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { formatValue } from '../../src/session/words';

const sliders = scenarios.flatMap(({ id, parameters }) =>
  Object.entries(parameters)
    .filter(([, { word }]) => word === undefined)
    .map(([name, parameter]) => [`${id} ${name}`, parameter] as const),
);

test.each(sliders)(
  'values that differ are written differently, none as 0 that is not: %s',
  (_, parameter) => {
    const { min, max, step, choices, stops, default: preset } = parameter;
    const values = [...new Set([min, min + step, preset, ...(choices ?? stops ?? []), max])];
    const texts = values
      .filter((value) => value <= max)
      .map((value) => formatValue(value, parameter));
    expect(new Set(texts).size).toBe(texts.length);
    values.forEach((value, i) => {
      if (value !== 0) expect(texts[i]).not.toMatch(/^0(\.0*)?( |$)/);
    });
  },
);
