import { pbkdf2InThread, runHere } from '../../src/scenario/interpreter';
import type { ServerEnvironment, ServerProgram, ThreadCode } from '../../src/scenario/types';
import { ConnectionPool, type DbModule } from '../../src/twisted/enterprise/adbapi';
import { cooperate } from '../../src/twisted/internet/cooperator';
import { Deferred } from '../../src/twisted/internet/deferred';
import { deferLater } from '../../src/twisted/internet/deferLater';
import { Factory } from '../../src/twisted/internet/protocol';
import { deferToThread, deferToThreadPool } from '../../src/twisted/internet/threads';
import { getProcessOutput } from '../../src/twisted/internet/utils';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { IndexError } from '../../src/twisted/python/exceptions';
import { named } from '../../src/twisted/python/pyName';
import { ThreadPool } from '../../src/twisted/python/threadpool';
import { cureOf, type CureId } from './cures';
import { HOST, lines, POOL } from './program';
import { hasTimer, ticketAt, type Ticket, type Work } from './tickets';

/** The environment of a run, and the ticket that its program is for. */
type Env = ServerEnvironment & { ticket: Ticket };

/** Time that a piece of work takes, wherever it runs; not its lines. */
function* takes({ time }: ServerEnvironment, { kind, seconds }: Work): ThreadCode<void> {
  if (kind === 'python') yield* time.computeInThread(seconds);
  else if (kind === 'c') yield* pbkdf2InThread(Math.round(seconds * 1e6));
  else yield* time.sleepInThread(seconds);
}

/** A piece of the work, line by line. */
function* piece(env: Env): ThreadCode<void> {
  const { at, ticket } = env;
  const [first, second, third] = lines.work(ticket).map((line) => line.trim());
  const { kind } = ticket.work;
  if (kind === 'query') {
    at(first!);
    at(second!);
    at(third!.replace(/ +#.*/, ''));
    yield* takes(env, ticket.work);
    return;
  }
  at(first!.replace(/ +#.*/, ''));
  if (kind === 'python') at(second!);
  yield* takes(env, ticket.work);
  if (kind === 'python') {
    at(third!);
    at(second!);
  }
}

/** All of it, as the file's own function does it. */
function* job(env: Env): ThreadCode<void> {
  const { at, ticket } = env;
  if (ticket.seams === undefined) {
    yield* piece(env);
    return;
  }
  const { count, piece: name } = ticket.seams;
  at(lines.loop(ticket));
  for (let n = 0; n < count; n++) {
    at(`${name}()`);
    yield* piece(env);
    at(`${name}()`);
    at(lines.loop(ticket));
  }
}

/** A call in the file of a function of the file: at its line before and after. */
function calls({ at }: Env, line: string, f: () => void): void {
  at(line);
  f();
  at(line);
}

class Site extends LineReceiver {
  readonly #env: Env;
  readonly #way: Way;

  constructor(env: Env, way: Way) {
    super();
    this.#env = env;
    this.#way = way;
  }

  override lineReceived(line: string): void {
    const { at, reactor, ticket } = this.#env;
    at(`if line == b"${ticket.line}":`);
    if (line === ticket.line) return this.#way.begin(this);
    if (this.#way.hears?.(this, line)) return;
    at('elif line == b"NAME":');
    if (line === 'NAME') {
      at(lines.name);
      reactor
        .resolve(HOST)
        .addCallback((address) => address)
        .addCallback((address) => this.sendLine(address));
    } else {
      at('self.sendLine(line)');
      this.sendLine(line);
    }
  }

  readonly done = named('Site.done', () => {
    this.#env.at('self.sendLine(b"done")');
    this.sendLine('done');
  });
}

/** What a cure does for C's line; what else its handler hears; and what is set up before the server listens. */
interface Way {
  begin(site: Site): void;
  hears?(site: Site, line: string): boolean;
}

/** The Deferred of a line of the file gets the answer as its callback. */
function answered({ at }: Env, line: string, begin: () => Deferred<unknown>, site: Site): void {
  at(line);
  begin().addCallback(site.done);
}

function direct(env: Env): Way {
  return {
    begin: (site) => {
      calls(env, `${env.ticket.job}()`, () => runHere(env, job(env)));
      calls(env, 'self.done(None)', () => site.done());
    },
  };
}

function later(env: Env): Way {
  const { at, reactor, ticket } = env;
  const line = lines.later(ticket);
  if (hasTimer(ticket)) {
    return {
      begin: (site) => {
        at(line);
        reactor.callLater(ticket.work.seconds, site.done);
      },
    };
  }
  const whole = (site: Site): void => {
    calls(env, `${ticket.job}()`, () => runHere(env, job(env)));
    calls(env, 'self.done(None)', () => site.done());
  };
  const part = (site: Site, left: number): void => {
    calls(env, `${ticket.seams!.piece}()`, () => runHere(env, piece(env)));
    at('if left > 1:');
    if (left > 1) {
      at(lines.again);
      reactor.callLater(
        0,
        named('Site.later', () => part(site, left - 1)),
      );
    } else {
      calls(env, 'self.done(None)', () => site.done());
    }
  };
  return {
    begin: (site) => {
      at(line);
      const { seams } = ticket;
      reactor.callLater(
        0,
        named('Site.later', () => (seams === undefined ? whole(site) : part(site, seams.count))),
      );
    },
  };
}

function cooperating(env: Env): Way {
  const { at, reactor, ticket } = env;
  const { seams, work } = ticket;

  function* steps(): Generator<unknown> {
    if (hasTimer(ticket)) {
      at(lines.timer(ticket));
      yield deferLater(reactor, work.seconds);
      return;
    }
    if (seams === undefined) {
      calls(env, `${ticket.job}()`, () => runHere(env, job(env)));
      at('yield');
      yield;
      return;
    }
    at(lines.loop(ticket));
    for (let n = 0; n < seams.count; n++) {
      calls(env, `${seams.piece}()`, () => runHere(env, piece(env)));
      at('yield');
      yield;
      at(lines.loop(ticket));
    }
  }

  return {
    begin: (site) => answered(env, lines.cooperate, () => cooperate(steps()).whenDone(), site),
  };
}

function inThread(env: Env): Way {
  const code = named(env.ticket.job, () => job(env));
  return {
    begin: (site) => answered(env, lines.thread(env.ticket), () => deferToThread(code), site),
  };
}

function inOwnPool(env: Env): Way {
  const { at, reactor, ticket } = env;
  const code = named(ticket.job, () => job(env));
  at(`jobs = ThreadPool(0, ${POOL}, "jobs")`);
  const jobs = new ThreadPool(reactor.threads, 0, POOL, 'jobs');
  at('reactor.callWhenRunning(jobs.start)');
  reactor.callWhenRunning(() => jobs.start());
  at('reactor.addSystemEventTrigger("during", "shutdown", jobs.stop)');
  reactor.addSystemEventTrigger('during', 'shutdown', () => jobs.stop());
  const begin = (): Deferred<void> => deferToThreadPool(reactor, jobs, code);
  return { begin: (site) => answered(env, lines.pool(ticket), begin, site) };
}

/** Python's sqlite3, as far as the files need it: its one query sleeps. */
function sqlite3(env: Env): DbModule<readonly null[]> {
  const connection = {
    cursor: () => ({
      execute: () => takes(env, env.ticket.work),
      fetchall: () => [[null]],
      close: () => undefined,
    }),
    commit: () => undefined,
    rollback: () => undefined,
    close: () => undefined,
  };
  return { connect: () => connection };
}

function byAdbapi(env: Env): Way {
  const { at, reactor, ticket } = env;
  const isQuery = ticket.work.kind === 'query';
  at(lines.dbpool(ticket));
  const dbpool = new ConnectionPool<readonly null[]>(sqlite3(env), {
    ...(isQuery && { cp_openfun: () => at(lines.open) }),
    cp_reactor: reactor,
  });
  const begin = (): Deferred<unknown> =>
    isQuery ? dbpool.runQuery(lines.query(ticket)) : dbpool.runInteraction(() => job(env));
  return { begin: (site) => answered(env, lines.adbapi(ticket), begin, site) };
}

function inProcesses(env: Env): Way {
  const { reactor, ticket, time } = env;
  const begin = (): Deferred<string> =>
    getProcessOutput(reactor, function* () {
      if (ticket.loads !== undefined) yield* time.computeInThread(ticket.loads);
      for (let n = ticket.seams?.count ?? 1; n > 0; n--) yield* takes(env, ticket.work);
      return 'done\n';
    });
  return { begin: (site) => answered(env, lines.process, begin, site) };
}

/** Another program has connected, and does the work: for the server it is a client. */
function byAnotherProgram(env: Env): Way {
  const { at, ticket } = env;
  let program: Site | null = null;
  const waiting: Deferred<null>[] = [];
  return {
    begin: (site) => {
      at('d = defer.Deferred()');
      const d = new Deferred<null>();
      at('d.addCallback(self.done)');
      d.addCallback(site.done);
      at('Site.waiting.append(d)');
      waiting.push(d);
      at('Site.program.sendLine(line)');
      program!.sendLine(ticket.line);
    },
    hears: (site, line) => {
      at('elif line == b"READY":');
      if (line === 'READY') {
        at('Site.program = self');
        program = site;
        at('self.sendLine(b"welcome")');
        site.sendLine('welcome');
        return true;
      }
      at('elif line == b"DONE":');
      if (line !== 'DONE') return false;
      calls(env, 'Site.waiting.pop(0).callback(None)', () => {
        const next = waiting.shift();
        if (next === undefined) throw new IndexError('pop from empty list');
        next.callback(null);
      });
      at('self.sendLine(b"ok")');
      site.sendLine('ok');
      return true;
    },
  };
}

const ways: Readonly<Record<CureId, (env: Env) => Way>> = {
  direct,
  later,
  cooperate: cooperating,
  thread: inThread,
  pool: inOwnPool,
  adbapi: byAdbapi,
  process: inProcesses,
  program: byAnotherProgram,
};

/** The file of the ticket and its cure, line by line. */
export const server: ServerProgram = (given) => {
  const { at, reactor, values } = given;
  const env = { ...given, ticket: ticketAt(values.ticket!) };
  const way = ways[cureOf(values)](env);

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Site))');
  class OurSite extends Site {
    constructor() {
      super(env, way);
    }
  }
  reactor.listenTCP(8000, Factory.forProtocol(OurSite));
  at('reactor.run()');
  reactor.run();
};
