// Every lesson can be the beginning of a scenario of one's own; not changed, real Twisted's run of it is the lesson's.
import { expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { firstDifference } from '../../src/page/workshop/difference';
import { ownIn } from '../../src/page/workshop/own/format';
import { jobOfOwn } from '../../src/page/workshop/own/job';
import { Own } from '../../src/page/workshop/own/own.svelte';
import { taughtOf } from '../../src/page/workshop/own/scenario';
import { parseRecording } from '../../src/recording/parse';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import { ownOfLesson, written } from './own';
import { runServers } from './solutions';

/** Their threads go by an explicit order, which such a scenario has not; and Python without Twisted has no clients that hear it. */
const OTHERS = ['shared-dict'];
const owns = new Map(scenarios.map(({ id }) => [id, ownOfLesson(id)]));
const lessons = scenarios.filter(({ id }) => !OTHERS.includes(id));

const jobs = lessons.map(({ id }) => {
  const own = owns.get(id)!;
  const taught = taughtOf(own);
  const values = defaultValues(taught);
  const making = { variantId: 'own', values, seed: 1, typed: [], reactor: own.reactor };
  const { workload, server, reactor } = jobOfOwn(own, taught, making, own.server);
  return { id, server, workload: { ...workload, reactor } };
});
const traces = new Map((await runServers(jobs)).map(({ id, text }) => [id, text]));

test.each([...owns])('%s comes back from its file, and opens', (_, own) => {
  expect(ownIn(written(own))).toEqual(own);
  const shown = new Own(own, 'file');
  expect(shown.hasRun).toBe(false);
  expect(written(shown.now)).toEqual(written(own));
});

test.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
  '%s is the same run',
  (id, lesson) => {
    const made = parseRecording(JSON.parse(traces.get(id)!));
    expect(firstDifference(runScenario(lesson), made)).toBeNull();
  },
);
