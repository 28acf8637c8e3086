import { sleep, type ThreadCode } from '../../simulator/threads';
import { msToNs } from '../../simulator/units';
import {
  ConnectionPool,
  type DbConnection,
  type DbCursor,
  type Transaction,
} from '../../twisted/enterprise/adbapi';
import type { Deferred } from '../../twisted/internet/defer';
import { RuntimeError } from '../../twisted/python/exceptions';
import { Factory } from '../../twisted/internet/protocol';
import type { ProgramParams } from '../workloadPrograms';
import { float, word, words, type Program, type ProgramEnvironment } from './environment';
import { lineProtocol } from './protocols';

type Row = readonly string[];

/** `query MS`, `tx MS MS …` and `fail MS` on a pool of database connections; anything else is answered at once. */
export function dbPool(env: ProgramEnvironment, params: ProgramParams['db-pool']): Program {
  let connections = 0;

  function cursor(db: number): DbCursor<Row> {
    return {
      *execute(sql: string, ms: number): ThreadCode<void> {
        env.emit('dbStart', { db, sql });
        yield* sleep(msToNs(ms));
        env.emit('dbEnd', { db, sql });
        if (sql === 'fail') throw new RuntimeError('db error');
      },
      fetchall: () => [['row']],
      close: () => undefined,
    };
  }

  function* connect(): ThreadCode<DbConnection<Row>> {
    env.emit('dbConnect');
    yield* sleep(msToNs(params.connectMs ?? 0));
    const db = ++connections;
    return {
      cursor: () => cursor(db),
      commit: () => env.emit('dbCommit', { db }),
      rollback: () => env.emit('dbRollback', { db }),
      close: () => env.emit('dbClose', { db }),
    };
  }

  const pool = new ConnectionPool<Row>(
    { connect },
    { cp_min: params.cpMin ?? 3, cp_max: params.cpMax ?? 5, cp_reactor: env.reactor },
  );

  function* statements(txn: Transaction<Row>, times: number[]): ThreadCode<Row[]> {
    for (const [n, ms] of times.entries()) yield* txn.execute(`stmt${n + 1}`, ms);
    return yield* txn.fetchall();
  }

  class Db extends lineProtocol(env, params) {
    override handle(line: string): void {
      const command = word(line, 0);
      let d: Deferred<Row[]>;
      if (command === 'query' || command === 'fail') {
        d = pool.runQuery(command, float(word(line, 1)));
      } else if (command === 'tx') {
        d = pool.runInteraction(statements, words(line).slice(1).map(float));
      } else {
        this.say(`pong ${line}`);
        return;
      }
      d.name = `${this.name}:${line}`;
      d.addCallbacks(
        (rows) =>
          this.handler(`callback ${line}`, () => this.say(`rows ${rows.length} for ${line}`)),
        (failure) =>
          this.handler(`errback ${line}`, () => this.say(`error ${failure.getErrorMessage()}`)),
      );
    }
  }
  return { factory: Factory.forProtocol(Db) };
}
