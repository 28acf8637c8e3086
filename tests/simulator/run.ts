import type { EventKind, EventOf, RecordedEvent } from '../../src/recording/events';
import { Simulation, type SimulationOptions } from '../../src/scenario/simulation';
import { everyPart } from '../../src/scenario/parts';
import { msToNs } from '../../src/simulator/units';
import type { ClientOptions } from '../../src/simulator/kernel/client';
import type { Client } from '../../src/simulator/kernel/client';
import { Factory, Protocol } from '../../src/twisted/internet/protocol';

const NS_PER_MS = 1e6;

/** What a client does at a time in ms. */
export type Act = [atMs: number, act: (client: Client) => void];

export interface Scene {
  options?: Partial<SimulationOptions>;
  /** What the server does with the bytes of a connection. */
  received?: (transport: Protocol['transport'], data: string) => void;
  /** What the server does with a new connection. */
  made?: (transport: Protocol['transport'], simulation: Simulation) => void;
  clients: Record<string, ClientOptions & { acts: Act[] }>;
}

/** Runs clients against a server of one protocol; gives the events. */
export function play({ options, received, made, clients }: Scene): RecordedEvent[] {
  const simulation = new Simulation({ reactor: 'select', ...everyPart, ...options });

  class Server extends Protocol {
    override connectionMade(): void {
      made?.(this.transport, simulation);
    }

    override dataReceived(data: string): void {
      received?.(this.transport, data);
    }
  }

  for (const [name, { acts, ...clientOptions }] of Object.entries(clients)) {
    const client = simulation.addClient(name, clientOptions);
    for (const [atMs, act] of acts) simulation.queue.at(msToNs(atMs), () => act(client));
  }
  return simulation.run(() => {
    simulation.reactor.listenTCP(8000, Factory.forProtocol(Server));
    simulation.reactor.run();
  }).events;
}

/** The events of one kind. */
export function of<K extends EventKind>(events: readonly RecordedEvent[], kind: K): EventOf<K>[] {
  return events.filter((event) => event.kind === kind) as unknown as EventOf<K>[];
}

/** Times of the events of one kind, in ms. */
export function timesMs(events: readonly RecordedEvent[], kind: EventKind): number[] {
  return of(events, kind).map((event) => event.timeNs / NS_PER_MS);
}

export const connect: Act[1] = (client) => client.connect();
export const close: Act[1] = (client) => client.close();
export const reset: Act[1] = (client) => client.reset();
export const send =
  (data: string): Act[1] =>
  (client) =>
    client.send(data);
