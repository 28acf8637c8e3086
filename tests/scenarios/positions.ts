import { scenarios } from '../../scenarios/all';
import { word as curesWord } from '../../scenarios/choose-the-cure/cures';
import { tickets } from '../../scenarios/choose-the-cure/tickets';
import { word as railsWord } from '../../scenarios/two-rails/rails';
import { defaultValues } from '../../src/scenario/runScenario';
import type { Scenario, Values, Variant } from '../../src/scenario/types';
import { numberOfOrder } from '../../src/scenario/word';

/** A scenario with its variant and every parameter set. */
export interface Position {
  scenario: Scenario;
  variant: Variant;
  values: Values;
  /** `block=3,ask=1`: for names of tests and files. */
  name: string;
}

/** Positions that say more than the ends of the sliders. */
const FURTHER: Readonly<Record<string, readonly Values[]>> = {
  // At 0.1 s a handler holds the thread for as long as is not yet called blocked.
  'blocked-reactor': [{ block: 0.1 }, { block: 1 }],
  // The answer is lost, the network comes back, and a second connection brings it.
  'did-it-arrive': [{ cut: 2.5, reply: 1 }],
  // Nobody notices 50 ms, and they cap a server at 20 requests a second.
  'what-blocks': [{ long: 0.05 }],
  // The orders that Compare offers, each car's failure, and what becomes of it.
  'two-rails': [
    ...railsWord.others.map((rails) => ({ rails })),
    ...['p.sl.r', 'l.p.s.r', 'r.p.s.l', 'p.l.s.r', 's.o.p.r'].map((text) => ({
      rails: railsWord.read(text).value,
      fails: 1,
    })),
  ],
  // C hangs up while its job runs, and before its job has a thread.
  'defer-to-thread': [{ hangup: 25 }, { hangup: 25, raises: 1 }, { hangup: 15, block: 1 }],
  // C sends, and D connects, while the worker’s bytes lie in C’s buffer, and after they have gone.
  'wrong-hand': [1, 2].flatMap((next) => [
    { next, reactor: 0 },
    { next, reactor: 1 },
  ]),
  // Every ticket with every cure.
  'choose-the-cure': tickets.flatMap((_, i) =>
    curesWord.others.map((cures) => ({ ticket: i + 1, cures })),
  ),
  // Orders that break, and one with a switch after each line; a worker at the lock, and the reactor thread.
  'shared-dict': ['RWWWRR', 'WR', 'RRWR', 'RWRWRW', 'RWRWRWRWRWRWRWRWRW'].map((order) => ({
    schedule: numberOfOrder(order),
    ...(order.length > 6 ? { each: 3, tea: 5 } : {}),
  })),
};

/** The defaults, both ends of each slider, and what FURTHER names; in each variant. */
export function positionsOf(scenario: Scenario): Position[] {
  const defaults = defaultValues(scenario);
  const ends = Object.entries(scenario.parameters).flatMap(([id, { min, max }]) => [
    { ...defaults, [id]: min },
    { ...defaults, [id]: max },
  ]);
  const further = (FURTHER[scenario.id] ?? []).map((values) => ({ ...defaults, ...values }));
  const byName = new Map([defaults, ...ends, ...further].map((values) => [nameOf(values), values]));
  return scenario.variants.flatMap((variant) =>
    [...byName].map(([name, values]) => ({ scenario, variant, values, name })),
  );
}

export const positions: readonly Position[] = scenarios.flatMap(positionsOf);

function nameOf(values: Values): string {
  return Object.entries(values)
    .map(([id, value]) => `${id}=${value}`)
    .join(',');
}
