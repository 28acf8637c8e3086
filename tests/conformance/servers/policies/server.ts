import type { ServerProgram } from '../../../../src/scenario/types';
import { LineReceiver } from '../../../../src/twisted/protocols/basic';
import type { Failure } from '../../../../src/twisted/python/failure';
import {
  ProtocolWrapper,
  ThrottlingFactory,
  TimeoutFactory,
  WrappingFactory,
} from '../../../../src/twisted/protocols/policies';
import { Factory } from '../../../../src/twisted/internet/protocol';

export const server: ServerProgram = ({ reactor, print }) => {
  class Echo extends LineReceiver {
    override lineReceived(line: string): void {
      this.sendLine(line);
    }
  }

  class Counting extends ProtocolWrapper {
    n = 0;

    override write(data: string): void {
      this.n += data.length;
      super.write(data);
    }

    override connectionLost(reason: Failure): void {
      print(`${this.n} bytes to ${this.getPeer().port}`);
      super.connectionLost(reason);
    }
  }

  class CountingFactory extends WrappingFactory {
    override wrapper = Counting;
  }

  const counting = new CountingFactory(Factory.forProtocol(Echo));
  const idle = new TimeoutFactory(counting, 1.5);
  const limits = { maxConnectionCount: 2, readLimit: 1000, writeLimit: 2000 };
  reactor.listenTCP(8000, new ThrottlingFactory(idle, limits));
  reactor.run();
};
