import type { ServerEnvironment, ServerProgram } from '../../src/scenario/types';
import type {
  IConsumer,
  IPushProducer,
  ITCPTransport,
} from '../../src/twisted/internet/interfaces';
import { Factory } from '../../src/twisted/internet/protocol';
import { FileSender, type ReadableFile } from '../../src/twisted/protocols/fileSender';
import { LineReceiver } from '../../src/twisted/protocols/lineReceivers';
import { named } from '../../src/twisted/python/pyName';
import { zeros } from '../../src/twisted/python/zeros';
import { MB, PIECE_BYTES } from './sizes';

/** The class of all files: what they read from takes as long as a disk does. */
class File implements ReadableFile {
  readonly #env: ServerEnvironment;
  #left: number;

  constructor(env: ServerEnvironment) {
    this.#env = env;
    this.#left = env.values.file! * MB;
  }

  read(size: number): string {
    const { at, time, values } = this.#env;
    at('time.sleep(size / (DISK * 1_000_000))');
    time.sleep(size / (values.disk! * MB));
    at('return super().read(size)');
    const n = Math.min(size, this.#left);
    this.#left -= n;
    return zeros(n);
  }
}

const SEND_LINE = 'self.sendLine(line)';

/** The class and what is around it, which all files have; `give` is what they do differently. */
function serve(
  env: ServerEnvironment,
  give: (file: File, transport: ITCPTransport) => void,
  beforeSend: () => void = () => undefined,
): void {
  const { reactor, at } = env;

  class Site extends LineReceiver {
    override lineReceived(line: string): void {
      at('if line == b"GET":');
      if (line === 'GET') {
        at('file = File(bytes(FILE * 1_000_000))');
        give(new File(env), this.transport!);
      } else {
        at(SEND_LINE);
        beforeSend();
        this.sendLine(line);
      }
    }
  }

  at('reactor.listenTCP(8000, protocol.Factory.forProtocol(Site))');
  reactor.listenTCP(8000, Factory.forProtocol(Site));
  at('reactor.run()');
  reactor.run();
}

/** `server.py`: all of the file in one `write`. */
export const atOnce: ServerProgram = (env) => {
  const { at, values } = env;
  const WRITE = 'self.transport.write(file.read(FILE * 1_000_000))';

  serve(env, (file, transport) => {
    at(WRITE);
    const data = file.read(values.file! * MB);
    at(WRITE);
    transport.write(data);
    at('self.transport.loseConnection()');
    transport.loseConnection();
  });
};

/** `server-pieces.py`: a piece, then the reactor's turn, by `callLater(0)`. */
export const inPieces: ServerProgram = (env) => {
  const { reactor, at } = env;
  const READ = 'data = file.read(PIECE)';

  function piece(file: File, transport: ITCPTransport): void {
    at(READ);
    const data = file.read(PIECE_BYTES);
    at(READ);
    at('if data:');
    if (data.length > 0) {
      at('self.transport.write(data)');
      transport.write(data);
      at('reactor.callLater(0, self.piece, file)');
      reactor.callLater(
        0,
        named('Site.piece', () => piece(file, transport)),
      );
    } else {
      at('self.transport.loseConnection()');
      transport.loseConnection();
    }
  }

  serve(env, (file, transport) => {
    const FIRST = 'self.piece(file)';
    at(FIRST);
    piece(file, transport);
    at(FIRST);
  });
};

const READ = 'data = self.file.read(PIECE)';
const WRITE = 'self.consumer.write(data)';
const TAP = 'Tap(file, self.transport)';

/** `server-push.py`: pieces again, by a producer that the transport pauses and resumes. */
export const byTap: ServerProgram = (env) => {
  const { reactor, at } = env;
  /** The line that writes now: what is paused meanwhile comes back to it. */
  let writing = WRITE;

  class Tap implements IPushProducer {
    readonly #file: File;
    readonly #consumer: IConsumer & ITCPTransport;
    #open = true;

    constructor(file: File, consumer: ITCPTransport) {
      at('self.file, self.consumer, self.open = file, consumer, True');
      this.#file = file;
      this.#consumer = consumer;
      at('consumer.registerProducer(self, True)');
      consumer.registerProducer(this, true);
      at('self.piece()', 1);
      this.#piece();
      at('self.piece()', 1);
    }

    #piece(): void {
      at(READ);
      const data = this.#file.read(PIECE_BYTES);
      at(READ);
      at('if not data:');
      if (data.length === 0) {
        at('self.consumer.unregisterProducer()');
        this.#consumer.unregisterProducer();
        at('self.consumer.loseConnection()');
        this.#consumer.loseConnection();
        at('return');
        return;
      }
      writing = WRITE;
      at(WRITE);
      this.#consumer.write(data);
      at('if self.open:');
      if (this.#open) {
        at('reactor.callLater(0, self.piece)');
        reactor.callLater(
          0,
          named('Tap.piece', () => this.#piece()),
        );
      }
    }

    pauseProducing(): void {
      at('self.open = False', 1);
      this.#open = false;
      at(writing);
    }

    resumeProducing(): void {
      at('self.open = True');
      this.#open = true;
      at('self.piece()', 2);
      this.#piece();
      at('self.piece()', 2);
    }

    stopProducing(): void {
      at('self.open = False', 2);
      this.#open = false;
    }
  }

  serve(
    env,
    (file, transport) => {
      at(TAP);
      new Tap(file, transport);
      at(TAP);
    },
    () => (writing = SEND_LINE),
  );
};

/** `server-sender.py`: Twisted's own producer of files. */
export const bySender: ServerProgram = (env) => {
  const { at } = env;
  const BEGIN = 'd = FileSender().beginFileTransfer(file, self.transport)';
  const END = 'd.addBoth(lambda _: self.transport.loseConnection())';

  serve(env, (file, transport) => {
    let isBeginning = true;
    const read = (size: number): string => {
      const data = file.read(size);
      if (isBeginning) at(BEGIN);
      return data;
    };
    at(BEGIN);
    const d = new FileSender().beginFileTransfer({ read }, transport);
    isBeginning = false;
    at(END);
    d.addBoth(() => {
      at(END);
      transport.loseConnection();
    });
  });
};
