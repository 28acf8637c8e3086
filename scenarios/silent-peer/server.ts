import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import type { Failure } from '../../src/twisted/python/failure';
import { TimeoutMixin } from '../../src/twisted/protocols/policies';
import { Factory, type ProtocolClass } from '../../src/twisted/internet/protocol';
import { named } from '../../src/twisted/python/pyName';
import { LoopingCall } from '../../src/twisted/internet/loopingCall';

/** What each of the four files ends with. */
function serve({ reactor, at }: ServerEnvironment, Chat: ProtocolClass): void {
  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))');
  reactor.listenTCP(8000, Factory.forProtocol(Chat));
  at('reactor.run()');
  reactor.run();
}

/** What three of them share: answers lines, and says why a connection ended. */
function listener({ at, print }: ServerEnvironment) {
  return class extends LineReceiver {
    override lineReceived(line: string): void {
      at('self.sendLine(b"you said " + line)');
      this.sendLine(`you said ${line}`);
    }

    override connectionLost(reason: Failure): void {
      at('print(reason.type.__name__)');
      print(reason.type);
    }
  };
}

/** `server.py`: it only listens. */
export const listens: ServerProgram = (env) => {
  class Chat extends listener(env) {}
  serve(env, Chat);
};

/** `server-write.py`: after an hour it has something to say. */
export const writes: ServerProgram = (env) => {
  const { reactor, at } = env;
  class Chat extends listener(env) {
    override connectionMade(): void {
      at('reactor.callLater(3600, self.sendLine, b"news")');
      reactor.callLater(
        3600,
        named('Chat.sendLine', () => this.sendLine('news')),
      );
    }
  }
  serve(env, Chat);
};

/** `server-keepalive.py`: the kernel asks whether the peer is there. */
export const keepalive: ServerProgram = (env) => {
  const { at } = env;
  class Chat extends listener(env) {
    override connectionMade(): void {
      at('self.transport.setTcpKeepAlive(True)');
      this.transport.setTcpKeepAlive(true);
    }
  }
  serve(env, Chat);
};

/** `server-ping.py`: the program itself asks, and gives up on a silent peer. */
export const ping: ServerProgram = (env) => {
  const { at, print } = env;

  class Chat extends TimeoutMixin(LineReceiver) {
    pings!: LoopingCall;

    override connectionMade(): void {
      at('self.setTimeout(90)');
      this.setTimeout(90);
      at('self.pings = task.LoopingCall(self.sendLine, b"PING")');
      this.pings = new LoopingCall(named('Chat.sendLine', () => this.sendLine('PING')));
      at('self.pings.start(30, now=False)');
      this.pings.start(30, false);
    }

    override lineReceived(): void {
      at('self.resetTimeout()');
      this.resetTimeout();
    }

    override timeoutConnection(): void {
      at('self.transport.abortConnection()');
      this.transport.abortConnection();
    }

    override connectionLost(reason: Failure): void {
      at('self.setTimeout(None)');
      this.setTimeout(null);
      at('self.pings.stop()');
      this.pings.stop();
      at('print(reason.type.__name__)');
      print(reason.type);
    }
  }

  serve(env, Chat);
};
