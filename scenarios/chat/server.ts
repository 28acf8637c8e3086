import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { Deferred } from '../../src/twisted/internet/deferred';
import type { Failure } from '../../src/twisted/python/failure';
import { Factory } from '../../src/twisted/internet/protocol';

/** How one user is told a line: what the two files differ in. */
type Tell = (user: LineReceiver, line: string) => void;

function chat({ reactor, at }: ServerEnvironment, tell: Tell): void {
  const users: LineReceiver[] = [];

  class Chat extends LineReceiver {
    override connectionMade(): void {
      at('users.append(self)');
      users.push(this);
    }

    override connectionLost(_reason: Failure): void {
      at('users.remove(self)');
      users.splice(users.indexOf(this), 1);
    }

    override lineReceived(line: string): void {
      for (const user of users) {
        at('for user in users:');
        at('if user is not self:');
        if (user !== this) tell(user, line);
      }
      // Python is at this line once more, to find that there are no more.
      at('for user in users:');
    }
  }

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))');
  reactor.listenTCP(8000, Factory.forProtocol(Chat));
  at('reactor.run()');
  reactor.run();
}

/** `server.py`, line by line. */
export const direct: ServerProgram = (env) => {
  chat(env, (user, line) => {
    env.at('user.sendLine(line)');
    user.sendLine(line);
  });
};

/** `server-deferred.py`: each line goes through a Deferred that has it at once. */
export const deferred: ServerProgram = (env) => {
  chat(env, (user, line) => {
    env.at('d = defer.Deferred()');
    const d = new Deferred<string>();
    env.at('d.addCallback(user.sendLine)');
    d.addCallback((it) => user.sendLine(it));
    env.at('d.callback(line)');
    d.callback(line);
  });
};
