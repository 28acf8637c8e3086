import { describe, expect, it } from 'vitest';
import { parseWorkload, type Op, type Workload } from '../../../src/workload/workload';
import { runOracle } from '../runOracle';
import { firstDifference } from '../compare';
import { REACTORS } from '../traces';
import { digestOf, KEPT_SEEDS, readDigests } from './digests';
import { GENERATOR, generateWorkload } from './generate';
import { ourRun } from './run';
import { shrink } from './shrink';

const seeds = Array.from({ length: KEPT_SEEDS }, (_, n) => n + 1);
const digests = readDigests();

describe('the generator', () => {
  it('is the one that the digests were made with', () => {
    expect(digests.generator).toBe(GENERATOR);
    for (const reactor of REACTORS) expect(digests[reactor]).toHaveLength(KEPT_SEEDS);
  });

  it('makes the same workload for a seed each time, and one that is right', () => {
    for (const seed of seeds) {
      const workload = generateWorkload(seed);
      expect(generateWorkload(seed)).toEqual(workload);
      expect(parseWorkload(JSON.parse(JSON.stringify(workload)))).toEqual(workload);
    }
  });

  it('reaches every operation', () => {
    const found = new Set<string>();
    for (const seed of seeds) collectOps(generateWorkload(seed), found);
    const every: Op[0][] = [
      ...(['block', 'cpu', 'sendLine', 'writeBytes', 'writeSequence', 'callLater'] as const),
      ...(['cancel', 'reset', 'delay', 'callFromThread', 'callInThread', 'deferToThread'] as const),
      ...(['deferToThreadCpu', 'deferToThreadFail', 'blockingCall', 'poolSize', 'fire'] as const),
      ...(['fail', 'deferred', 'cancelDeferred', 'list', 'lock', 'queuePut', 'queueGet'] as const),
      ...(['inline', 'loop', 'stopLoop', 'cooperate', 'push', 'pull', 'sendFile'] as const),
      ...(['broadcast', 'pause', 'resume', 'rawMode', 'setTimeout', 'resetTimeout'] as const),
      ...([
        'loseConnection',
        'loseWriteConnection',
        'abortConnection',
        'raise',
        'keepAlive',
      ] as const),
      ...(['note', 'stop', 'stopListening', 'listen', 'lose', 'forget'] as const),
    ];
    expect(every.filter((name) => !found.has(name))).toEqual([]);
  });
});

function collectOps(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value) && typeof value[0] === 'string') found.add(value[0]);
  for (const part of Object.values(value)) collectOps(part, found);
}

let asked = 0;

/** Real Twisted names the event that differs; a few say enough. */
function mayAskTwisted(): boolean {
  return ++asked <= 3;
}

describe.each(REACTORS)(
  'random workloads do what real Twisted does with them, on %s',
  (reactor) => {
    it.each(seeds)('seed %i', async (seed) => {
      const workload = generateWorkload(seed);
      const ours = ourRun(workload, reactor);
      if (digestOf(ours) === digests[reactor][seed - 1]) return;
      const theirs = mayAskTwisted() ? await runOracle(workload, { reactor }) : null;
      const report = theirs === null ? null : firstDifference(ours, theirs)?.report;
      expect.fail(
        report ?? `another digest than real Twisted's; see npm run fuzz -- --seeds ${seed}`,
      );
    });
  },
);

describe('shrink', () => {
  it('leaves only what makes the workload fail', async () => {
    const workload = generateWorkload(1);
    const blocks = (candidate: Workload): boolean => {
      const found = new Set<string>();
      collectOps(candidate, found);
      return found.has('block');
    };
    const guilty: Workload = {
      ...workload,
      server: {
        program: 'script',
        params: {
          onStart: [
            ['note', 'x'],
            ['fire', [['block', 5]]],
          ],
        },
      },
    };
    const smallest = await shrink(guilty, (candidates) => Promise.resolve(candidates.map(blocks)));
    expect(smallest).toEqual({
      name: 'fuzz-1',
      maxIterations: 4000,
      reactor: workload.reactor,
      server: { program: 'script', params: { onStart: [['fire', [['block', 5]]]] } },
    });
  });
});
