import type { ServerProgram } from '../../src/scenario/types';
import { ReactorNotRestartable } from '../../src/twisted/internet/error';
import { Factory, Protocol } from '../../src/twisted/internet/protocol';
import { named } from '../../src/twisted/python/pyName';

/** `server.py`, line by line, with what follows `reactor.run()`. */
export const server: ServerProgram = ({ reactor, time, at, print, values }) => {
  const COST = values.cost!;

  class Hello extends Protocol {
    override dataReceived(): void {
      at('print("dataReceived")');
      print('dataReceived');
      at('self.transport.write(b"hello\\r\\n")');
      this.transport.write('hello\r\n');
      at('self.transport.loseConnection()');
      this.transport.loseConnection();
      at('reactor.callLater(0, soon)');
      reactor.callLater(0, soon);
      at('time.sleep(COST / 1000)');
      time.sleep(COST / 1000);
      at('print("next line")');
      print('next line');
    }

    override connectionLost(): void {
      at('print("written")');
      print('written');
    }
  }

  const soon = named('soon', () => {
    at('print("callLater(0)")');
    print('callLater(0)');
  });

  const alarm = named('alarm', () => {
    at('print("alarm")');
    print('alarm');
  });

  const closing = named('closing', () => {
    at('reactor.stop()');
    reactor.stop();
  });

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Hello))');
  reactor.listenTCP(8000, Factory.forProtocol(Hello));
  at('reactor.callLater(1, alarm)');
  reactor.callLater(1, alarm);
  at('reactor.callLater(1.5, closing)');
  reactor.callLater(1.5, closing);
  at('reactor.run()', 1);
  reactor.run();
  at('print("run() is over")');
  print('run() is over');
  at('try:');
  try {
    at('reactor.run()', 2);
    reactor.run();
  } catch (error) {
    at('except error.ReactorNotRestartable:');
    if (!(error instanceof ReactorNotRestartable)) throw error;
    at('print("ReactorNotRestartable")');
    print('ReactorNotRestartable');
  }
};
