import type { ThreadCode } from '../../simulator/threads';
import type { ConnectionPool } from './adbapi';
import { Exception } from '../python/exceptions';
import * as log from '../python/log';
import { threadResult, type MaybeThreadCode } from '../internet/threadCode';

/** A cursor of DB-API 2.0. Each method may be thread code: a real one blocks. */
export interface DbCursor<Row> {
  execute(sql: string, ...parameters: never[]): MaybeThreadCode<unknown>;
  fetchall(): MaybeThreadCode<Row[]>;
  close(): MaybeThreadCode<void>;
}

/** A connection of DB-API 2.0. */
export interface DbConnection<Row> {
  cursor(): DbCursor<Row>;
  commit(): MaybeThreadCode<void>;
  rollback(): MaybeThreadCode<void>;
  close(): void;
}

/** A module of DB-API 2.0 (`sqlite3`, `psycopg2`): only what a pool needs. */
export interface DbModule<Row> {
  connect(): MaybeThreadCode<DbConnection<Row>>;
}

/** The database is gone; the program may try again. */
export class ConnectionLost extends Exception {
  override readonly name = 'ConnectionLost';
}

/** A connection that belongs to a thread of the pool. (adbapi.py, class Connection.) */
export class Connection<Row> {
  /** The module's own connection. */
  connection: DbConnection<Row>;
  readonly #pool: ConnectionPool<Row>;

  constructor(pool: ConnectionPool<Row>, connection: DbConnection<Row>) {
    this.#pool = pool;
    this.connection = connection;
  }

  /** Does nothing: the thread keeps its connection. */
  close(): void {}

  cursor(): DbCursor<Row> {
    return this.connection.cursor();
  }

  *commit(): ThreadCode<void> {
    yield* threadResult(this.connection.commit());
  }

  /**
   * Takes the transaction back. With `reconnect`, also tries `goodSql`, and throws `ConnectionLost`
   * when that fails.
   */
  *rollback(): ThreadCode<void> {
    if (!this.#pool.reconnect) {
      yield* threadResult(this.connection.rollback());
      return;
    }
    try {
      yield* threadResult(this.connection.rollback());
      const cursor = this.connection.cursor();
      yield* threadResult(cursor.execute(this.#pool.goodSql));
      yield* threadResult(cursor.close());
      yield* threadResult(this.connection.commit());
      return;
    } catch (error) {
      log.err(error, 'Rollback failed');
    }
    this.#pool.disconnect(this.connection);
    throw new ConnectionLost();
  }

  /** Gives the dead connection up for a new one. */
  *reconnect(): ThreadCode<void> {
    this.#pool.disconnect(this.connection);
    this.connection = yield* this.#pool.connect();
  }
}

/** A cursor in a transaction: what an interaction is given. (adbapi.py, class Transaction.) */
export class Transaction<Row> {
  readonly connection: Connection<Row>;
  #cursor: DbCursor<Row> | null = null;
  readonly #pool: ConnectionPool<Row>;

  constructor(pool: ConnectionPool<Row>, connection: Connection<Row>) {
    this.#pool = pool;
    this.connection = connection;
  }

  /** `yield* txn.execute(sql, …)`: throws what the database throws. */
  *execute(sql: string, ...parameters: unknown[]): ThreadCode<void> {
    yield* threadResult(this.#open().execute(sql, ...(parameters as never[])));
  }

  /** `yield* txn.fetchall()`: the rows of the last statement. */
  *fetchall(): ThreadCode<Row[]> {
    return yield* threadResult(this.#open().fetchall());
  }

  *close(): ThreadCode<void> {
    const cursor = this.#open();
    this.#cursor = null;
    yield* threadResult(cursor.close());
  }

  /** A new cursor; with the pool's `reconnect`, on a new connection if the old one gives none. */
  *reopen(): ThreadCode<void> {
    if (this.#cursor !== null) yield* this.close();
    try {
      this.#cursor = this.connection.cursor();
      return;
    } catch (error) {
      if (!this.#pool.reconnect) throw error;
      log.err(error, 'Cursor creation failed');
    }
    yield* this.connection.reconnect();
    this.#cursor = this.connection.cursor();
  }

  #open(): DbCursor<Row> {
    if (this.#cursor === null) throw new Exception('the transaction is closed');
    return this.#cursor;
  }
}
