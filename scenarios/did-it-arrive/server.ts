import type { ServerProgram } from '../../src/scenario/types';
import { LineReceiver } from '../../src/twisted/protocols/basic';
import { Deferred } from '../../src/twisted/internet/defer';
import type { Failure } from '../../src/twisted/python/failure';
import { Factory } from '../../src/twisted/internet/protocol';
import { named } from '../../src/twisted/python/pyName';

/** `server.py`: each payment has a Deferred, which fires with its OK or when the deadline is over. */
export const request: ServerProgram = ({ reactor, at, print, values }) => {
  const DEADLINE = values.deadline!;

  class Payer extends LineReceiver {
    waiting = new Map<string, Deferred<string>>();

    override connectionMade(): void {
      at('self.waiting = {}');
      this.waiting = new Map();
      at('reactor.callLater(1, self.pay)');
      reactor.callLater(
        1,
        named('Payer.pay', () => this.pay()),
      );
    }

    pay(): void {
      at('self.waiting[b"7"] = d = defer.Deferred()');
      const d = new Deferred<string>();
      this.waiting.set('7', d);
      at('d.addTimeout(DEADLINE, reactor)');
      d.addTimeout(DEADLINE, reactor);
      at('d.addCallbacks(self.paid, self.again)');
      d.addCallbacks(
        () => this.paid(),
        (failure) => this.again(failure),
      );
      at('self.sendLine(b"PAY 7 10")');
      this.sendLine('PAY 7 10');
    }

    override lineReceived(line: string): void {
      at('d = self.waiting.pop(line[3:], None)');
      const d = this.waiting.get(line.slice(3));
      this.waiting.delete(line.slice(3));
      at('if d is not None:');
      if (d !== undefined) {
        at('d.callback(line)');
        d.callback(line);
        at('d.callback(line)');
      }
    }

    paid(): void {
      at('print("paid")');
      print('paid');
    }

    again(failure: Failure): void {
      at('print(failure.type.__name__)');
      print(failure.type);
      at('self.pay()');
      this.pay();
      at('self.pay()');
    }
  }

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Payer))');
  reactor.listenTCP(8000, Factory.forProtocol(Payer));
  at('reactor.run()');
  reactor.run();
};

/** `server-forget.py`: it sends and hopes. */
export const forget: ServerProgram = ({ reactor, at, print }) => {
  class Payer extends LineReceiver {
    override connectionMade(): void {
      at('reactor.callLater(1, self.pay)');
      reactor.callLater(
        1,
        named('Payer.pay', () => this.pay()),
      );
    }

    pay(): void {
      at('self.sendLine(b"PAY 7 10")');
      this.sendLine('PAY 7 10');
      at('print("paid?")');
      print('paid?');
    }

    override lineReceived(): void {
      at('pass');
    }
  }

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Payer))');
  reactor.listenTCP(8000, Factory.forProtocol(Payer));
  at('reactor.run()');
  reactor.run();
};
