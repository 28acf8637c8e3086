import { expect } from 'vitest';
import type { ThreadCode } from '../../src/simulator/threads';
import {
  ConnectionPool,
  type ConnectionPoolOptions,
  type DbConnection,
  type DbModule,
} from '../../src/twisted/enterprise/adbapi';
import type { Deferred } from '../../src/twisted/internet/defer';
import { gatherResults } from '../../src/twisted/internet/defer';
import { RuntimeError, ValueError } from '../../src/twisted/python/exceptions';
import { beyond, GenericError, twisted } from './helpers';
import { runReactor } from './reactorFixture';
import { sleepMs } from './threads/fixture';

type Row = readonly [number];

/** A database with one table of numbers. Statements take 10 ms; some can be made to fail. */
class FakeDb implements DbModule<Row> {
  rows: Row[] = [];
  readonly events: string[] = [];
  readonly broken = new Set<'rollback' | 'close' | 'cursor' | 'execute'>();
  private connections = 0;

  *connect(): ThreadCode<DbConnection<Row>> {
    yield* sleepMs(1);
    return this.connection(++this.connections);
  }

  private connection(n: number): DbConnection<Row> {
    const note = (what: string): void => void this.events.push(`${what} ${n}`);
    const check = (what: 'rollback' | 'close' | 'cursor' | 'execute'): void => {
      if (this.broken.has(what)) throw new RuntimeError(`no ${what}`);
    };
    let added: Row[] = [];
    const execute = (sql: string, ...values: number[]): ThreadCode<void> => {
      check('execute');
      if (sql === 'bad') throw new GenericError('no such table');
      if (sql === 'insert') added.push(...values.map((value): Row => [value]));
      return sleepMs(10);
    };
    return {
      cursor: () => {
        check('cursor');
        return {
          execute: execute as (sql: string, ...values: never[]) => ThreadCode<void>,
          fetchall: () => [...this.rows],
          close: () => undefined,
        };
      },
      commit: () => {
        note('commit');
        this.rows = [...this.rows, ...added];
        added = [];
      },
      rollback: () => {
        note('rollback');
        check('rollback');
        added = [];
      },
      close: () => {
        note('close');
        check('close');
      },
    };
  }
}

/** What `use` gives, with a pool on a reactor that stops then, and the log. */
function withPool<T>(
  use: (pool: ConnectionPool<Row>, db: FakeDb) => Deferred<T>,
  options: ConnectionPoolOptions<Row> = {},
): { result: unknown; db: FakeDb; logged: string[]; endMs: number } {
  const db = new FakeDb();
  let result: unknown = 'no result';
  let endMs = -1;
  const { events } = runReactor((reactor) => {
    const pool = new ConnectionPool(db, { cp_reactor: reactor, ...options });
    reactor.callWhenRunning(() => {
      use(pool, db).addBoth((outcome) => {
        result = outcome;
        endMs = Math.round(reactor.seconds() * 1000);
        reactor.stop();
      });
    });
  });
  const logged = events.flatMap((event) => (event.kind === 'logError' ? [event.message] : []));
  return { result, db, logged, endMs };
}

const base = twisted('test_adbapi.ADBAPITestBase');
const reconnecting = twisted('test_adbapi.ReconnectTestBase');
const pools = twisted('test_adbapi.ConnectionPoolTests');

base('test_pool', 'queries, operations, interactions; failures roll back; openfun is told', () => {
  const opened: unknown[] = [];
  const { result, db } = withPool(
    (pool) =>
      pool
        .runInteraction(function* (txn) {
          yield* txn.execute('insert', 7);
          yield* txn.execute('bad');
        })
        .addErrback((failure) => void failure.trap(GenericError))
        .addCallback(() => pool.runQuery('select'))
        .addCallback((rows) => expect(rows).toEqual([]))
        .addCallback(() => gatherResults([1, 2, 3].map((n) => pool.runOperation('insert', n))))
        .addCallback(() =>
          pool.runWithConnection(function* (connection) {
            connection.close();
            yield* sleepMs(1);
            return 'closed by nobody';
          }),
        )
        .addCallback((text) => expect(text).toBe('closed by nobody'))
        .addCallback(() => pool.runQuery('select')),
    { cp_openfun: (connection) => opened.push(connection) },
  );
  expect(result).toEqual([[1], [2], [3]]);
  expect(opened).toHaveLength(3);
  expect(db.events.filter((event) => event.startsWith('close'))).toHaveLength(3);
});

reconnecting('test_pool', 'a connection that died is replaced', () => {
  const { result, db, logged } = withPool(
    (pool, db) =>
      pool
        .runQuery('select')
        .addCallback(() => {
          db.broken.add('execute');
          return pool.runQuery('select');
        })
        .addErrback((failure) => {
          db.broken.delete('execute');
          return failure.type;
        })
        .addCallback((type) => {
          expect(type).toBe('RuntimeError');
          return pool.runQuery('select');
        }),
    { cp_max: 1, cp_reconnect: true },
  );
  expect(result).toEqual([]);
  // The rollback of the failed query found the connection dead, and closed it.
  expect(logged).toEqual(['no execute', '']);
  expect(db.events).toEqual(['commit 1', 'rollback 1', 'close 1', 'commit 2', 'close 2']);
});

twisted('test_adbapi.ConnectionTests')(
  'test_rollbackErrorLogged',
  'with reconnect, a rollback that fails is logged and the connection is lost',
  () => {
    const { logged } = withPool(
      (pool, db) => {
        db.broken.add('rollback');
        return pool.runQuery('bad').addErrback((failure) => {
          expect(failure.type).toBe('GenericError');
        });
      },
      { cp_reconnect: true },
    );
    expect(logged[0]).toBe('no rollback');
  },
);

twisted('test_adbapi.TransactionTests')(
  'test_reopenLogErrorIfReconnect',
  'a cursor that cannot be made is logged, and made on a new connection',
  () => {
    const { result, logged } = withPool(
      (pool, db) => {
        db.broken.add('cursor');
        const connect = db.connect.bind(db);
        let connections = 0;
        db.connect = function* () {
          if (++connections === 2) db.broken.delete('cursor');
          return yield* connect();
        };
        return pool.runQuery('select');
      },
      { cp_reconnect: true },
    );
    expect(result).toEqual([]);
    expect(logged).toEqual(['no cursor']);
  },
);

pools(
  'test_runWithConnectionRaiseOriginalError',
  'a failing rollback does not hide the error',
  () => {
    const { result, logged } = withPool((pool, db) => {
      db.broken.add('rollback');
      return pool.runWithConnection(() => {
        throw new ValueError('foo');
      });
    });
    expect(String(result)).toContain('ValueError: foo');
    expect(logged).toEqual(['no rollback']);
  },
);

pools('test_runWithInteractionRaiseOriginalError', 'nor in an interaction', () => {
  const { result, logged } = withPool((pool, db) => {
    db.broken.add('rollback');
    return pool.runInteraction(() => {
      throw new ValueError('foo');
    });
  });
  expect(String(result)).toContain('ValueError: foo');
  expect(logged).toEqual(['no rollback']);
});

pools('test_closeLogError', 'a connection that cannot be closed is logged', () => {
  const { logged } = withPool((pool, db) => {
    db.broken.add('close');
    return pool.runQuery('select');
  });
  expect(logged).toEqual(['no close']);
});

pools('test_unstartedClose', 'closed before the run, it does not start', () => {
  let pool: ConnectionPool<Row> | null = null;
  const { events } = runReactor((reactor) => {
    pool = new ConnectionPool(new FakeDb(), { cp_reactor: reactor });
    pool.close();
    reactor.callLater(1, () => expect(pool!.running).toBe(false));
  });
  expect(pool!.running).toBe(false);
  expect(events.filter((event) => event.kind === 'threadSpawn')).toEqual([]);
});

pools('test_startedClose', 'closed by the program, it is not closed again at the end', () => {
  const db = new FakeDb();
  const { events } = runReactor((reactor) => {
    const pool = new ConnectionPool(db, { cp_reactor: reactor });
    reactor.callWhenRunning(() => {
      pool.runQuery('select').addCallback(() => {
        pool.close();
        reactor.stop();
      });
    });
  });
  expect(db.events.filter((event) => event.startsWith('close'))).toEqual(['close 1']);
  expect(events.filter((event) => event.kind === 'logError')).toEqual([]);
});

beyond('twenty queries on five threads take four rounds', () => {
  const { endMs } = withPool((pool) =>
    gatherResults(Array.from({ length: 20 }, () => pool.runQuery('select'))),
  );
  // 1 ms to connect, then 4 × 10 ms.
  expect(endMs).toBe(41);
});
