import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { TimeoutMixin } from '../../src/twisted/protocols/policies';
import { Factory } from '../../src/twisted/internet/protocol';
import { named } from '../../src/twisted/python/pyName';
import { LoopingCall } from '../../src/twisted/internet/loopingCall';

/** `server.py`: the block is inside the handler of C's line. */
export const inHandler: ServerProgram = (env) => serve(env, 'self.report()');

/** `server-timer.py`: the same block in a timer, one turn later. */
export const inTimer: ServerProgram = (env) => serve(env, 'reactor.callLater(0, self.report)');

function serve(env: ServerEnvironment, call: string): void {
  const { reactor, time, at, print, values } = env;
  const BLOCK = values.block!;
  const IDLE = values.idle!;

  class Chat extends TimeoutMixin(LineReceiver) {
    override connectionMade(): void {
      at('self.sendLine(b"welcome")');
      this.sendLine('welcome');
      at('self.setTimeout(IDLE)');
      this.setTimeout(IDLE);
    }

    override lineReceived(line: string): void {
      at('if line == b"REPORT":');
      if (line === 'REPORT') {
        at(call);
        if (call === 'self.report()') {
          this.report();
          at(call);
        } else
          reactor.callLater(
            0,
            named('Chat.report', () => this.report()),
          );
      }
      at('self.sendLine(line)');
      this.sendLine(line);
      at('self.resetTimeout()');
      this.resetTimeout();
    }

    report(): void {
      at('time.sleep(BLOCK)');
      time.sleep(BLOCK);
    }

    override timeoutConnection(): void {
      at('self.transport.abortConnection()');
      this.transport.abortConnection();
    }
  }

  const tick = named('tick', () => {
    at('print("tick")');
    print('tick');
  });

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))');
  reactor.listenTCP(8000, Factory.forProtocol(Chat));
  at('task.LoopingCall(tick).start(1)');
  new LoopingCall(tick).start(1);
  at('reactor.run()');
  reactor.run();
}
