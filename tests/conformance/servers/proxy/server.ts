import type { ServerProgram } from '../../../../src/scenario/types';
import type { Failure } from '../../../../src/twisted/python/failure';
import type { IConnector } from '../../../../src/twisted/internet/interfaces';
import { ClientFactory, Factory, Protocol } from '../../../../src/twisted/internet/protocol';

export const server: ServerProgram = ({ reactor, print }) => {
  class Back extends Protocol {
    declare factory: BackFactory;

    override connectionMade(): void {
      this.factory.front.back = this;
      this.transport.write(this.factory.front.pending);
    }

    override dataReceived(data: string): void {
      this.factory.front.transport.write(data);
    }

    override connectionLost(): void {
      this.factory.front.transport.loseConnection();
    }
  }

  class BackFactory extends ClientFactory {
    override protocol = Back;
    readonly front: Front;

    constructor(front: Front) {
      super();
      this.front = front;
    }

    override clientConnectionFailed(_: IConnector, reason: Failure): void {
      print(`failed: ${reason.getErrorMessage()}`);
      this.front.transport.loseConnection();
    }
  }

  const ports = [9000, 9001];

  class Front extends Protocol {
    back: Back | null = null;
    pending = '';

    override connectionMade(): void {
      reactor.connectTCP('127.0.0.1', ports.shift()!, new BackFactory(this));
    }

    override dataReceived(data: string): void {
      if (this.back !== null) this.back.transport.write(data);
      else this.pending += data;
    }

    override connectionLost(): void {
      if (this.back !== null) this.back.transport.loseConnection();
    }
  }

  reactor.listenTCP(8000, Factory.forProtocol(Front));
  reactor.run();
};
