import type { ServerProgram } from '../../../../src/scenario/types';
import { gmtime, wallClockOf } from '../../../../src/scenario/wallClock';
import { LineReceiver } from '../../../../src/twisted/protocols/basic';
import { Factory } from '../../../../src/twisted/internet/protocol';

export const server: ServerProgram = (env) => {
  const { reactor, print } = env;
  const time = wallClockOf(env);

  class Clock extends LineReceiver {
    override connectionMade(): void {
      this.transport.setTcpNoDelay(true);
      const [peer, host] = [this.transport.getPeer(), this.transport.getHost()];
      print(`${peer.host}:${peer.port} at ${host.host}:${host.port}`);
    }

    override lineReceived(): void {
      print(time.strftime('%a %d %b %Y, %H:%M:%S'));
      print(`${time.strftime('%Y-%m-%dT%H:%M:%S.%f')} ${time.strftime('%Y-%m-%d')}`);
      print(`${gmtime(time.time()).hour} ${time.time()} True`);
      this.sendLine(time.strftime('%H:%M'));
    }

    override connectionLost(): void {
      print(`lost ${this.transport.getPeer().port}`);
    }
  }

  const port = reactor.listenTCP(8000, Factory.forProtocol(Clock));
  print(`${port.getHost().host}:${port.getHost().port}`);
  reactor.run();
};
