import { describe, expect, it } from 'vitest';
import { createMachine, setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import { exportWorkload } from '../../src/workload/exportWorkload';
import { drawPieces, randomFrom } from '../../src/scenario/random';
import { carrier } from '../../src/scenario/network';
import { runScenario } from '../../src/scenario/runScenario';
import { runWorkload } from '../../src/workload/runWorkload';
import { parseWorkload } from '../../src/workload/workload';
import type { Recording } from '../../src/recording/recording';
import type { Scenario, ServerEnvironment } from '../../src/scenario/types';
import { Factory, Protocol } from '../../src/twisted/internet/protocol';

class Echo extends Protocol {
  override dataReceived(data: string): void {
    this.transport.write(data);
  }
}

interface Input {
  seed: number;
}

/** A client whose stream is cut by lot, whose cable fails for a while, and which connects again. */
const machine = setup({
  types: { context: {} as { cuts: number[] }, input: {} as Input, events: {} as { type: string } },
  actions: commands,
  delays: { soon: 100e6, later: 1e9, muchLater: 5e9 },
}).createMachine({
  context: ({ input }) => ({ cuts: drawPieces(randomFrom(input.seed), 14, 1, 7) }),
  initial: 'here',
  states: {
    here: { entry: { type: 'connect', params: { client: 'A' } }, after: { soon: 'said' } },
    said: {
      entry: {
        type: 'send',
        params: ({ context }: { context: { cuts: number[] } }) => ({
          client: 'A',
          text: 'HELLO\r\nWORLD\r\n',
          cuts: context.cuts,
          gapMs: 20,
        }),
      },
      after: { later: 'cut' },
    },
    cut: {
      entry: [
        { type: 'cut', params: { client: 'A', way: 'down' } },
        { type: 'send', params: { client: 'A', text: 'lost?' } },
      ],
      after: { later: 'mended' },
    },
    mended: { entry: { type: 'mend', params: { client: 'A' } }, after: { muchLater: 'again' } },
    again: {
      entry: [
        { type: 'close', params: { client: 'A' } },
        { type: 'connect', params: { client: 'A' } },
        { type: 'send', params: { client: 'A', text: 'back' } },
      ],
    },
  },
});

const scenario = {
  id: 'network',
  parameters: {},
  variants: [
    {
      id: 'echo',
      label: 'echo',
      python: '',
      server: ({ reactor }: ServerEnvironment) => {
        const factory = new Factory();
        factory.protocol = Echo;
        reactor.listenTCP(8000, factory);
        reactor.run();
      },
    },
  ],
  clients: machine,
  story: createMachine({}),
  roles: { A: 'talks' },
  network: () => ({ latencyMs: 20 }),
  parts: { carrier },
  clientOptions: () => ({ A: { nat: { idleMs: 3000 } } }),
  untilMs: () => 60_000,
} as unknown as Scenario;

function onTheNetwork({ events }: Recording): unknown[] {
  return events
    .filter(({ kind }) => kind.startsWith('client.') || kind.startsWith('net.'))
    .map(({ turn: _, ...event }) => event);
}

describe('a scenario whose network cuts and fails', () => {
  const recording = runScenario(scenario, undefined, {}, { seed: 7 });
  const workload = exportWorkload(scenario, undefined, {}, { seed: 7 });

  it('has the pieces that the seed draws, in order', () => {
    const pieces = recording.events.flatMap((e) =>
      e.kind === 'net.arrive' && e.timeNs < 1e9 ? [e.n] : [],
    );
    expect(pieces).toEqual(drawPieces(randomFrom(7), 14, 1, 7));
    expect(pieces.reduce((sum, n) => sum + n, 0)).toBe(14);
  });

  it('names the connections of one client apart', () => {
    const made = recording.events.flatMap((e) => (e.kind === 'client.connected' ? [e.conn] : []));
    expect(made).toEqual(['A', 'A#2']);
  });

  it('is the same on the network as its exported workload', () => {
    const checked = parseWorkload({ ...workload, server: { program: 'echo' } });
    expect(onTheNetwork(runWorkload(checked))).toEqual(onTheNetwork(recording));
    expect(recording.events.some(({ kind }) => kind === 'net.retransmit')).toBe(true);
  });
});

describe('numbers drawn from a seed', () => {
  it.each([0, 1, -1, 2 ** 31, 1e15, -1e15])('are the same for seed %d each time', (seed) => {
    const draw = (): number[] => drawPieces(randomFrom(seed), 100, 1, 9);
    expect(draw()).toEqual(draw());
    expect(draw().every((size) => size >= 1 && size <= 9)).toBe(true);
    expect(draw().reduce((sum, size) => sum + size, 0)).toBe(100);
  });

  it('are those of mulberry32', () => {
    const random = randomFrom(1);
    expect([1, 2, 3].map(() => random.integer(0, 2 ** 32 - 1))).toEqual([
      2693262067, 11749833, 2265367787,
    ]);
  });

  it('differ between seeds', () => {
    const draws = [1, 2, 3, 4, 5].map((seed) => String(drawPieces(randomFrom(seed), 14, 1, 14)));
    expect(new Set(draws).size).toBeGreaterThan(2);
  });
});
