import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import type { Deferred } from '../../src/twisted/internet/deferred';
import { cooperate } from '../../src/twisted/internet/cooperator';
import { Factory } from '../../src/twisted/internet/protocol';
import { deferToThread } from '../../src/twisted/internet/threads';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { named } from '../../src/twisted/python/pyName';
import { WORK_MS } from './slicing';

const PIECE = 'time.sleep(SLICE / 1000)';
const SAVE = 'time.sleep(DISK / 1000)';

/** The class and what is around it, which all files have; `resize` is what they do differently. */
function serve(env: ServerEnvironment, resize: (site: LineReceiver) => void): void {
  const { reactor, at } = env;

  class Site extends LineReceiver {
    override lineReceived(line: string): void {
      at('if line == b"RESIZE":');
      if (line === 'RESIZE') {
        resize(this);
      } else {
        at('self.sendLine(line)');
        this.sendLine(line);
      }
    }
  }

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Site))');
  reactor.listenTCP(8000, Factory.forProtocol(Site));
  at('reactor.run()');
  reactor.run();
}

const piecesOf = ({ values }: ServerEnvironment): number => Math.round(WORK_MS / values.slice!);

/** `server.py`: a piece, then the reactor's turn, by `callLater(0)`. */
export const byCount: ServerProgram = (env) => {
  const { reactor, time, at, values } = env;

  function piece(site: LineReceiver, left: number): void {
    at(PIECE);
    time.sleep(values.slice! / 1000);
    at('if left > 1:');
    if (left > 1) {
      at('reactor.callLater(0, self.piece, left - 1)');
      reactor.callLater(
        0,
        named('Site.piece', () => piece(site, left - 1)),
      );
    } else {
      at('reactor.callLater(0, self.save)');
      reactor.callLater(
        0,
        named('Site.save', () => save(site)),
      );
    }
  }

  function save(site: LineReceiver): void {
    at(SAVE);
    time.sleep(values.disk! / 1000);
    at('self.sendLine(b"done")');
    site.sendLine('done');
  }

  serve(env, (site) => {
    at('reactor.callLater(0, self.piece, round(WORK / SLICE))');
    reactor.callLater(
      0,
      named('Site.piece', () => piece(site, piecesOf(env))),
    );
  });
};

/** What the others end with: a Deferred, and the answer. */
function answered({ at }: ServerEnvironment, site: LineReceiver, d: Deferred<unknown>): void {
  at('d.addCallback(self.done)');
  d.addCallback(
    named('Site.done', () => {
      at('self.sendLine(b"done")');
      site.sendLine('done');
    }),
  );
}

function cooperating(env: ServerEnvironment, pieces: () => Generator<unknown>): void {
  serve(env, (site) => {
    env.at('d = task.cooperate(self.pieces()).whenDone()');
    answered(env, site, cooperate(pieces()).whenDone());
  });
}

/** `server-clock.py`: as many pieces as fit into 10 ms, by `task.cooperate`. */
export const byClock: ServerProgram = (env) => {
  const { time, at, values } = env;

  function* pieces(): Generator<void> {
    const loop = 'for _ in range(round(WORK / SLICE)):';
    at(loop);
    for (let n = piecesOf(env); n > 0; n--) {
      at(PIECE);
      time.sleep(values.slice! / 1000);
      at('yield');
      yield;
      at(loop);
    }
    at(SAVE);
    time.sleep(values.disk! / 1000);
  }

  cooperating(env, pieces);
};

/** `server-list.py`: a generator that has done its work before it yields. */
export const inAList: ServerProgram = (env) => {
  const { time, at, values } = env;

  function* pieces(): Generator<number> {
    const work = 'for n in range(round(WORK / SLICE)):';
    const loop = 'for row in rows:';
    const rows: number[] = [];
    at('rows = []');
    at(work);
    for (let n = 0; n < piecesOf(env); n++) {
      at(PIECE);
      time.sleep(values.slice! / 1000);
      at('rows.append(n)');
      rows.push(n);
      at(work);
    }
    at(loop);
    for (const row of rows) {
      at('yield row');
      yield row;
      at(loop);
    }
    at(SAVE);
    time.sleep(values.disk! / 1000);
  }

  cooperating(env, pieces);
};

/** `server-thread.py`: work without seams, in a thread of the pool. */
export const inThread: ServerProgram = (env) => {
  const { time, at, values } = env;
  const work = named('Site.work', function* () {
    at('time.sleep((WORK + DISK) / 1000)');
    yield* time.sleepInThread((WORK_MS + values.disk!) / 1000);
  });

  serve(env, (site) => {
    at('d = threads.deferToThread(self.work)');
    answered(env, site, deferToThread(work));
  });
};
