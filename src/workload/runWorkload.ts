import type { Recording } from '../recording/recording';
import type { Client } from '../simulator/kernel/client';
import type { Cuts } from '../simulator/kernel/cutter';
import { Peers, type PeerSocket } from '../simulator/kernel/peers';
import { msToNs } from '../simulator/units';
import type { Port } from '../twisted/internet/port';
import { makeProgram } from './programs';
import { everyPart } from '../scenario/parts';
import { serverEnvironment } from '../scenario/serverEnvironment';
import { Simulation, type SimulationOptions } from '../scenario/simulation';
import type { ServerProgram } from '../scenario/types';
import type {
  ClientAction,
  ServerWorkload,
  Workload,
  WorkloadClient,
  WorkloadPeer,
} from './workload';

const DEFAULT_BACKLOG = 50;
/** The port that programs listen on; nothing depends on it. */
const PORT = 8000;
const HOST = '127.0.0.1';

/**
 * Runs a workload to its end: the same events as real Twisted under the oracle. Pure: the same workload
 * gives the same recording.
 *
 * @param options.reactor goes before the workload's own.
 */
export function runWorkload(
  workload: Workload,
  options: { reactor?: 'select' | 'epoll' } = {},
): Recording {
  return runClients(workload, options.reactor, { traceProtocols: false }, (simulation) =>
    start(workload, simulation),
  );
}

/**
 * Runs a server of your own against the clients of a workload: the same events as real Twisted under the oracle, when
 * it runs the same program from a server.py.
 */
export function runServer(
  server: ServerProgram,
  workload: ServerWorkload,
  options: { reactor?: 'select' | 'epoll' } = {},
): Recording {
  return runClients(workload, options.reactor, {}, (simulation) => {
    startClients(workload, simulation);
    server(serverEnvironment(simulation, () => {}));
  });
}

function runClients(
  workload: ServerWorkload,
  asked: 'select' | 'epoll' | undefined,
  more: Partial<SimulationOptions>,
  program: (simulation: Simulation) => void,
): Recording {
  const reactor = asked ?? workload.reactor ?? 'select';
  const simulation = new Simulation({ ...simulationOptions(workload, reactor), ...more });
  const { end, events, causes } = simulation.run(() => program(simulation));
  return {
    ...(workload.name === undefined ? {} : { workload: workload.name }),
    net: simulation.net,
    reactor,
    ...(workload.order === undefined ? {} : { readyOrder: workload.order }),
    end,
    events,
    ...(causes === undefined ? {} : { causes }),
  };
}

function simulationOptions(
  workload: ServerWorkload,
  reactor: 'select' | 'epoll',
): SimulationOptions {
  const { net, names, order, costs, gil, until, tieBreak, maxIterations } = workload;
  return {
    reactor,
    ...everyPart,
    ...(net === undefined ? {} : { net }),
    ...(names === undefined ? {} : { names }),
    ...(order === undefined ? {} : { order }),
    ...(costs === undefined ? {} : { costs }),
    ...(gil === undefined ? {} : { gil }),
    ...(until === undefined || until === null ? {} : { untilNs: msToNs(until) }),
    ...(tieBreak === undefined ? {} : { tieBreak }),
    ...(maxIterations === undefined ? {} : { maxIterations }),
  };
}

function start(workload: Workload, simulation: Simulation): void {
  const { reactor } = simulation;
  const { server } = workload;
  const program = makeProgram(server, simulation);
  if (program.factory !== null) {
    const { factory } = program;
    const listen = (): Port => {
      const port = reactor.listenTCP(PORT, factory, server.backlog ?? DEFAULT_BACKLOG, HOST);
      if (server.numberAccepts) port.numberAccepts = server.numberAccepts;
      return port;
    };
    const port = listen();
    program.listening?.(port, listen);
  }
  startClients(workload, simulation);
  program.started?.();
  reactor.run();
}

function startClients({ clients = [], peers = [] }: ServerWorkload, simulation: Simulation): void {
  for (const client of clients) schedule(client, simulation);
  const network = new Peers(simulation.kernel);
  for (const peer of peers) addPeer(peer, network, simulation);
}

/** Puts a peer into the network; its actions begin when it accepts a connection. */
function addPeer(
  { actions = [], read, ...spec }: WorkloadPeer,
  peers: Peers,
  of: Simulation,
): void {
  peers.add({ ...spec, ...(read ? { read } : {}) }, (connection) => {
    for (const { after, ...action } of actions) {
      of.queue.after(msToNs(after), () => actOn(connection, action));
    }
  });
}

/** Puts everything that a client does on the queue: its connect, then its actions in their order. */
function schedule(spec: WorkloadClient, simulation: Simulation): void {
  const { queue } = simulation;
  const { read, nat, ...options } = spec;
  const client = simulation.addClient(spec.name, {
    ...options,
    ...(read ? { read } : {}),
    ...(nat ? { nat } : {}),
  });
  queue.at(msToNs(spec.connect ?? 0), () => client.connect());
  for (const action of spec.actions ?? []) queue.at(msToNs(action.at), () => act(client, action));
}

function cutsOf({ cuts, gapMs = 0 }: OnConnection): Cuts | undefined {
  return cuts === undefined ? undefined : { cuts, gapMs };
}

function act(client: Client, action: ClientAction): void {
  if (action.connect === true) client.connect();
  else if (action.cut !== undefined) client.cut(action.cut);
  else if (action.mend === true) client.mend();
  else actOn(client, action);
}

type OnConnection = Omit<ClientAction, 'at' | 'connect' | 'cut' | 'mend'>;

/** What the far end of a connection does with it. */
function actOn(client: Client | PeerSocket, action: OnConnection): void {
  if (action.send !== undefined) {
    client.send(action.send, cutsOf(action));
  } else if (action.sendBytes !== undefined) {
    const { fill = 'x', n, end = '' } = action.sendBytes;
    client.send(fill.repeat(n).slice(0, n) + end, cutsOf(action));
  } else if (action.close === true) {
    client.close();
  } else if (action.shutdownWrite === true) {
    client.shutdownWrite();
  } else if (action.reset === true) {
    client.reset();
  } else if (action.pauseReading === true) {
    client.pauseReading();
  } else if (action.resumeReading === true) {
    client.resumeReading();
  }
}
