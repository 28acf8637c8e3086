import type { ClientAction, WorkloadClient } from '../../../src/workload/workload';
import type { Random } from './random';

/** How the clients of a workload speak. */
export interface Talk {
  /** What makes a message of some text. */
  framing: 'int32' | 'netstring' | 'raw' | { delimiter: string };
  /** The text of the next message. */
  words(): string;
}

/** One to five clients with everything that clients do. */
export function makeClients(random: Random, talk: Talk): WorkloadClient[] {
  return random.list(1, random.once(6) ? 5 : 3, (n) => makeClient(random, talk, 'ABCDE'[n]!));
}

function makeClient(random: Random, talk: Talk, name: string): WorkloadClient {
  const actions: ClientAction[] = [];
  const start = random.int(20);
  let at = start;
  const messages = 1 + random.int(8);
  for (let n = 0; n < messages; n++) {
    at += random.pick([0, 0, 1, 2, 5, 10, 17, 40]);
    at = say(random, talk, actions, at);
  }
  leave(random, actions, at);
  const client: WorkloadClient = {
    name,
    connect: random.int(random.once(4) ? 60 : 10),
    latencyMs: random.pick([0, 1, 1, 3, 10, 0.5]),
    actions,
  };
  if (random.once(4)) {
    client.read = { everyMs: random.pick([1, 4]), chunk: random.pick([4096, 16384]) };
    client.clientRecvBuffer = random.pick([16384, 65536]);
  } else if (random.once(5)) {
    hold(random, client, actions, start);
  }
  if (random.once(5)) client.onEof = 'keep';
  if (random.once(12)) client.rate = random.pick([50, 700]);
  if (random.once(10)) client.serverSendBuffer = random.pick([2000, 30000]);
  return client;
}

/** Sends a few messages at once, or cut in two; the time of the last piece. */
function say(random: Random, talk: Talk, actions: ClientAction[], at: number): number {
  const text = random.list(1, 3, () => framed(random, talk)).join('');
  if (random.once(16)) {
    actions.push({ at, sendBytes: { fill: 'xyz', n: random.pick([1, 50, 20000]), end: text } });
    return at;
  }
  if (!random.once(4) || text.length < 2) {
    actions.push({ at, send: text });
    return at;
  }
  const cut = 1 + random.int(text.length - 1);
  const later = at + random.int(6);
  actions.push({ at, send: text.slice(0, cut) }, { at: later, send: text.slice(cut) });
  return later;
}

function framed(random: Random, { framing, words }: Talk): string {
  const text = words();
  if (framing === 'raw') return text;
  if (framing === 'int32') {
    const length = random.once(30) ? 200_000 : text.length;
    return String.fromCharCode(0, (length >> 16) & 255, (length >> 8) & 255, length & 255) + text;
  }
  if (framing === 'netstring') {
    return random.once(30) ? `${text.length}:${text}!` : `${text.length}:${text},`;
  }
  return text + framing.delimiter;
}

function leave(random: Random, actions: ClientAction[], after: number): void {
  const at = after + random.int(30);
  switch (random.int(7)) {
    case 0:
      actions.push({ at, close: true });
      break;
    case 1:
      actions.push({ at, reset: true });
      break;
    case 2:
      actions.push({ at, shutdownWrite: true });
      if (random.once(2)) actions.push({ at: at + random.int(80), close: true });
  }
}

/** The application of a client stops reading for a while, or for ever. */
function hold(
  random: Random,
  client: WorkloadClient,
  actions: ClientAction[],
  start: number,
): void {
  client.clientRecvBuffer = random.pick([1000, 16384, 65536]);
  if (random.once(2)) client.pauseReading = true;
  else actions.push({ at: start + random.int(30), pauseReading: true });
  if (!random.once(4)) actions.push({ at: start + 30 + random.int(120), resumeReading: true });
}
