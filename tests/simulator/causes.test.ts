import { describe, expect, it } from 'vitest';
import { waitsOf } from '../../src/player/measures/waits';
import { currentCause } from '../../src/simulator/cause';
import type { Recording } from '../../src/recording/recording';
import { Simulation } from '../../src/scenario/simulation';
import { sleep, SimQueue } from '../../src/simulator/threads';
import { msToNs } from '../../src/simulator/units';
import type { Reactor } from '../../src/twisted/internet/base';
import {
  Deferred,
  DeferredLock,
  DeferredQueue,
  inlineCallbacks,
} from '../../src/twisted/internet/defer';
import { BytesIO, FileSender, LineReceiver } from '../../src/twisted/protocols/basic';
import { Factory } from '../../src/twisted/internet/protocol';
import { cooperate, deferLater, LoopingCall } from '../../src/twisted/internet/task';
import { ThreadPool } from '../../src/twisted/python/threadpool';
import { deferToThread } from '../../src/twisted/internet/threads';

type Said = [client: string, ms: number, text: string];

/** Where a line goes: each protocol has `answer`. */
abstract class Server extends LineReceiver {
  abstract answer(line: string): unknown;
  override lineReceived(line: string): void {
    this.answer(line);
  }
}

let last: Recording | null = null;

/** Runs a server and says of each line how many ms its client waited; latency is 10 ms one way. */
function waits(
  said: readonly Said[],
  makeServer: (reactor: Reactor) => new () => LineReceiver,
): Record<string, number | null> {
  const simulation = new Simulation({
    reactor: 'select',
    threadPool: ThreadPool,
    net: { latencyMs: 10 },
    untilNs: msToNs(20_000),
  });
  const { queue, reactor } = simulation;
  const names = [...new Set(said.map(([client]) => client))];
  const clients = new Map(names.map((name) => [name, simulation.addClient(name)]));
  for (const client of clients.values()) queue.at(0, () => client.connect());
  for (const [client, ms, text] of said) {
    queue.at(msToNs(ms), () => clients.get(client)!.send(`${text}\r\n`));
  }
  const run = simulation.run(() => {
    reactor.listenTCP(8000, Factory.forProtocol(makeServer(reactor)));
    reactor.run();
  });
  const recording = { reactor: 'select' as const, ...run };
  expect(currentCause()).toBe(0);
  last = recording;
  return Object.fromEntries(
    waitsOf(recording).map(({ text, sentNs, answeredNs }) => [
      text,
      answeredNs === null ? null : Math.round((answeredNs - sentNs) / 1e6),
    ]),
  );
}

const ms = (n: number): number => n / 1000;
const SLOW_THEN_FAST: Said[] = [
  ['A', 100, 'slow'],
  ['A', 300, 'fast'],
];

describe('a line and its answer, when a later line is answered first', () => {
  const slowly: Record<string, (reactor: Reactor, say: () => void) => unknown> = {
    'a timer': (reactor, say) => reactor.callLater(ms(2000), say),
    'a timer in a timer': (reactor, say) =>
      reactor.callLater(ms(1000), () => reactor.callLater(ms(1000), say)),
    deferToThread: (_, say) =>
      deferToThread(function* () {
        yield* sleep(msToNs(2000));
      }).addCallback(say),
    'callInThread and callFromThread': (reactor, say) =>
      reactor.callInThread(function* () {
        yield* sleep(msToNs(2000));
        reactor.callFromThread(say);
      }),
    inlineCallbacks: (reactor, say) =>
      inlineCallbacks(function* () {
        yield* deferLater(reactor, ms(1000), () => 1);
        yield* deferLater(reactor, ms(1000), () => 1);
        say();
      })(),
    'a LoopingCall': (_, say) => {
      const loop = LoopingCall.withCount(() => say());
      void loop.start(2, false);
    },
    cooperate: (reactor, say) =>
      cooperate(
        (function* () {
          yield deferLater(reactor, ms(2000), () => 1);
        })(),
      )
        .whenDone()
        .addCallback(say),
    'a cancelled Deferred': (reactor, say) => {
      const d = new Deferred<number>();
      d.addErrback(say);
      d.addTimeout(2, reactor);
    },
  };

  it.each(Object.keys(slowly))('comes by way of %s', (way) => {
    const found = waits(
      SLOW_THEN_FAST,
      (reactor) =>
        class extends Server {
          answer(line: string): void {
            if (line === 'slow') slowly[way]!(reactor, () => this.sendLine('slow'));
            else this.sendLine('fast');
          }
        },
    );
    expect(found).toEqual({ slow: 2020, fast: 20 });
  });

  it('comes from a producer that is asked when there is room', () => {
    const found = waits(
      SLOW_THEN_FAST,
      () =>
        class extends Server {
          answer(line: string): void {
            if (line === 'fast') return;
            const sender = new FileSender();
            void sender.beginFileTransfer(new BytesIO('x'.repeat(200_000)), this.transport);
          }
        },
    );
    expect(found['slow']).toBeGreaterThan(19);
    // Not only the first piece, which is written within the handler.
    const { events, causes } = last!;
    const writes = events.flatMap(({ kind }, i) => (kind === 'write' ? [i] : []));
    expect(writes.length).toBeGreaterThan(10);
    const led = causes!.map(([effect]) => effect).filter((i) => events[i]!.kind === 'write');
    expect(led).toEqual(writes);
    expect(found['fast']).toBeNull();
  });
});

it('comes from a task, though the tick that runs it was scheduled for another', () => {
  const found = waits(
    [
      ['A', 100, 'a'],
      ['B', 100, 'b'],
    ],
    () =>
      class extends Server {
        answer(line: string): void {
          const say = (): void => this.sendLine(line);
          cooperate(
            (function* () {
              yield null;
              say();
            })(),
          );
        }
      },
  );
  expect(found).toEqual({ a: 20, b: 20 });
});

describe('a Deferred with two candidates', () => {
  it('goes by who added the callback: a lock that A gives back serves B', () => {
    const lock = new DeferredLock();
    const found = waits(
      [
        ['A', 100, 'a'],
        ['B', 110, 'b'],
        ['A', 120, 'again'],
      ],
      (reactor) =>
        class extends Server {
          answer(line: string): void {
            void lock.run(() => {
              const held = new Deferred<null>();
              reactor.callLater(1, () => {
                this.sendLine(line);
                held.callback(null);
              });
              return held;
            });
          }
        },
    );
    expect(found).toEqual({ a: 1020, b: 2010, again: 3000 });
  });

  it('goes by who fires it, when it was made before any line', () => {
    const found = waits(
      [
        ['A', 100, 'one'],
        ['A', 200, 'two'],
        ['A', 300, 'three'],
      ],
      () =>
        class extends Server {
          #next: Deferred<string> | null = null;
          override connectionMade(): void {
            // A conversation: each line resumes the generator, and is what it then answers.
            const talk = inlineCallbacks(function* (
              this: Server & { nextLine(): Deferred<string> },
            ) {
              for (;;) {
                const line: string = yield* this.nextLine();
                if (line !== 'two') this.sendLine(line);
              }
            });
            void talk.call(this);
          }
          nextLine(): Deferred<string> {
            this.#next = new Deferred<string>();
            return this.#next;
          }
          answer(line: string): void {
            this.#next!.callback(line);
          }
        },
    );
    expect(found).toEqual({ one: 20, two: null, three: 20 });
  });

  it('goes by who put the item in, for one who serves a queue', () => {
    const found = waits(
      [
        ['A', 100, 'a'],
        ['B', 150, 'b'],
      ],
      (reactor) => {
        const queue = new DeferredQueue<() => void>();
        const serve = inlineCallbacks(function* () {
          for (;;) {
            const job: () => void = yield* queue.get();
            yield* deferLater(reactor, 1, () => 1);
            job();
          }
        });
        void serve();
        return class extends Server {
          answer(line: string): void {
            queue.put(() => this.sendLine(line));
          }
        };
      },
    );
    expect(found).toEqual({ a: 1020, b: 1970 });
  });
});

it('takes the cause through a queue to a thread that serves it', () => {
  const found = waits(SLOW_THEN_FAST, (reactor) => {
    const queue = new SimQueue<() => void>(reactor.threads);
    reactor.callInThread(function* () {
      for (;;) {
        const job = yield* queue.get();
        yield* sleep(msToNs(500));
        reactor.callFromThread(job);
      }
    });
    return class extends Server {
      answer(line: string): void {
        if (line === 'slow') queue.put(() => this.sendLine(line));
        else this.sendLine(line);
      }
    };
  });
  expect(found).toEqual({ slow: 520, fast: 20 });
});

it('answers nobody with what no line led to, or the line of another', () => {
  const all: LineReceiver[] = [];
  const found = waits(
    [
      ['A', 100, 'to all'],
      ['B', 100, 'nothing'],
    ],
    (reactor) => {
      reactor.callLater(ms(500), () => all.forEach((one) => one.sendLine('tick')));
      return class extends Server {
        override connectionMade(): void {
          all.push(this);
        }
        answer(line: string): void {
          if (line === 'to all')
            reactor.callLater(1, () => all.forEach((one) => one.sendLine(line)));
        }
      };
    },
  );
  expect(found).toEqual({ 'to all': 1020, nothing: null });
});
