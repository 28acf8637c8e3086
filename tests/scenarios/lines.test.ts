import { describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { linesUpTo } from '../../src/player/world/lines';
import { worldAt } from '../../src/player/world/world';
import type { World } from '../../src/player/world/world.types';
import type { Recording } from '../../src/recording/recording';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import { runOracleBatch } from '../conformance/runOracle';
import type { Scenario, Values } from '../../src/scenario/types';
import { fromTheReactorOn, scenarioJobs } from './recordings';

/** Long runs are looked at in a shorter form, which is one of the positions, too. */
const SHORTER: Readonly<Record<string, Values>> = {
  'thread-pool': { long: 10 },
  'tank-and-tap': { file: 1 },
};
const valuesOf = (scenario: Scenario): Values => ({
  ...defaultValues(scenario),
  ...SHORTER[scenario.id],
});

/** What the world after each event of a run says of its code. Worlds take longer to make than runs: both tests read these. */
type Lit = Pick<World, 'program' | 'asking' | 'code'>;
interface LitRun {
  recording: Recording;
  lit: readonly Lit[];
}
const litRuns = new Map<string, LitRun>();
function litRun(scenario: Scenario, variant: string): LitRun {
  const key = `${scenario.id} ${variant}`;
  const known = litRuns.get(key);
  if (known) return known;
  const recording = runScenario(scenario, variant, valuesOf(scenario));
  const lit = recording.events.map((_, index) => {
    const { program, asking, code } = worldAt(recording, index);
    return { program, asking, code };
  });
  litRuns.set(key, { recording, lit });
  return { recording, lit };
}

/**
 * Events of Twisted's own at which our line is still the one that ran last: nothing in a recording says that a generator
 * has returned to whoever fired the Deferred that it waited for.
 */
const AFTER_A_GENERATOR: Readonly<Record<string, readonly string[]>> = {
  'defer-to-thread inline': ['deferredFire'],
  'two-rails await': ['deferredFire'],
  // The same of a Cooperator, which plans its next tick then.
  'slices clock': ['callLater', 'callLater', 'callLater', 'callLater', 'deferredFire'],
  'slices list': ['callLater', 'deferredFire'],
  // The same of a producer, which the transport resumes after a send.
  'tank-and-tap push': ['send', 'removeWriter'],
};

/**
 * The same where Twisted's code calls a function of the file in its middle, again and again: until the next turn our line is
 * that function's last. FileSender reads, and goes on.
 */
const AFTER_A_READ: Readonly<Record<string, readonly string[]>> = {
  'tank-and-tap sender': [
    'addWriter',
    'deferredFire',
    'removeWriter',
    'send',
    'unregisterProducer',
    'write',
  ],
};

/** Each server.py at its defaults, on real Twisted, which says with every event where it is in the file. */
async function placesOfPython(): Promise<Map<string, (number | null)[]>> {
  const jobs = scenarioJobs().filter(({ position: { scenario, values } }) =>
    Object.entries(valuesOf(scenario)).every(([id, value]) => values[id] === value),
  );
  const places = new Map<string, (number | null)[]>();
  await runOracleBatch(
    jobs.map((job) => ({ ...job, where: true })),
    (result) => {
      if ('error' in result) throw new Error(`${result.id}: ${result.error}`);
      const { events } = fromTheReactorOn(
        JSON.parse(result.text) as Parameters<typeof fromTheReactorOn>[0],
      );
      const { scenario, variant } = jobs.find(({ id }) => id === result.id)!.position;
      const all = events.map((event) => (event['where'] ?? null) as number | null);
      places.set(`${scenario.id} ${variant.id}`, all);
    },
  );
  return places;
}

describe('the line that is lit', () => {
  test('is at each event the one at which real Twisted is', async () => {
    const places = await placesOfPython();
    for (const scenario of scenarios) {
      for (const { id } of scenario.variants) {
        const { recording, lit } = litRun(scenario, id);
        // Several threads are at lines of their own: whose is lit is a choice.
        if (lit[0]!.program === 'threads') continue;
        const theirs = places.get(`${scenario.id} ${id}`)!;
        const offset = recording.events.length - theirs.length;
        const wrong = theirs.flatMap((line, i) => {
          const event = recording.events[offset + i]!;
          const ours = lit[offset + i]!.code.line;
          // While Python says that a line goes on, its tracer is still in the function that returns; that a marked line
          // is done it says when it comes to the next.
          if (
            event.kind === 'line' ||
            event.kind === 'variables' ||
            event.thread !== undefined ||
            event.turn === 0
          )
            return [];
          if (line === ours) return [];
          return [`event ${offset + i}, ${event.kind}: ours ${ours}, theirs ${line}`];
        });
        const afterARead = AFTER_A_READ[`${scenario.id} ${id}`];
        const all = wrong.map((text) => text.replace(/^event \d+, (\w+):.*/, '$1'));
        const kinds = afterARead === undefined ? all : [...new Set(all)].sort();
        const known = afterARead ?? AFTER_A_GENERATOR[`${scenario.id} ${id}`] ?? [];
        expect(kinds, `${scenario.id} ${id}: ${wrong.join('; ')}`).toEqual(known);
      }
    }
  }, 180_000);

  test('is reactor.run() while the reactor sleeps, and the one that ran last has the other mark', () => {
    for (const scenario of scenarios) {
      for (const { id, python } of scenario.variants) {
        const { recording, lit } = litRun(scenario, id);
        const run = python.split('\n').indexOf('reactor.run()') + 1;
        let ran: number | null = null;
        recording.events.forEach((event, index) => {
          if (event.kind === 'line' && event.thread === undefined) ran = event.line;
          const { program, asking, code } = lit[index]!;
          if (program !== 'reactor' || !asking) return;
          const right = { line: run, ran: ran === run ? null : ran };
          // An assertion each for a hundred thousand events would take half a minute.
          if (code.line === right.line && code.ran === right.ran) return;
          expect(code, `${scenario.id} ${id}, event ${index}`).toMatchObject(right);
        });
      }
    }
  });

  test('is the last of those that the code panel keeps in view', () => {
    for (const scenario of scenarios) {
      for (const { id } of scenario.variants) {
        const { recording, lit } = litRun(scenario, id);
        const all = lit.flatMap(({ code: { line } }) => line ?? []);
        const changes = all.filter((line, i) => line !== all[i - 1]);
        expect(linesUpTo(recording, lit.length - 1), `${scenario.id} ${id}`).toEqual(changes);
        for (let index = 0; index < lit.length; index += Math.ceil(lit.length / 50)) {
          const last = linesUpTo(recording, index).at(-1) ?? null;
          expect(last, `${scenario.id} ${id}, event ${index}`).toBe(lit[index]!.code.line);
        }
      }
    }
  });

  test('of a worker is marked beside it, as long as its job lasts', () => {
    const recording = runScenario(
      scenarios.find(({ id }) => id === 'blocked-reactor')!,
      'thread',
    );
    const sleep = 10;
    const others = recording.events.map((_, index) => worldAt(recording, index).code.others);
    const start = recording.events.findIndex((e) => e.kind === 'block' && e.thread !== undefined);
    const end = recording.events.findIndex((e) => e.kind === 'callFromThread');
    expect(others[start]).toEqual([sleep]);
    expect(others[end - 1]).not.toEqual([]);
    expect(others.at(-1)).toEqual([]);
  });
});
