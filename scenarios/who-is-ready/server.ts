import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import { Factory, Protocol, type ProtocolClass } from '../../src/twisted/internet/protocol';

/** What both files end with. */
function serve({ reactor, at }: ServerEnvironment, protocol: ProtocolClass, name: string): void {
  at(`reactor.listenTCP(8000, protocol.Factory.forProtocol(${name}))`);
  reactor.listenTCP(8000, Factory.forProtocol(protocol));
  at('reactor.run()');
  reactor.run();
}

/** `server.py`: whoever is ready is answered. */
export const list: ServerProgram = (env) => {
  class Answer extends Protocol {
    override dataReceived(): void {
      env.at('self.transport.write(b"ok\\r\\n")');
      this.transport.write('ok\r\n');
    }
  }

  serve(env, Answer, 'Answer');
};

/** `server-in-turn.py`: reads one connection, however long it takes, and only then the next. */
export const inTurn: ServerProgram = (env) => {
  const { at } = env;
  const turn: Protocol[] = [];

  class InTurn extends Protocol {
    override connectionMade(): void {
      at('turn.append(self)');
      turn.push(this);
      at('if turn[0] is not self:');
      if (turn[0] !== this) {
        at('self.transport.pauseProducing()', 1);
        this.transport.pauseProducing();
      }
    }

    override dataReceived(): void {
      at('self.transport.write(b"ok\\r\\n")');
      this.transport.write('ok\r\n');
      at('self.transport.pauseProducing()', 2);
      this.transport.pauseProducing();
      at('turn.append(turn.pop(0))');
      turn.push(turn.shift()!);
      at('turn[0].transport.resumeProducing()');
      turn[0]!.transport.resumeProducing();
    }
  }

  serve(env, InTurn, 'InTurn');
};
