import type { Scenario } from '../../src/scenario/types';

/** The parts of a scenario that an address speaks of. */
export const scenario = {
  id: 'blocked-reactor',
  parameters: {
    block: {
      label: 'Block duration',
      short: 'block',
      unit: 's',
      min: 0,
      max: 5,
      step: 0.1,
      default: 3,
    },
    ask: {
      label: 'C asks at',
      short: 'C asks at',
      unit: 's',
      min: 0,
      max: 3,
      step: 0.1,
      default: 1,
    },
  },
  variants: [
    { id: 'blocking', label: 'blocking' },
    { id: 'thread', label: 'deferToThread' },
  ],
  compare: 'block:0',
  typing: { as: ['A', 'C'] },
} as unknown as Scenario;
