import type { ServerEnvironment, ServerProgram, ThreadCode } from '../../src/scenario/types';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { inlineCallbacks } from '../../src/twisted/internet/inlineCallbacks';
import { maybeDeferred } from '../../src/twisted/internet/deferredFunctions';
import { type Deferred } from '../../src/twisted/internet/deferred';
import { deferLater } from '../../src/twisted/internet/deferLater';
import type { ITransport } from '../../src/twisted/internet/interfaces';
import { Factory } from '../../src/twisted/internet/protocol';
import { named } from '../../src/twisted/python/pyName';
import { blockingCallFromThread, deferToThread } from '../../src/twisted/internet/threads';

/** What a card's line calls on the reactor thread. A lambda that sleeps is one function here, and one more for a worker. */
function cards({ reactor, time, at, values }: ServerEnvironment) {
  const LONG = values.long!;

  const parked = inlineCallbacks(function* () {
    at('yield task.deferLater(reactor, LONG)');
    yield deferLater(reactor, LONG);
  });

  const sleepLine = (card: string): void => at(`b"${card}": lambda _: time.sleep(LONG),`);

  return {
    onReactor(card: string, wire: ITransport): Deferred<unknown> | null {
      if (card === 'deferLater(reactor, 1, f)') {
        at('b"deferLater(reactor, 1, f)": lambda _: task.deferLater(reactor, LONG),');
        return deferLater(reactor, LONG);
      }
      if (card === 'yield d') {
        at('b"yield d": lambda _: parked(),');
        const d = parked();
        at('b"yield d": lambda _: parked(),');
        return d;
      }
      if (card === 'transport.write(30 MB)') {
        at('b"transport.write(30 MB)": lambda wire: wire.write(b"x" * 30),');
        wire.write('x'.repeat(30));
        return null;
      }
      sleepLine(card);
      time.sleep(LONG);
      return null;
    },
    *inThread(card: string): ThreadCode<void> {
      sleepLine(card);
      yield* time.sleepInThread(LONG);
    },
  };
}

/** `server.py`, line by line. */
export const server: ServerProgram = (env) => {
  const { reactor, time, at, values } = env;
  const LONG = values.long!;
  const { onReactor, inThread } = cards(env);

  class Chat extends LineReceiver {
    override lineReceived(line: string): void {
      at('card, _, where = line.partition(b" in a ")');
      const [card = '', where = ''] = line.split(' in a ');
      at('if card not in CARDS:');
      if (line === 'hi') {
        at('self.sendLine(line)');
        this.sendLine(line);
        at('return');
        return;
      }
      const d = this.begin(card, where);
      const then = 'd.addCallback(lambda _: self.sendLine(b"done"))';
      at(then);
      let isAdding = true;
      d.addCallback(
        named('<lambda>', () => {
          at(then);
          this.sendLine('done');
          // With a result at hand it is called by addCallback itself.
          if (isAdding) at(then);
        }),
      );
      isAdding = false;
    }

    private begin(card: string, where: string): Deferred<unknown> {
      at('if where == b"process":');
      if (where === 'process') {
        at('d = task.deferLater(reactor, LONG)');
        return deferLater(reactor, LONG);
      }
      at('elif where == b"thread" and card == b"sorted(ten_million)":');
      if (where === 'thread' && card === 'sorted(ten_million)') {
        at('d = threads.deferToThread(threads.blockingCallFromThread, reactor, time.sleep, LONG)');
        return deferToThread(
          named('blockingCallFromThread', () =>
            blockingCallFromThread(reactor, () => time.sleep(LONG)),
          ),
        );
      }
      at('elif where == b"thread":');
      if (where === 'thread') {
        at('d = threads.deferToThread(CARDS[card], None)');
        return deferToThread(named('<lambda>', () => inThread(card)));
      }
      at('d = defer.maybeDeferred(CARDS[card], self.transport)');
      const d = maybeDeferred(named('<lambda>', () => onReactor(card, this.transport!)));
      at('d = defer.maybeDeferred(CARDS[card], self.transport)');
      return d;
    }
  }

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))');
  reactor.listenTCP(8000, Factory.forProtocol(Chat));
  at('reactor.run()');
  reactor.run();
};
