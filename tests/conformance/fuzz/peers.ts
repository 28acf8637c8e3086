import type { PeerAction, WorkloadPeer } from '../../../src/workload/workload';
import type { Talk } from './clients';
import type { Random } from './random';

/** Where nobody is: this host refuses, another is silent. */
const NOBODY = [
  { host: '127.0.0.1', port: 9009 },
  { host: '10.0.0.9', port: 80 },
];

/** Peers that accept, refuse or say nothing, and the places that a program may connect to. */
export function makePeers(random: Random): {
  peers: WorkloadPeer[];
  places: { host: string; port: number }[];
} {
  const peers = random.list(1, 2, (n) => makePeer(random, n));
  const own = peers.map(({ host = '127.0.0.1', port }) => ({ host, port }));
  return { peers, places: [...own, ...own, ...NOBODY] };
}

function makePeer(random: Random, n: number): WorkloadPeer {
  const answers = random.pick(['accept', 'accept', 'accept', 'refuse', 'silent'] as const);
  const peer: WorkloadPeer = {
    name: `P${n}`,
    port: 9001 + n,
    answers,
    latencyMs: random.pick([0, 1, 2.5, 10]),
    ...(random.once(4) ? { host: '10.0.0.2' } : {}),
    ...(random.once(3) ? { echo: true } : {}),
    ...(random.once(5) ? { onEof: 'keep' } : {}),
    ...(random.once(8) ? { rate: random.pick([50, 700]) } : {}),
    ...(random.once(6) ? { serverSendBuffer: random.pick([2000, 30_000]) } : {}),
  };
  if (random.once(3)) {
    peer.changes = [
      { at: random.pick([20, 60, 1500]), answers: random.pick(['accept', 'refuse', 'silent']) },
    ];
  }
  if (random.once(5)) {
    peer.read = { everyMs: random.pick([1, 4]), chunk: random.pick([4096, 16_384]) };
    peer.clientRecvBuffer = random.pick([16_384, 65_536]);
  } else if (random.once(8)) {
    peer.pauseReading = true;
  }
  return peer;
}

/** Gives the peers something to say, in the program's own language. */
export function teachPeers(random: Random, peers: readonly WorkloadPeer[], { words }: Talk): void {
  for (const peer of peers) {
    let after = 0;
    const actions: PeerAction[] = random.list(0, 3, () => {
      after += random.pick([0, 0, 2, 10, 40]);
      return { after, send: `${words()}\r\n` };
    });
    after += random.int(60);
    if (random.once(2)) {
      const end = random.pick([{ close: true }, { reset: true }, { shutdownWrite: true }]);
      actions.push({ after, ...end });
    }
    peer.actions = actions;
  }
}
