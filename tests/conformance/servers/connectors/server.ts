import type { ServerProgram } from '../../../../src/scenario/types';
import { LineReceiver } from '../../../../src/twisted/protocols/basic';
import type { Failure } from '../../../../src/twisted/python/failure';
import type { IConnector } from '../../../../src/twisted/internet/interfaces';
import { ClientFactory, type Protocol } from '../../../../src/twisted/internet/protocol';
import { named } from '../../../../src/twisted/python/pyName';

export const server: ServerProgram = ({ reactor, print }) => {
  class Greeter extends LineReceiver {
    override connectionMade(): void {
      const [peer, host] = [this.transport.getPeer(), this.transport.getHost()];
      print(`${peer.host}:${peer.port} from ${host.host}:${host.port}`);
      this.sendLine('hello');
    }

    override lineReceived(line: string): void {
      print(`got ${line}`);
      if (line === 'bye') this.transport.abortConnection();
    }
  }

  class Retrying extends ClientFactory {
    override protocol = Greeter;
    left = 2;

    override startedConnecting(connector: IConnector): void {
      print(`connecting to ${connector.getDestination().port}`);
    }

    override clientConnectionFailed(connector: IConnector, reason: Failure): void {
      print(`failed: ${reason.getErrorMessage()}`);
      if (this.left === 0) return;
      this.left--;
      const again = named('Connector.connect', () => connector.connect());
      reactor.callLater(1, again);
    }

    override clientConnectionLost(connector: IConnector, reason: Failure): void {
      print(`lost: ${reason.type}`);
      if (this.left === 0) return;
      this.left--;
      connector.connect();
    }
  }

  class Picky extends Retrying {
    override buildProtocol(): Protocol | null {
      return null;
    }
  }

  const stop = (connector: IConnector): void => {
    try {
      connector.stopConnecting();
    } catch (error) {
      print(`${(error as Error).name}: ${(error as Error).message}`);
    }
  };

  reactor.connectTCP('127.0.0.1', 9000, new Retrying());
  reactor.connectTCP('10.0.0.9', 80, new Retrying(), 2.5);
  const unlimited = new Retrying();
  unlimited.left = 0;
  reactor.connectTCP('10.0.0.10', 80, unlimited, null);
  reactor.connectTCP('127.0.0.1', 9002, new Picky());
  const stopped = reactor.connectTCP('10.0.0.9', 81, new Retrying(), 30, ['10.0.0.1', 5000]);
  reactor.callLater(3, named('stop', stop), stopped);
  reactor.callLater(3.5, named('stop', stop), stopped);
  reactor.callLater(
    4,
    named('Connector.disconnect', () => stopped.disconnect()),
  );
  reactor.run();
};
