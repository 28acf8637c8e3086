import type { TimerSpec, Workload } from '../../../src/workload/workload';
import type { Talk } from './clients';
import type { Random } from './random';

type Server = Workload['server'];

/** A server other than `script`, with clients that speak its language; `talk` null: it needs none. */
export function otherServer(random: Random): { server: Server; talk: Talk | null } {
  const lines = (words: () => string): Talk => ({ framing: { delimiter: '\r\n' }, words });
  const ms = (): number => random.pick([0, 1, 8, 30, 12.5]);
  const work = lines(() =>
    random.weighted([
      [3, () => `work ${random.pick([0, 3, 20, 60, 7.5])}`],
      [3, () => `ping ${random.int(10)}`],
      [random.once(4) ? 1 : 0, () => 'quit'],
    ]),
  );
  const chatter = lines(() => random.pick(['ann', 'bob', 'hi', 'how are you', '/quit']));
  const echo = (): string => 'abcdefgh'.slice(random.int(7)).repeat(1 + random.int(4));
  return random.pick<() => { server: Server; talk: Talk | null }>([
    () => ({
      server: { program: 'echo', params: random.once(2) ? { blockMs: ms() } : {} },
      talk: { framing: 'raw', words: echo },
    }),
    () => ({
      server: {
        program: 'line-echo',
        params: {
          via: random.pick(['direct', 'deferred', 'deferred-later', 'callLater0', 'thread']),
          receiver: random.pick(['line', 'lineonly']),
          maxLength: random.pick([6, 40, 16384]),
          ...(random.once(2) ? { blockMs: ms() } : {}),
        },
      },
      talk: lines(() => (random.once(9) ? 'quit' : echo())),
    }),
    () => ({
      server: { program: 'chat', params: random.once(2) ? { blockMs: ms() } : {} },
      talk: chatter,
    }),
    () => ({
      server: { program: 'blocking-handler', params: { cpu: random.once(2) } },
      talk: work,
    }),
    () => ({
      server: {
        program: 'call-later-chunks',
        params: { chunkMs: random.pick([4, 10]), gapMs: random.pick([0, 3]) },
      },
      talk: work,
    }),
    () => ({
      server: { program: 'cooperator', params: { unitMs: random.pick([2, 4, 11]) } },
      talk: work,
    }),
    () => ({
      server: {
        program: 'defer-to-thread',
        params: { poolMax: 1 + random.int(4), cpu: random.once(2), fail: random.once(4) },
      },
      talk: work,
    }),
    () => ({ server: { program: 'inline-callbacks', params: { pauseMs: ms() } }, talk: work }),
    () => ({
      server: {
        program: 'db-pool',
        params: { cpMin: 1, cpMax: 1 + random.int(3), connectMs: random.pick([0, 5]) },
      },
      talk: lines(() =>
        random.pick([
          `query ${ms()}`,
          `query ${ms()}`,
          `tx ${ms()} ${ms()}`,
          `fail ${ms()}`,
          'ping',
        ]),
      ),
    }),
    () => bigWrite(random, lines),
    () => ({
      server: { program: 'thread-write', params: { safe: random.once(2) } },
      talk: lines(() => random.pick([`go ${ms()}`, 'ping'])),
    }),
    () => ({
      server: {
        program: 'timeout',
        params: { timeoutMs: random.pick([15, 40, 100]), abort: random.once(2) },
      },
      talk: lines(() => 'still here'),
    }),
    () => ({
      server: { program: 'closing', params: { halfCloseable: random.once(2) } },
      talk: lines(() =>
        random.pick(['bye', 'abort', 'half', 'boom', 'big 70000', 'x', 'y', 'z', 'x', 'y']),
      ),
    }),
    () => framing(random, echo),
    () => ({
      server: { program: 'raw-mode' },
      talk: lines(() =>
        random.pick(['upload 7', 'upload 30', `hold ${5 + random.int(40)}`, 'x', 'yy']),
      ),
    }),
    () => ({ server: { program: 'timers', params: { timers: timers(random) } }, talk: null }),
  ])();
}

/** Without producers: a second one on a connection raises, with an address in the message. `script` has them. */
function bigWrite(
  random: Random,
  lines: (words: () => string) => Talk,
): { server: Server; talk: Talk } {
  return {
    server: {
      program: 'big-write',
      params: {
        mode: random.pick(['write', 'chunks']),
        chunk: random.pick([3000, 10240, 50000]),
        gapMs: random.pick([0, 2]),
        closeAfter: random.once(2),
      },
    },
    talk: lines(() => random.pick(['get 300000', 'get 20000', 'ping', 'pong', 'x'])),
  };
}

function framing(random: Random, words: () => string): { server: Server; talk: Talk } {
  const receiver = random.pick(['int32', 'netstring'] as const);
  return {
    server: {
      program: 'framing',
      params: {
        receiver,
        maxLength: random.pick([20, 99999]),
        ...(random.once(2) ? { blockMs: 5 } : {}),
      },
    },
    talk: { framing: receiver, words },
  };
}

function timers(random: Random): TimerSpec[] {
  const when = (): number => random.pick([0, 10, 10, 25, 50, 80, 12.5]);
  return random.list(2, 7, (n): TimerSpec => {
    const name = `t${n}`;
    if (random.once(3)) {
      return {
        name,
        loop: random.pick([0, 10, 30, 45]),
        now: random.once(2),
        withCount: random.once(2),
        stopAfter: 2 + random.int(6),
        block: random.list(0, 4, () => random.pick([0, 0, 12, 70])),
      };
    }
    return {
      name,
      delay: when(),
      ...(random.once(3) ? { at: when() } : {}),
      ...(random.once(3) ? { block: random.pick([5, 40]) } : {}),
      ...change(random, when),
    };
  });
}

/** A timer may be changed once, before it is due: changing a dead one raises, and ends nothing. */
function change(random: Random, when: () => number): Partial<TimerSpec> {
  switch (random.int(6)) {
    case 0:
      return { cancelAt: when() };
    case 1:
      return { resetAt: when(), resetTo: when() };
    case 2:
      return { delayAt: when(), delayBy: when() };
    default:
      return {};
  }
}
