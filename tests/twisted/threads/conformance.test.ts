import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { eventsToWire } from '../../../src/recording/json';
import { Simulation } from '../../../src/scenario/simulation';
import { sleep, type ThreadCode } from '../../../src/simulator/threads';
import { msToNs, secondsToNs } from '../../../src/simulator/units';
import {
  ConnectionPool,
  type Connection,
  type DbConnection,
  type DbCursor,
  type Transaction,
} from '../../../src/twisted/enterprise/adbapi';
import { LineReceiver } from '../../../src/twisted/protocols/basic';
import type { Deferred } from '../../../src/twisted/internet/defer';
import { RuntimeError, ValueError } from '../../../src/twisted/python/exceptions';
import { ThreadPool } from '../../../src/twisted/python/threadpool';
import { Factory } from '../../../src/twisted/internet/protocol';
import { deferLater } from '../../../src/twisted/internet/task';
import {
  blockingCallFromThread,
  callMultipleInThread,
  deferToThread,
} from '../../../src/twisted/internet/threads';
import { firstDifference } from '../../conformance/compare';
import { readTrace } from '../../conformance/traces';
import { REACTORS } from '../reactorFixture';

type Row = readonly [number];

/** The server of `conformance/server.py`, line for line. */
function server({ reactor, trace }: Simulation): void {
  const print = (text: string): void => trace.emit('print', { text });
  let count = 0;

  class FakeCursor implements DbCursor<Row> {
    private readonly n: number;

    constructor(n: number) {
      this.n = n;
    }

    *execute(sql: string, ms: number): ThreadCode<void> {
      print(`execute ${this.n} ${sql}`);
      yield* sleep(msToNs(ms));
      if (sql === 'bad') throw new RuntimeError('bad sql');
    }

    fetchall(): Row[] {
      return [[1], [2]];
    }

    close(): void {
      print(`cursor close ${this.n}`);
    }
  }

  class FakeConnection implements DbConnection<Row> {
    private readonly n = ++count;

    cursor(): DbCursor<Row> {
      print(`cursor ${this.n}`);
      return new FakeCursor(this.n);
    }

    commit(): void {
      print(`commit ${this.n}`);
    }

    rollback(): void {
      print(`rollback ${this.n}`);
    }

    close(): void {
      print(`close ${this.n}`);
    }
  }

  function* connect(): ThreadCode<FakeConnection> {
    print('connect');
    yield* sleep(secondsToNs(0.002));
    return new FakeConnection();
  }

  const pool = new ConnectionPool<Row>({ connect }, { cp_min: 1, cp_max: 2, cp_reactor: reactor });

  function rows(result: unknown): string {
    if (Array.isArray(result)) return `${result.length} rows`;
    return result === null || result === undefined ? 'None' : String(result);
  }

  function step(d: Deferred<unknown>, what: string): void {
    d.addCallbacks(
      (result) => print(`${what}: ${rows(result)}`),
      (failure) => print(`${what} failed: ${failure.value.message}`),
    );
  }

  function* tx(txn: Transaction<Row>, ms: number): ThreadCode<string> {
    yield* txn.execute('one', ms);
    yield* sleep(secondsToNs(0.003));
    yield* txn.execute('two', ms);
    return 'tx';
  }

  function* withConn(conn: Connection<Row>, ms: number): ThreadCode<string> {
    yield* sleep(msToNs(ms));
    conn.close();
    return 'wc';
  }

  function inReactor(x: string): Deferred<string> {
    print(`in reactor ${x}`);
    return deferLater(reactor, 0.02, () => `answer ${x}`);
  }

  function* blocking(x: string): ThreadCode<void> {
    print(`thread asks ${x}`);
    try {
      print(`thread got ${yield* blockingCallFromThread(reactor, inReactor, x)}`);
    } catch (error) {
      print(`thread raised ${(error as Error).message}`);
    }
  }

  function failing(): never {
    throw new ValueError('no');
  }

  function* blockingFails(): ThreadCode<void> {
    try {
      yield* blockingCallFromThread(reactor, failing);
    } catch (error) {
      print(`thread raised ${(error as Error).message}`);
    }
  }

  function* nap(ms: number): ThreadCode<void> {
    print(`nap ${ms}`);
    yield* sleep(msToNs(ms));
  }

  class P extends LineReceiver {
    override lineReceived(line: string): void {
      if (line === 'q') {
        step(pool.runQuery('select', 10), 'query');
      } else if (line === 'o') {
        step(pool.runOperation('insert', 5), 'operation');
      } else if (line === 'bad') {
        step(pool.runQuery('bad', 5), 'bad');
      } else if (line === 'tx') {
        step(pool.runInteraction(tx, 7), 'tx');
      } else if (line === 'wc') {
        step(pool.runWithConnection(withConn, 4), 'wc');
      } else if (line === 'block') {
        step(deferToThread(blocking, 'x'), 'blocking');
      } else if (line === 'blockfail') {
        step(deferToThread(blockingFails), 'blockfail');
      } else if (line === 'multi') {
        callMultipleInThread([
          [nap, [3]],
          [nap, [4]],
        ]);
      } else if (line === 'stop') {
        step(pool.runQuery('last', 30), 'last');
        step(pool.runQuery('last', 30), 'last');
        step(pool.runQuery('last', 30), 'last');
        reactor.stop();
      }
      this.sendLine(line);
    }
  }

  reactor.listenTCP(8000, Factory.forProtocol(P));
  reactor.run();
}

/** The client of `conformance/workload.json`. */
const SENDS: [ms: number, data: string][] = [
  [10, 'q\r\nq\r\nq\r\no\r\n'],
  [20, 'bad\r\n'],
  [60, 'tx\r\nwc\r\nblock\r\nmulti\r\nblockfail\r\n'],
  [150, 'tx\r\nbad\r\nblock\r\n'],
  [160, 'stop\r\n'],
];

test.each(REACTORS)(
  'threads, pools and a database do what they do in real Twisted, on %s',
  (name) => {
    const simulation = new Simulation({ reactor: name, threadPool: ThreadPool });
    const client = simulation.addClient('A');
    simulation.queue.at(0, () => client.connect());
    for (const [ms, data] of SENDS) simulation.queue.at(msToNs(ms), () => client.send(data));
    const { events, end } = simulation.run(() => server(simulation));
    const trace = fileURLToPath(new URL(`conformance/${name}.json.gz`, import.meta.url));
    const ours = { end, events: eventsToWire({ reactor: name, end, events }) };
    expect(firstDifference(ours, readTrace(trace))?.report ?? null).toBeNull();
  },
);
