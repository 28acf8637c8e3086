import type { ServerProgram } from '../../../../src/scenario/types';
import { LineReceiver } from '../../../../src/twisted/protocols/basic';
import { serverFromString } from '../../../../src/twisted/internet/endpoints';
import { ValueError } from '../../../../src/twisted/python/exceptions';
import { Factory } from '../../../../src/twisted/internet/protocol';

export const server: ServerProgram = ({ reactor, print }) => {
  class Echo extends LineReceiver {
    override lineReceived(line: string): void {
      this.sendLine(line);
    }
  }

  const echo = Factory.forProtocol(Echo);
  serverFromString(reactor, 'tcp:1025:interface=127.0.0.1')
    .listen(echo)
    .addCallback((port) => {
      const { host, port: number } = port.getHost();
      print(`listening on ${host}:${number}`);
    });
  try {
    serverFromString(reactor, 'tcp:here');
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    print(error.message);
  }
  reactor.run();
};
