import { BytesIO, FileSender } from '../../twisted/protocols/basic';
import type {
  IPullProducer,
  IPushProducer,
  ITCPTransport,
} from '../../twisted/internet/interfaces';
import { Factory } from '../../twisted/internet/protocol';
import type { ProgramParams } from '../workloadPrograms';
import { int, word, type Program, type ProgramEnvironment } from './environment';
import { lineProtocol } from './protocols';

/** Who has a producer write for it. */
export interface ProducerOwner {
  readonly name: string;
  readonly transport: ITCPTransport;
  /** Everything is written. */
  finish(): void;
}

/** `n` bytes to send. */
export function filler(n: number): string {
  return 'x'.repeat(n);
}

/** Writes `chunk` bytes at a time until it is paused. */
export class Push implements IPushProducer {
  #paused = false;
  #left: number;
  readonly #env: ProgramEnvironment;
  readonly #owner: ProducerOwner;
  readonly #chunk: number;

  constructor(env: ProgramEnvironment, owner: ProducerOwner, n: number, chunk: number) {
    this.#env = env;
    this.#owner = owner;
    this.#left = n;
    this.#chunk = chunk;
    owner.transport.registerProducer(this, true);
    this.#run();
  }

  #run(): void {
    const owner = this.#owner;
    while (this.#left > 0 && !this.#paused) {
      const n = Math.min(this.#chunk, this.#left);
      this.#left -= n;
      owner.transport.write(filler(n));
    }
    if (this.#left === 0) {
      owner.transport.unregisterProducer();
      owner.finish();
    }
  }

  pauseProducing(): void {
    this.#env.emit('pauseProducing', { conn: this.#owner.name, left: this.#left });
    this.#paused = true;
  }

  resumeProducing(): void {
    this.#env.emit('resumeProducing', { conn: this.#owner.name, left: this.#left });
    this.#paused = false;
    this.#run();
  }

  stopProducing(): void {
    this.#env.emit('stopProducing', { conn: this.#owner.name, left: this.#left });
    this.#left = 0;
  }
}

/** Writes `chunk` bytes each time that it is asked. */
export class Pull implements IPullProducer {
  #left: number;
  readonly #env: ProgramEnvironment;
  readonly #owner: ProducerOwner;
  readonly #chunk: number;

  constructor(env: ProgramEnvironment, owner: ProducerOwner, n: number, chunk: number) {
    this.#env = env;
    this.#owner = owner;
    this.#left = n;
    this.#chunk = chunk;
    owner.transport.registerProducer(this, false);
  }

  resumeProducing(): void {
    const owner = this.#owner;
    this.#env.emit('resumeProducing', { conn: owner.name, left: this.#left });
    const n = Math.min(this.#chunk, this.#left);
    this.#left -= n;
    if (n > 0) owner.transport.write(filler(n));
    if (this.#left === 0) {
      owner.transport.unregisterProducer();
      owner.finish();
    }
  }

  stopProducing(): void {
    this.#env.emit('stopProducing', { conn: this.#owner.name, left: this.#left });
  }
}

/** A FileSender that records when it is asked for more. */
export class TracedFileSender extends FileSender {
  readonly #env: ProgramEnvironment;
  readonly #conn: string;

  constructor(env: ProgramEnvironment, conn: string, chunk?: number) {
    super();
    this.#env = env;
    this.#conn = conn;
    if (chunk !== undefined) this.CHUNK_SIZE = chunk;
  }

  override resumeProducing(): void {
    this.#env.emit('resumeProducing', { conn: this.#conn });
    super.resumeProducing();
  }
}

/** `get N` sends N bytes: in one write, in chunks, or by a producer. */
export function bigWrite(env: ProgramEnvironment, params: ProgramParams['big-write']): Program {
  const chunk = params.chunk ?? 10240;

  class Big extends lineProtocol(env, params) {
    override handle(line: string): void {
      if (line.startsWith('get ')) this.#send(int(word(line, 1)));
      else this.say(`pong ${line}`);
    }

    #send(n: number): void {
      const mode = params.mode ?? 'write';
      if (mode === 'write') {
        this.transport.write(filler(n));
        this.finish();
      } else if (mode === 'chunks') {
        this.#sendChunk(n);
      } else if (mode === 'push') {
        new Push(env, this, n, chunk);
      } else if (mode === 'pull') {
        new Pull(env, this, n, chunk);
      } else {
        const d = new TracedFileSender(env, this.name, params.chunk).beginFileTransfer(
          new BytesIO(filler(n)),
          this.transport,
        );
        d.name = 'fileSent';
        d.addCallback(() => this.finish());
      }
    }

    #sendChunk(left: number): void {
      const n = Math.min(chunk, left);
      this.transport.write(filler(n));
      if (left > n) env.later(params.gapMs ?? 0, 'chunk', () => this.#sendChunk(left - n));
      else this.finish();
    }

    finish(): void {
      env.emit('allWritten', { conn: this.name });
      if (params.closeAfter === true) this.transport.loseConnection();
    }
  }
  return { factory: Factory.forProtocol(Big) };
}
