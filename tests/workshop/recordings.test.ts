// Stored recordings of real Twisted, made again by Twisted in Pyodide, event for event, without CPython. A few of them here; all
// whose programs this Node can run by `REACTOR_WORKSHOP=all npx vitest run tests/workshop`.
import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { withValues } from '../../src/page/workshop/constants';
import { threadsHere } from '../../src/page/workshop/engine/interpreter';
import { jobOf, LESSON } from '../../src/page/workshop/jobOf';
import { sourceOf } from '../../src/scenario/pythonLines';
import { firstDifference, type OracleTrace } from '../conformance/compare';
import { readTrace, readTraceText } from '../conformance/traces';
import { positions, type Position } from '../scenarios/positions';
import { recordingFile } from '../scenarios/recordings';
import { runInNode } from './inNode';

/** Clients that only tell the time, that answer what happens, that are cut off, and many. */
const few = ['blocked-reactor', 'after-the-block', 'did-it-arrive', 'chat'];

/** More than have letters: some are called by numbers. */
const manyClients = positions.find(
  ({ scenario, values }) => scenario.id === 'chat' && values['clients']! > 4,
)!;

/** An exception comes out of an `await`, of which newer Pythons tell more. */
const awaited = positions.find(
  ({ scenario, variant }) => scenario.id === 'two-rails' && variant.id === 'await',
)!;

const usesThreads = (position: Position): boolean =>
  /"(?:threadSpawn|spawnProcess)"/.test(readTraceText(recordingFile(position)));

const all = process.env['REACTOR_WORKSHOP'] === 'all';
const wanted = all
  ? positions.filter((one) => threadsHere() === 'stacks' || !usesThreads(one))
  : [
      ...few.map((id) => positions.find(({ scenario }) => scenario.id === id)!),
      manyClients,
      awaited,
    ];

function madeInNode({ scenario, variant, values }: Position): Promise<string> {
  const source = withValues(scenario, sourceOf(variant, values), values);
  const making = { variantId: variant.id, values, seed: 1, reactor: 'select', typed: [] } as const;
  return runInNode(jobOf(scenario, making, source));
}

describe('real Twisted in Pyodide makes the stored recording, with the scenario’s machine for clients', () => {
  test.each(wanted.map((p) => [`${p.scenario.id}, ${p.variant.id}, ${p.name}`, p] as const))(
    '%s',
    async (_, position) => {
      const made = JSON.parse(await madeInNode(position)) as OracleTrace;
      expect(made.events.length).toBeGreaterThan(10);
      const difference = firstDifference(made, readTrace(recordingFile(position)));
      expect(difference?.report ?? null).toBeNull();
    },
  );
});

test('a lesson’s own run may have as many events as its largest position has', () => {
  const size = (position: Position): number => statSync(recordingFile(position)).size;
  const largest = [...positions].sort((a, b) => size(b) - size(a)).slice(0, 5);
  for (const position of largest) {
    const { events } = readTrace(recordingFile(position));
    expect(events.length, position.name).toBeLessThan(LESSON);
  }
});

test('a program that starts a thread runs where stacks can be switched; elsewhere it is refused in a sentence', async () => {
  const threaded = positions.find(({ variant }) => variant.id === 'thread')!;
  const { error } = JSON.parse(await madeInNode(threaded)) as { error?: string };
  if (threadsHere() === 'none') {
    expect(error).toMatch(/^oracle: Thread\.start\(\) needs a browser that can switch/);
  } else expect(error).toBeUndefined();
});
