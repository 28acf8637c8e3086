import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import { Int32StringReceiver } from '../../src/twisted/protocols/intNStringReceiver';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { Factory, Protocol, type ProtocolClass } from '../../src/twisted/internet/protocol';
import { jsonLoads } from './json';

/** What each of the files ends with. */
function serve({ reactor, at }: ServerEnvironment, Json: ProtocolClass): void {
  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Json))');
  reactor.listenTCP(8000, Factory.forProtocol(Json));
  at('reactor.run()');
  reactor.run();
}

/** `server.py` and `server-lf.py`, which differ in the delimiter. */
const lines =
  (delimiter: string): ServerProgram =>
  (env) => {
    const { at } = env;

    class Json extends LineReceiver {
      override delimiter = delimiter;
      override MAX_LENGTH = 16384;

      override lineReceived(line: string): void {
        at('message = json.loads(line)');
        jsonLoads(line);
        at('self.sendLine(b"ok")');
        this.sendLine('ok');
      }
    }

    serve(env, Json);
  };

export const crlf = lines('\r\n');
export const lf = lines('\n');

/** `server-int32.py`: a length before each message. */
export const int32: ServerProgram = (env) => {
  const { at } = env;

  class Json extends Int32StringReceiver {
    override MAX_LENGTH = 99999;

    override stringReceived(string: string): void {
      at('message = json.loads(string)');
      jsonLoads(string);
      at('self.sendString(b"ok")');
      this.sendString('ok');
    }
  }

  serve(env, Json);
};

/** `server-raw.py`: every read is taken for a message. */
export const raw: ServerProgram = (env) => {
  const { at } = env;

  class Json extends Protocol {
    override dataReceived(data: string): void {
      at('message = json.loads(data)');
      jsonLoads(data);
      at('self.transport.write(b"ok\\r\\n")');
      this.transport.write('ok\r\n');
    }
  }

  serve(env, Json);
};
