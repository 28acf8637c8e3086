import { bytesRepr } from '../../src/recording/pythonBytes';
import type { ServerProgram } from '../../src/scenario/types';
import { Factory, Protocol } from '../../src/twisted/internet/protocol';

/** `server.py`, line by line. */
export const server: ServerProgram = ({ reactor, at, print, values }) => {
  const READ_SIZE = values.size!;

  class Raw extends Protocol {
    override connectionMade(): void {
      at('self.transport.bufferSize = READ_SIZE');
      this.transport.bufferSize = READ_SIZE;
    }

    override dataReceived(data: string): void {
      at('print(data)');
      print(bytesRepr(data));
    }
  }

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Raw))');
  reactor.listenTCP(8000, Factory.forProtocol(Raw));
  at('reactor.run()');
  reactor.run();
};
