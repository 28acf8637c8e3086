import type { ServerProgram } from '../../src/scenario/types';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { Deferred } from '../../src/twisted/internet/deferred';
import type { Failure } from '../../src/twisted/python/failure';
import { Factory } from '../../src/twisted/internet/protocol';
import { named } from '../../src/twisted/python/pyName';

/**
 * `server.py`: each payment has a Deferred, which fires with its OK or when the deadline is over. Then the connection is
 * dropped, and what is still unpaid is asked for again on the next one, by the same id.
 */
export const request: ServerProgram = ({ reactor, at, print, values }) => {
  const DEADLINE = values.deadline!;
  const unpaid = new Map([['7', 'PAY 7 10']]);

  class Payer extends LineReceiver {
    waiting = new Map<string, Deferred<string>>();

    override connectionMade(): void {
      at('self.waiting = {}');
      this.waiting = new Map();
      at('if b"7" in unpaid:');
      if (!unpaid.has('7')) return;
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
      at('d.addCallbacks(self.paid, self.drop)');
      d.addCallbacks(
        () => this.paid(),
        (failure) => this.drop(failure),
      );
      at('self.sendLine(unpaid[b"7"])');
      this.sendLine(unpaid.get('7')!);
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
      at('del unpaid[b"7"]');
      unpaid.delete('7');
    }

    drop(failure: Failure): void {
      at('print(failure.type.__name__)');
      print(failure.type);
      at('self.transport.abortConnection()');
      this.transport!.abortConnection();
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
