import type { ServerProgram } from '../../../../src/scenario/types';
import { LineReceiver } from '../../../../src/twisted/protocols/basic';
import { LimitTotalConnectionsFactory } from '../../../../src/twisted/protocols/policies';

export const server: ServerProgram = ({ reactor }) => {
  class Echo extends LineReceiver {
    override lineReceived(line: string): void {
      this.sendLine(line);
    }
  }

  const factory = new LimitTotalConnectionsFactory();
  factory.protocol = Echo;
  factory.connectionLimit = 2;
  reactor.listenTCP(8000, factory);
  reactor.run();
};
