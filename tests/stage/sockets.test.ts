import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';
import { runWorkload } from '../../src/workload/runWorkload';
import { parseWorkloadText } from '../../src/workload/workload';
import { describeMachine } from '../../src/stage/pictures/machine/describe';
import { endWords, noListenerWords, noSocketWords } from '../../src/stage/kit/sockets';
import { workloadFile } from '../conformance/traces';

const run = (name: string): Recording =>
  runWorkload(parseWorkloadText(readFileSync(workloadFile(name), 'utf8')));
const lastOf = (recording: Recording) => worldAt(recording, recording.events.length - 1);
const wordsOf = (recording: Recording): Record<string, string> =>
  Object.fromEntries(
    lastOf(recording).clients.map((client) => [client.name, noSocketWords(client)?.[0] ?? 'open']),
  );

describe('a socket that is no more says how it ended', () => {
  const closedPort = run('50-closed-port');

  test('by whom it was closed', () => {
    expect(wordsOf(run('19-closing'))).toEqual({
      A: 'closed by the server',
      B: 'reset by the server',
      C: 'closed by its client',
      D: 'closed by the server',
      E: 'reset by its client',
      F: 'closed by its client',
    });
    expect(wordsOf(run('42-cut-link-write'))['A']).toBe('closed: timed out');
  });

  test('of a client that was refused, and of one that was reset before it was accepted', () => {
    const words = wordsOf(closedPort);
    expect(words['L']).toBe('connection refused');
    expect(words['Q']).toBe('reset, never accepted');
  });

  test('of the listening socket: closed, and asked about again once it listens again', () => {
    const { events } = closedPort;
    const at = (kind: string) =>
      worldAt(
        closedPort,
        events.findIndex((e) => e.kind === kind && (e as { conn?: string }).conn === 'port'),
      );
    expect(noListenerWords(worldAt(closedPort, 0))[0]).toBe('no socket yet');
    expect(noListenerWords(at('sockClose'))).toEqual(['closed']);
    expect(at('listen').portClosed).toBe(false);
  });

  test('those who hear it are told too', () => {
    const words = describeMachine(lastOf(closedPort), 0);
    expect(words).toContain('L: connection refused');
  });
});

test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  '%s: nothing is “not yet” that has been',
  (_, scenario) => {
    for (const { id } of scenario.variants) {
      const recording = runScenario(scenario, id);
      const had = new Set<string>();
      recording.events.forEach((event, index) => {
        if (event.kind !== 'accept' && event.kind !== 'sockClose') return;
        const { clients } = worldAt(recording, index);
        for (const client of clients) {
          if (client.server === 'accepted') had.add(client.name);
          if (!had.has(client.name)) continue;
          expect(noSocketWords(client)?.[0] ?? 'open').not.toMatch(/yet/);
          expect(endWords(client) === '').toBe(client.server === 'accepted');
        }
      });
    }
  },
);
