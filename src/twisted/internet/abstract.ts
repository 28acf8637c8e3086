import { joined } from '../../simulator/bytes';
import { currentCause, enterCause, NO_CAUSE } from '../../simulator/cause';
import { CONNECTION_DONE } from './error';
import { PyTypeError, RuntimeError } from '../python/exceptions';
import { Failure } from '../python/failure';
import { enter, inFrame, isCold, leave, needs } from './pyStack';
import type {
  IConsumer,
  IPullProducer,
  IPushProducer,
  IReactorFDSet,
  ISelectable,
} from './interfaces';

function dataMustBeBytes(data: unknown): void {
  needs(isCold('dataMustBeBytes') ? 'PC' : 'P');
  // What answers as a string does is bytes, too: see `python/zeros.ts`.
  if (!(data as Partial<string> | null)?.concat) throw new PyTypeError('Data must be bytes');
}

/**
 * Something that a reactor watches and that can be written to: the buffer in user space, producers,
 * orderly closing.
 *
 * Follows twisted/internet/abstract.py (FileDescriptor, _ConsumerMixin).
 */
export abstract class FileDescriptor implements ISelectable, IConsumer, IPushProducer {
  /** Most bytes that one `send` is given. */
  static readonly SEND_LIMIT = 128 * 1024;
  /** Most bytes that one read takes, and the fill of the buffer above which a producer is paused. */
  bufferSize: number = 2 ** (2 ** (2 ** 2));
  abstract readonly label: string;
  connected = false;
  disconnected = false;
  disconnecting = false;
  producer: IPushProducer | IPullProducer | null = null;
  #producerCause = NO_CAUSE;
  protected producerPaused = false;
  protected streamingProducer = false;
  protected writeDisconnecting = false;
  protected writeDisconnected = false;
  protected dataBuffer = '';
  /** How much of `dataBuffer` has been sent. */
  protected offset = 0;
  /** Written since the last `doWrite`. */
  protected tempDataBuffer: string[] = [];
  protected tempDataLen = 0;
  protected readonly reactor: IReactorFDSet;

  constructor(reactor: IReactorFDSet) {
    this.reactor = reactor;
  }

  abstract fileno(): number;
  abstract doRead(): unknown;
  /** Sends what it can of `data`: number of bytes, or an error when the connection is over. */
  protected abstract writeSomeData(data: string): number | Error;

  /** Called when the descriptor may take more. Returns nothing, or why the connection is over. */
  doWrite(): unknown {
    if (this.dataBuffer.length - this.offset < FileDescriptor.SEND_LIMIT) {
      const rest = this.offset > 0 ? this.dataBuffer.slice(this.offset) : this.dataBuffer;
      this.dataBuffer = this.tempDataBuffer.reduce(joined, rest);
      this.offset = 0;
      this.tempDataBuffer = [];
      this.tempDataLen = 0;
    }
    const sent = this.writeSomeData(
      this.offset > 0 ? this.dataBuffer.slice(this.offset) : this.dataBuffer,
    );
    if (typeof sent !== 'number') return sent;
    this.offset += sent;
    if (this.offset === this.dataBuffer.length && this.tempDataLen === 0) {
      this.dataBuffer = '';
      this.offset = 0;
      this.stopWriting();
      return this.#bufferEmptied();
    }
    return null;
  }

  /** Everything is sent: the producer may go on, or a close that waited for this happens. */
  #bufferEmptied(): unknown {
    if (this.producer !== null && (!this.streamingProducer || this.producerPaused)) {
      this.producerPaused = false;
      const cause = enterCause(this.#producerCause);
      try {
        inFrame(() => this.producer!.resumeProducing());
      } finally {
        enterCause(cause);
      }
    } else if (this.disconnecting) {
      return this.postLoseConnection();
    } else if (this.writeDisconnecting) {
      this.writeDisconnected = true;
      return this.closeWriteConnection();
    }
    return null;
  }

  protected postLoseConnection(): unknown {
    return CONNECTION_DONE;
  }

  protected closeWriteConnection(): unknown {
    return null;
  }

  readConnectionLost(reason: Failure): void {
    this.connectionLost(reason);
  }

  /** The connection is over: cleans up. */
  connectionLost(_reason: Failure): void {
    this.disconnected = true;
    this.connected = false;
    if (this.producer !== null) {
      inFrame(() => this.producer!.stopProducing());
      this.producer = null;
    }
    this.stopReading();
    this.stopWriting();
  }

  // ITransport

  /** Puts data into the buffer; it is sent when the reactor finds the descriptor writable. */
  write(data: string): void {
    const depth = enter();
    try {
      dataMustBeBytes(data);
      if (!this.connected || this.writeDisconnected) return;
      if (data.length > 0) {
        this.tempDataBuffer.push(data);
        this.tempDataLen += data.length;
        this.#maybePauseProducer();
        this.startWriting();
      }
    } finally {
      leave(depth);
    }
  }

  writeSequence(data: readonly string[]): void {
    inFrame(() => {
      data.forEach(dataMustBeBytes);
      if (!this.connected || data.length === 0 || this.writeDisconnected) return;
      for (const piece of data) {
        this.tempDataBuffer.push(piece);
        this.tempDataLen += piece.length;
      }
      this.#maybePauseProducer();
      this.startWriting();
    });
  }

  /** Closes once everything is sent; with a producer, once that is unregistered. */
  loseConnection(): void {
    inFrame(() => {
      if (!this.connected || this.disconnecting) return;
      this.stopReading();
      if (this.writeDisconnected) {
        this.stopWriting();
        this.connectionLost(new Failure(CONNECTION_DONE));
      } else {
        this.startWriting();
        this.disconnecting = true;
      }
    });
  }

  /** Closes the write side once everything is sent. */
  loseWriteConnection(): void {
    this.writeDisconnecting = true;
    this.startWriting();
  }

  // IConsumer

  /** Throws `RuntimeError` if there is a producer already. A pull producer is asked at once. */
  registerProducer(producer: IPushProducer, streaming: true): void;
  registerProducer(producer: IPullProducer, streaming: false): void;
  registerProducer(producer: IPushProducer | IPullProducer, streaming: boolean): void {
    if (this.producer !== null) {
      throw new RuntimeError(
        'Cannot register producer, because another producer was never unregistered.',
      );
    }
    if (this.disconnected) {
      inFrame(() => producer.stopProducing());
      return;
    }
    this.producer = producer;
    this.#producerCause = currentCause();
    this.streamingProducer = streaming;
    if (!streaming) inFrame(() => producer.resumeProducing());
  }

  unregisterProducer(): void {
    this.producer = null;
    if (this.connected && this.disconnecting) this.startWriting();
  }

  stopConsuming(): void {
    this.unregisterProducer();
    this.loseConnection();
  }

  /** A streaming producer is paused above `bufferSize`; it is resumed when the buffer is empty. */
  #maybePauseProducer(): void {
    needs('P');
    if (this.producer === null || !this.streamingProducer) return;
    if (this.dataBuffer.length + this.tempDataLen > this.bufferSize) {
      this.producerPaused = true;
      inFrame(() => inFrame(() => (this.producer as IPushProducer).pauseProducing()));
    }
  }

  // IPushProducer: of the data that it reads

  resumeProducing(): void {
    if (this.connected && !this.disconnecting) this.startReading();
  }

  pauseProducing(): void {
    this.stopReading();
  }

  stopProducing(): void {
    this.loseConnection();
  }

  startReading(): void {
    const depth = enter();
    try {
      this.reactor.addReader(this);
    } finally {
      leave(depth);
    }
  }

  stopReading(): void {
    const depth = enter();
    try {
      this.reactor.removeReader(this);
    } finally {
      leave(depth);
    }
  }

  startWriting(): void {
    const depth = enter();
    try {
      this.reactor.addWriter(this);
    } finally {
      leave(depth);
    }
  }

  stopWriting(): void {
    const depth = enter();
    try {
      this.reactor.removeWriter(this);
    } finally {
      leave(depth);
    }
  }
}
