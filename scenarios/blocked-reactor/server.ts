import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { Deferred } from '../../src/twisted/internet/deferred';
import { Factory, type ProtocolClass } from '../../src/twisted/internet/protocol';
import { deferToThread } from '../../src/twisted/internet/threads';

/** What each of the three files ends with. */
function serve({ reactor, at }: ServerEnvironment, Chat: ProtocolClass): void {
  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))');
  reactor.listenTCP(8000, Factory.forProtocol(Chat));
  at('reactor.run()');
  reactor.run();
}

/** The job that two of the files call on the reactor thread. */
function slowReport({ time, at, values }: ServerEnvironment): string {
  at('time.sleep(BLOCK)');
  time.sleep(values.block!);
  at('return b"42 rows"');
  return '42 rows';
}

/** `server.py`, line by line: the job is called where it stands. */
export const blocking: ServerProgram = (env) => {
  const { at } = env;

  class Chat extends LineReceiver {
    override lineReceived(line: string): void {
      at('if line == b"REPORT":');
      if (line === 'REPORT') {
        at('rows = slow_report()');
        const rows = slowReport(env);
        at('rows = slow_report()');
        at('self.sendLine(rows)');
        this.sendLine(rows);
      } else {
        at('self.sendLine(line)');
        this.sendLine(line);
      }
    }
  }

  serve(env, Chat);
};

/** `server-deferred.py`: the same job, wrapped in a Deferred that has its result at once. */
export const deferred: ServerProgram = (env) => {
  const { at } = env;

  class Chat extends LineReceiver {
    override lineReceived(line: string): void {
      at('if line == b"REPORT":');
      if (line === 'REPORT') {
        at('d = defer.Deferred()');
        const d = new Deferred<string>();
        at('d.callback(slow_report())');
        const rows = slowReport(env);
        at('d.callback(slow_report())');
        d.callback(rows);
        at('d.addCallback(self.sendLine)');
        d.addCallback((result) => this.sendLine(result));
      } else {
        at('self.sendLine(line)');
        this.sendLine(line);
      }
    }
  }

  serve(env, Chat);
};

/** `server-thread.py`: the same job in a thread of the reactor's pool. */
export const thread: ServerProgram = (env) => {
  const { time, at, values } = env;
  const BLOCK = values.block!;

  function* slowReport() {
    at('time.sleep(BLOCK)');
    yield* time.sleepInThread(BLOCK);
    at('return b"42 rows"');
    return '42 rows';
  }

  class Chat extends LineReceiver {
    override lineReceived(line: string): void {
      at('if line == b"REPORT":');
      if (line === 'REPORT') {
        at('d = threads.deferToThread(slow_report)');
        const d = deferToThread(slowReport);
        at('d.addCallback(self.sendLine)');
        d.addCallback((rows) => this.sendLine(rows));
      } else {
        at('self.sendLine(line)');
        this.sendLine(line);
      }
    }
  }

  serve(env, Chat);
};
