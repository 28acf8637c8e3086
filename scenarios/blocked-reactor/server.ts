import { Factory } from '../../src/twisted/protocol';
import { LineReceiver } from '../../src/twisted/basic';
import type { ServerProgram } from '../../src/scenario/types';

/** `server.py`, line by line. */
export const blocking: ServerProgram = ({ reactor, time, at, values }) => {
  const BLOCK = values.block!;

  function slowReport(): string {
    at('time.sleep(BLOCK)');
    time.sleep(BLOCK);
    at('return b"42 rows"');
    return '42 rows';
  }

  class Chat extends LineReceiver {
    override lineReceived(line: string): void {
      at('if line == b"REPORT":');
      if (line === 'REPORT') {
        at('rows = slow_report()');
        const rows = slowReport();
        at('self.sendLine(rows)');
        this.sendLine(rows);
      } else {
        at('self.sendLine(line)');
        this.sendLine(line);
      }
    }
  }

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))');
  reactor.listenTCP(8000, Factory.forProtocol(Chat));
  at('reactor.run()');
  reactor.run();
};
