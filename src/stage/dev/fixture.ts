import type { Bytes, ClientState, ReactorSpan, Wait, World } from '../../player/world.types';
import type { TimelineRun } from '../timeline';

const s = (x: number): number => Math.round(x * 1e9);
const latency = 0.02;
export const sends: [string, number, string][] = [
  ['A', 0.5, 'hi'],
  ['A', 1.5, 'yo'],
  ['A', 2.5, 'lunch?'],
  ['A', 3.5, 'hello?'],
  ['A', 4.5, 'ah'],
  ['A', 5.5, 'bye'],
  ['B', 0.9, 'hey'],
  ['B', 2.1, 'lunch?'],
  ['B', 3.3, 'ok'],
  ['B', 4.6, 'see you'],
  ['C', 1.0, 'REPORT'],
  ['D', 1.8, 'hello'],
];

export const roles = { A: 'chat', B: 'chat', C: 'report', D: 'connects' };

function handledAt(client: string, at: number, block: number): number {
  const arrives = at + latency;
  if (client === 'C') return 1.02;
  return arrives > 1.02 && arrives < 1.02 + block ? 1.02 + block : arrives;
}

export function fixtureRun(id: string, label: string, block: number): TimelineRun {
  const waits: Wait[] = sends.map(([client, at, text], i) => {
    const done = handledAt(client, at, block) + (client === 'C' ? block : 0) + latency;
    const sent = client === 'D' ? at : at;
    return {
      client,
      sentIndex: i + 1,
      sentNs: s(sent),
      answeredIndex: i + 100,
      answeredNs: s(done),
      chain: [],
      text,
    };
  });
  const spans: ReactorSpan[] = sends
    .map(([client, at], i): ReactorSpan => {
      const start = handledAt(client, at, block);
      const end = client === 'C' ? start + block : start;
      return {
        kind: 'handler',
        blocked: end - start > 0.1,
        conn: client,
        label: 'lineReceived',
        startNs: s(start),
        endNs: s(end),
        startIndex: i,
        endIndex: i,
      };
    })
    .sort((a, b) => a.startNs - b.startNs || a.endNs - b.endNs);
  const clients = ['A', 'B', 'C', 'D'].map((name) => {
    const worst = Math.max(
      ...waits.filter((w) => w.client === name).map((w) => w.answeredNs! - w.sentNs),
    );
    return {
      name,
      role: roles[name as 'A'],
      worst: worst < 1e8 ? '< 0.1 s' : `${(worst / 1e9).toFixed(1)} s`,
    };
  });
  return { id, label, clients, spans, waits, endNs: s(8) };
}

const bytes = (text: string): Bytes => ({ text, size: text.length });

export function fixtureWorld(t: number, block: number): World {
  const blocked = t >= 1.02 && t < 1.02 + block;
  const clients = ['A', 'B', 'C', 'D'].map((name): ClientState => {
    const mine = sends.filter(([client]) => client === name);
    const queued = name === 'D' && t >= 1.82 && blocked;
    const inBuffer = mine.filter(([, at]) => at + latency <= t && handledAt(name, at, block) > t);
    const up = mine.filter(([, at]) => at <= t && at + latency > t);
    const down = mine.filter(([, at]) => {
      const done = handledAt(name, at, block) + (name === 'C' ? block : 0);
      return done <= t && done + latency > t;
    });
    return {
      name,
      state: name === 'D' && t < 1.8 ? 'absent' : 'connected',
      server: name === 'D' ? (t < 1.82 ? 'none' : queued ? 'queued' : 'accepted') : 'accepted',
      up: up.map(([, at, text]) => ({
        ...bytes(`${text}\r\n`),
        departedNs: s(at),
        arrivesNs: s(at + latency),
      })),
      down: down.map(([, at, text]) => {
        const done = handledAt(name, at, block) + (name === 'C' ? block : 0);
        return {
          ...bytes(`${name === 'C' ? '42 rows' : text}\r\n`),
          departedNs: s(done),
          arrivesNs: s(done + latency),
        };
      }),
      receiveBuffer: bytes(inBuffer.map(([, , text]) => `${text}\r\n`).join('')),
      finArrived: false,
      partial: bytes(''),
      writeBuffer: bytes(''),
      sendBuffer: bytes(''),
      receivedTotal: 0,
    };
  });
  const listenQueue = clients.filter((c) => c.server === 'queued').map((c) => c.name);
  const row = (name: string, reading: boolean, readableNow: boolean, said: boolean | null) => ({
    name,
    reading,
    writing: false,
    readableNow,
    writableNow: true,
    readableSaid: said,
    writableSaid: null,
  });
  return {
    index: 10,
    timeNs: s(t),
    turn: blocked ? 7 : t < 1.02 ? 4 : 12,
    reactor: {
      state: blocked ? 'running' : t === 4.02 ? 'running' : 'waiting',
      station: blocked || t === 4.02 ? 'run' : 'ask',
      handler: blocked
        ? { conn: 'C', what: 'lineReceived', sinceNs: s(1.02) }
        : t === 4.02
          ? { conn: 'A', what: 'lineReceived', sinceNs: s(4.02) }
          : null,
      block: blocked ? { kind: 'block', startNs: s(1.02), durationNs: s(block) } : null,
    },
    clients,
    listenQueue,
    interest: [
      ...clients
        .filter((c) => c.server === 'accepted' || c.name !== 'D')
        .map((c) =>
          row(c.name, true, c.receiveBuffer.size > 0, blocked ? c.name === 'C' : t === 4.02),
        ),
      row('port', true, listenQueue.length > 0, false),
      row('waker', true, false, false),
    ],
    lastAskedNs: blocked ? s(1.02) : s(Math.max(0, t - 0.01)),
    asking: !blocked && t !== 4.02,
    timers: [],
    threads: [],
    threadCalls: [],
    line: null,
    beat: null,
  };
}
