// A scenario's machine as the clients of a run that Python makes: what it asks of the virtual kernel there.
import { expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { liveClients } from '../../src/page/workshop/engine/live';
import { machineOf } from '../../src/page/workshop/engine/machines';
import { jobOf } from '../../src/page/workshop/jobOf';
import { defaultValues } from '../../src/scenario/runScenario';

type Kernel = Parameters<ReturnType<typeof liveClients>['start']>[0];

/** A kernel in which nothing happens but what clients ask for: what they do, and the times that they give. */
function playedAlone(scenario: (typeof scenarios)[number], variantId: string) {
  const values = defaultValues(scenario);
  const making = { variantId, values, seed: 1, reactor: 'select', typed: [] } as const;
  const { cast } = jobOf(scenario, making, '');
  const live = liveClients(machineOf(scenario.id), cast!, '');
  let nowNs = 0;
  const queue = new Map<number, { timeNs: number; run: () => void }>();
  const times: number[] = [];
  const acts: string[] = [];
  const kernel: Kernel = {
    now: () => nowNs,
    at(timeNs, sequence, run) {
      times.push(timeNs);
      queue.set(sequence, { timeNs, run });
      return sequence;
    },
    cancel: (job) => void queue.delete(job),
    act: (client, action) => void acts.push(`${client} ${action}`),
  };
  live.start(kernel);
  while (queue.size > 0 && acts.length < 500) {
    const [sequence, { timeNs, run }] = [...queue].sort((a, b) => a[1].timeNs - b[1].timeNs)[0]!;
    queue.delete(sequence);
    nowNs = timeNs;
    run();
  }
  live.check();
  return { times, acts };
}

const variants = scenarios.flatMap((scenario) =>
  scenario.variants.map(({ id }) => [scenario.id, id, scenario] as const),
);

test.each(variants)('%s, %s: each time is one that Python can take', (_, variant, scenario) => {
  const { times, acts } = playedAlone(scenario, variant);
  expect(acts.length).toBeGreaterThan(0);
  expect(times.filter((timeNs) => !(timeNs >= 0 && timeNs < 2 ** 53))).toEqual([]);
});
