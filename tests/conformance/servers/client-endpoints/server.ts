import type { ServerProgram } from '../../../../src/scenario/types';
import type { Reactor } from '../../../../src/twisted/internet/base';
import { LineReceiver } from '../../../../src/twisted/protocols/basic';
import { Deferred, type DeferredGenerator } from '../../../../src/twisted/internet/defer';
import {
  clientFromString,
  connectProtocol,
  TCP4ClientEndpoint,
} from '../../../../src/twisted/internet/endpoints';
import { Factory } from '../../../../src/twisted/internet/protocol';
import { named } from '../../../../src/twisted/python/pyName';
import { react } from '../../../../src/twisted/internet/task';

export const server: ServerProgram = ({ print }) => {
  class Asker extends LineReceiver {
    readonly answer = new Deferred<string>();

    override lineReceived(line: string): void {
      this.answer.callback(line);
    }

    override connectionLost(): void {
      print('lost');
    }
  }

  function* ask(endpoint: TCP4ClientEndpoint, question: string): DeferredGenerator<string> {
    const asker = (yield* connectProtocol(endpoint, new Asker())) as Asker;
    asker.sendLine(question);
    const answer = yield* asker.answer;
    asker.transport.loseConnection();
    return answer;
  }

  function* main(reactor: Reactor): DeferredGenerator<void> {
    print(yield* ask(new TCP4ClientEndpoint(reactor, '127.0.0.1', 9000), 'question'));
    const described = clientFromString(reactor, 'tcp:host=127.0.0.1:port=9000:timeout=5');
    print(yield* ask(described, 'again'));
    for (const description of ['tcp:127.0.0.1:9001', 'tcp:10.0.0.9:80:timeout=2']) {
      try {
        yield* ask(clientFromString(reactor, description), 'nobody');
      } catch (error) {
        print(`${(error as Error).name}: ${(error as Error).message}`);
      }
    }
    const attempt = clientFromString(reactor, 'tcp:10.0.0.9:80').connect(
      Factory.forProtocol(Asker),
    );
    reactor.callLater(
      1,
      named('Deferred.cancel', () => attempt.cancel()),
    );
    try {
      yield* attempt;
    } catch (error) {
      print((error as Error).name);
    }
  }

  react(main);
};
