import { expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { scenario as blockedReactor } from '../../scenarios/blocked-reactor/scenario';
import { scenario as afterTheBlock } from '../../scenarios/after-the-block/scenario';
import { waitSeconds } from '../../src/player/measures/durations';
import { longestWaits, waitsOf } from '../../src/player/measures/waits';
import { waitsNow } from '../../src/player/measures/waitsNow';
import type { Recording } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';

/** `A 0.4 waits`, for each client. */
function at(recording: Recording, seconds: number): string[] {
  const clients = longestWaits(recording).map(({ client }) => client);
  return waitsNow(waitsOf(recording), clients, seconds * 1e9).map(({ client, longestNs, state }) =>
    [client, longestNs === null ? '' : waitSeconds(longestNs), state].join(' '),
  );
}

test('a wait grows until its answer is there, and then stays', () => {
  const recording = runScenario(blockedReactor);
  expect(at(recording, 0)).toEqual(['A  quiet', 'B  quiet', 'C  quiet', 'D  quiet']);
  expect(at(recording, 2)[2]).toBe('C 1.0 waits');
  expect(at(recording, 3)[2]).toBe('C 2.0 waits');
  expect(at(recording, 4.3)).toEqual([
    'A 2.5 answered',
    'B 1.9 answered',
    'C 3.0 answered',
    'D 2.2 answered',
  ]);
});

test('a wait whose connection broke is lost: it was at least that long', () => {
  const recording = runScenario(afterTheBlock);
  expect(at(recording, 3.9)[0]).toBe('A 2.9 waits');
  expect(at(recording, 4.2)[0]).toBe('A 3.0 lost');
  expect(at(recording, 8)[0]).toBe('A 3.0 lost');
});

test.each(scenarios)('$id: at the end it is what the table of waits says', (scenario) => {
  const recording = runScenario(scenario);
  const table = longestWaits(recording);
  const endNs = recording.events.at(-1)!.timeNs;
  const now = waitsNow(
    waitsOf(recording),
    table.map(({ client }) => client),
    endNs,
  );
  for (const [i, { client, waitNs, state }] of table.entries()) {
    expect(now[i]!.client).toBe(client);
    if (now[i]!.state !== 'waits') expect(now[i]!.longestNs, client).toBe(waitNs);
    if (now[i]!.state === 'lost') expect(state, client).toBe('lost');
    if (state === 'none') expect(now[i]!.state, client).toBe('quiet');
  }
});
