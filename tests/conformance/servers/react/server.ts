import type { ServerProgram } from '../../../../src/scenario/types';
import type { Reactor } from '../../../../src/twisted/internet/base';
import { LineReceiver } from '../../../../src/twisted/protocols/basic';
import { Deferred } from '../../../../src/twisted/internet/defer';
import { SystemExit } from '../../../../src/twisted/python/exceptions';
import { Factory } from '../../../../src/twisted/internet/protocol';
import { named } from '../../../../src/twisted/python/pyName';
import { react } from '../../../../src/twisted/internet/task';

export const server: ServerProgram = ({ print }) => {
  class Echo extends LineReceiver {
    override lineReceived(line: string): void {
      this.sendLine(line);
    }
  }

  react((reactor: Reactor, name: string) => {
    print(`hello ${name}`);
    reactor.listenTCP(8000, Factory.forProtocol(Echo));
    const d = new Deferred<void>();
    const fail = named('Deferred.errback', () => d.errback(new SystemExit(3)));
    reactor.callLater(2, fail);
    return d;
  }, 'world');
};
