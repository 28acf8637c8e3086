import type { Op, Workload, WorkloadClient, WorkloadPeer } from '../../../src/workload/workload';
import { addClosing } from './closing';
import { makeClients, type Talk } from './clients';
import { addDeepChain } from './deep';
import { addLosing } from './losing';
import { OpGenerator } from './ops';
import { makePeers, teachPeers } from './peers';
import { otherServer } from './programs';
import { Random } from './random';
import { addTroubles } from './troubles';

/** The version of the generator: digests belong to one. Raise it when a seed gives another workload. */
export const GENERATOR = 6;

/**
 * A random workload, the same for the same seed everywhere. Three in four run the program `script`,
 * whose operations reach most of Twisted's API; the rest run the other programs.
 */
export function generateWorkload(seed: number): Workload {
  const random = new Random(seed);
  const { server, talk, peers } = random.once(4)
    ? { ...otherServer(random), peers: [] }
    : scriptServer(random);
  if (random.once(6)) server.backlog = random.pick([0, 1, 2]);
  if (random.once(8)) server.numberAccepts = random.pick([1, 2]);
  const clients: WorkloadClient[] = talk === null ? [] : makeClients(random, talk);
  const workload: Workload = {
    name: `fuzz-${seed}`,
    until: 3000,
    maxIterations: 4000,
    reactor: random.pick(['select', 'epoll']),
    net: {
      serverSendBuffer: random.pick([4096, 16384, 65536]),
      serverRecvBuffer: random.pick([64, 4096, 65536]),
      latencyMs: random.pick([1, 1, 0, 2.5]),
    },
    server,
    clients,
    ...(peers.length > 0 ? { peers } : {}),
  };
  surroundings(random, workload);
  if (random.once(4)) addTroubles(random, workload);
  if (random.once(4)) addClosing(random, workload);
  if (random.once(8)) addDeepChain(random, workload);
  if (random.once(3)) addLosing(random, workload);
  return workload;
}

/** Now and then another kernel, another Python, a slow link. */
function surroundings(random: Random, workload: Workload): void {
  const net = workload.net!;
  if (random.once(6)) net.rate = random.pick([100, 1000, 33.3, 2500]);
  if (random.once(6)) net.mss = random.pick([536, 1000]);
  if (random.once(5)) net.writableRule = 'linux';
  if (random.once(6)) workload.order = random.pick(['fdDesc', 'arrival']);
  if (random.once(10)) workload.tieBreak = 'heap';
  if (random.once(3)) {
    workload.gil = random.pick([null, { switchIntervalMs: 1 }, { switchIntervalMs: 20 }]);
  }
  if (random.once(8)) {
    workload.costs = {
      [random.pick(['select', 'accept', 'recv', 'send'])]: random.pick([0.1, 0.5, 2]),
      send: random.pick([0, 0.25]),
    };
  }
}

function scriptServer(random: Random): {
  server: Workload['server'];
  talk: Talk;
  peers: WorkloadPeer[];
} {
  const receiver = random.once(4)
    ? random.pick(['lineonly', 'int32', 'netstring'] as const)
    : ('line' as const);
  const { peers, places } = random.once(3) ? makePeers(random) : { peers: [], places: [] };
  const make = new OpGenerator(random, { receiver, mayStop: random.once(8), places });
  const delimiter = receiver === 'line' && random.once(6) ? random.pick(['\n', '||']) : '\r\n';
  const maxLength = random.once(6) ? random.pick([12, 30]) : undefined;
  const onLine: Record<string, Op[]> = {};
  for (const word of 'abcdef') onLine[word] = make.handler();
  onLine['*'] = [['sendLine', 'pong {line}']];
  const some = (times: number, name: string, ops: () => Op[]): Record<string, Op[]> =>
    random.once(times) ? { [name]: ops() } : {};
  const talk: Talk = {
    framing: receiver === 'int32' || receiver === 'netstring' ? receiver : { delimiter },
    words: () =>
      `${random.pick([...'abcdefz'])} ${'1'.repeat(random.once(12) ? 25 : 1 + random.int(3))}`,
  };
  teachPeers(random, peers, talk);
  return {
    peers,
    talk,
    server: {
      program: 'script',
      params: {
        receiver,
        ...(delimiter === '\r\n' ? {} : { delimiter }),
        ...(maxLength === undefined ? {} : { maxLength }),
        poolMax: 1 + random.int(3),
        ...(random.once(3) ? { halfCloseable: true } : {}),
        ...(random.once(5) ? {} : { peers: true }),
        ...some(4, 'onStart', () => make.onStart()),
        ...some(2, 'onConnect', () => make.onConnect()),
        onLine,
        ...some(2, 'onRaw', () => make.handler(1)),
        ...some(2, 'onTimeout', () => make.handler(2)),
        ...some(2, 'onReadLost', () => make.handler(1)),
        ...some(2, 'onWriteLost', () => make.handler(2)),
        ...some(2, 'onLost', () => [['broadcast', 'left']]),
      },
    },
  };
}
