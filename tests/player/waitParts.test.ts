import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loaders } from '../../scenarios/lessons';
import { waitParts } from '../../src/player/measures/waitParts';
import { waitsOf } from '../../src/player/measures/waits';
import { whyWait } from '../../src/player/measures/why';
import type { Recording } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';
import { runServer, runWorkload } from '../../src/workload/runWorkload';
import { parseServerWorkload } from '../../src/workload/workload';
import { server as proxy } from '../conformance/servers/proxy/server';
import { generateWorkload } from '../conformance/fuzz/generate';
import { expectAccounted } from './accounted';

/** A recording as one that does not say what led to what. */
const silent = ({ causes: _, ...rest }: Recording): Recording => rest;

// Of the scenarios' runs: tests/scenarios/everyPosition.test.ts.
describe('the parts of a wait add up to it, to the nanosecond', () => {
  it('for any run of the fuzzer, with causes and without', () => {
    let waits = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const recording = runWorkload(generateWorkload(seed));
      waits += expectAccounted(recording) + expectAccounted(silent(recording));
    }
    expect(waits).toBeGreaterThan(1000);
  });
});

describe('where a wait went', () => {
  const parts = (recording: Recording, text: string): string[] =>
    whyWait(
      recording,
      waitsOf(recording).find((wait) => wait.text === text)!,
    ).parts.map(({ lasts, text: what }) => `${lasts} ${what}`);
  const ofScenario = async (id: string, variant?: string, values = {}): Promise<Recording> =>
    runScenario((await loaders[id]!()).scenario, variant, values);

  it('C, whose own handler sleeps', async () => {
    expect(parts(await ofScenario('blocked-reactor'), 'REPORT')).toEqual([
      '20 ms on its way to the server',
      '3.0 s its own handler runs',
      '20 ms on its way back',
    ]);
  });

  it('C, whose job is in a thread', async () => {
    expect(parts(await ofScenario('blocked-reactor', 'thread'), 'REPORT')).toEqual([
      '20 ms on its way to the server',
      '3.0 s its job runs in a thread',
      '20 ms on its way back',
    ]);
  });

  it('a job that waits for a thread of the pool, and a timer', () => {
    const recording = runWorkload({
      net: { latencyMs: 10 },
      server: { program: 'defer-to-thread', params: { poolMax: 1 } },
      clients: [
        {
          name: 'A',
          connect: 0,
          actions: [
            { at: 100, send: 'work 1000\r\n' },
            { at: 100, send: 'work 500\r\n' },
          ],
        },
      ],
    } as never);
    expect(parts(recording, 'work 500')).toEqual([
      '10 ms on its way to the server',
      '1.0 s its job waits for a thread of the pool',
      '0.5 s its job runs in a thread',
      '10 ms on its way back',
    ]);
  });

  it('a client of a proxy: the peer’s answer is its own, in order', async () => {
    const folder = 'tests/conformance/servers/proxy';
    const workload = JSON.parse(readFileSync(`${folder}/workload.json`, 'utf8')) as object;
    const recording = runServer(proxy, parseServerWorkload(workload));
    const [early, hello] = waitsOf(recording);
    expect([early, hello].map((wait) => [wait!.text, wait!.matched])).toEqual([
      ['early', 'order'],
      ['hello', 'order'],
    ]);
    expect(Math.round((hello!.answeredNs! - hello!.sentNs) / 1e6)).toBe(30);
    expect(whyWait(recording, hello!).sentence).toContain(
      'Matched in order: the answer came by a connection that the server made itself.',
    );
    expectAccounted(recording);
  });

  it('a line that is sent in pieces', async () => {
    const scenario = await ofScenario('find-the-marker');
    const waits = waitsOf(scenario);
    expect(waits.flatMap((wait) => waitParts(scenario, wait).map(({ id }) => id))).toContain(
      'unsent',
    );
  });
});
