import { describe, expect, it } from 'vitest';
import { failingCarrier } from '../../src/simulator/kernel/failingCarrier';
import { reliableCarrier } from '../../src/simulator/kernel/carrier';
import { scenarios } from '../../scenarios/all';
import { runScenario } from '../../src/scenario/runScenario';
import { close, connect, of, play, send } from './run';

describe('a carrier that never fails', () => {
  const options = { carrier: reliableCarrier };

  it('refuses what only another can do, and says which', () => {
    const cut: Clients = { A: { acts: [[0, (client) => client.cut()]] } };
    const logged = of(play({ options, clients: cut }), 'logError').map(({ message }) => message);
    expect(logged).toEqual([expect.stringMatching(/^cut: only with a failingCarrier/)]);
    const nat = { A: { nat: { idleMs: 1 }, acts: [] } };
    expect(() => play({ options, clients: nat })).toThrow(/^nat: only with a failingCarrier/);
  });

  it('carries what one that may fail carries while it does not', () => {
    const clients: Clients = {
      A: {
        rate: 3,
        mss: 4,
        acts: [
          [0, connect],
          [1, send('abcdefghij')],
          [30, close],
        ],
      },
      B: {
        serverRecvBuffer: 4,
        clientRecvBuffer: 2,
        acts: [
          [0, connect],
          [2, send('0123456789')],
        ],
      },
    };
    const received = (transport: { write(data: string): void }, data: string): void =>
      transport.write(data.toUpperCase());
    const runs = [reliableCarrier, failingCarrier].map((carrier) =>
      play({ options: { carrier }, clients, received }),
    );
    expect(runs[0]!.length).toBeGreaterThan(60);
    expect(runs[0]).toEqual(runs[1]);
  });

  it.each(scenarios.filter(({ parts }) => parts?.carrier === undefined))(
    'makes the recording of $id that one that may fail makes',
    (scenario) => {
      for (const { id } of scenario.variants) {
        const failing = runScenario(
          { ...scenario, parts: { ...scenario.parts, carrier: failingCarrier } },
          id,
        );
        expect(runScenario(scenario, id)).toEqual(failing);
      }
    },
  );
});

type Clients = Parameters<typeof play>[0]['clients'];
