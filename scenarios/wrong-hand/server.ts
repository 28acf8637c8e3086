import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import { Deferred } from '../../src/twisted/internet/deferred';
import { Factory } from '../../src/twisted/internet/protocol';
import { deferToThread } from '../../src/twisted/internet/threads';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { named } from '../../src/twisted/python/pyName';

const JOB_S = 0.5;
const ROWS = '42 rows';

/** What each of the files has; `report` is what it does with a `REPORT`. */
function serve(env: ServerEnvironment, report: (client: Chatter) => void): void {
  const { reactor, at } = env;

  class Chat extends LineReceiver {
    override lineReceived(line: string): void {
      at('if line == b"REPORT":');
      if (line === 'REPORT') {
        report(this);
        return;
      }
      at('self.sendLine(line)');
      this.sendLine(line);
    }

    /** The callback of the files that have one, in whatever thread it is called. */
    readonly answer = named('Chat.answer', (rows: string): void => {
      at('self.sendLine(rows)');
      this.sendLine(rows);
    });
  }

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))');
  reactor.listenTCP(8000, Factory.forProtocol(Chat));
  at('reactor.run()');
  reactor.run();
}

type Chatter = LineReceiver & { readonly answer: (rows: string) => void };

/** `slow_report`, in a worker: it sleeps, and `then` is what it does with its rows. */
function slowReport<T>({ time, at }: ServerEnvironment, then: () => T) {
  return named('slow_report', function* () {
    at('time.sleep(0.5)');
    yield* time.sleepInThread(JOB_S);
    return then();
  });
}

/** `server.py`: the worker writes to the transport itself. */
export const direct: ServerProgram = (env) => {
  const { reactor, at } = env;
  serve(env, (client) => {
    const write = (): void => {
      at('client.transport.write(b"42 rows\\r\\n")');
      client.transport.write(`${ROWS}\r\n`);
    };
    at('reactor.callInThread(slow_report, self)');
    reactor.callInThread(slowReport(env, write));
  });
};

/** `server-ticket.py`: the worker asks the reactor’s thread to write. */
export const ticket: ServerProgram = (env) => {
  const { reactor, at } = env;
  serve(env, (client) => {
    const post = (): void => {
      at('write = client.transport.write');
      const write = named('Server.write', () => client.transport.write(`${ROWS}\r\n`));
      at('reactor.callFromThread(write, b"42 rows\\r\\n")');
      reactor.callFromThread(write);
    };
    at('reactor.callInThread(slow_report, self)');
    reactor.callInThread(slowReport(env, post));
  });
};

/** `server-fire.py`: the worker fires a Deferred, which calls what it has, there. */
export const fire: ServerProgram = (env) => {
  const { reactor, at } = env;
  serve(env, (client) => {
    at('d = defer.Deferred()');
    const d = new Deferred<string>();
    at('d.addCallback(self.answer)');
    d.addCallback(client.answer);
    const callback = (): void => {
      at('d.callback(b"42 rows")');
      d.callback(ROWS);
      at('d.callback(b"42 rows")');
    };
    at('reactor.callInThread(slow_report, d)');
    reactor.callInThread(slowReport(env, callback));
  });
};

/** `server-return.py`: the worker returns its rows, and deferToThread brings them over. */
export const returned: ServerProgram = (env) => {
  const { at } = env;
  serve(env, (client) => {
    const rows = (): string => {
      at('return b"42 rows"');
      return ROWS;
    };
    at('d = threads.deferToThread(slow_report)');
    const d = deferToThread(slowReport(env, rows));
    at('d.addCallback(self.answer)');
    d.addCallback(client.answer);
  });
};
