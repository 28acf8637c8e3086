import type {
  IPullProducer,
  IPushProducer,
  IPv4Address,
  ITCPTransport,
} from '../../../src/twisted/internet/interfaces';

const address: IPv4Address = { type: 'TCP', host: '127.0.0.1', port: 1 };

/** A transport that keeps what is written. (twisted.internet.testing, StringTransport.) */
export class StringTransport implements ITCPTransport {
  readonly label = 'test';
  bufferSize = 65536;
  disconnecting = false;
  aborted = false;
  producer: IPushProducer | IPullProducer | null = null;
  streaming: boolean | null = null;
  producerState: 'producing' | 'paused' | 'stopped' = 'producing';
  private written = '';

  /** All that was written. */
  value(): string {
    return this.written;
  }

  write(data: string): void {
    this.written += data;
  }

  writeSequence(data: readonly string[]): void {
    this.write(data.join(''));
  }

  loseConnection(): void {
    this.disconnecting = true;
  }

  abortConnection(): void {
    this.aborted = true;
    this.disconnecting = true;
  }

  loseWriteConnection(): void {}

  registerProducer(producer: IPushProducer | IPullProducer, streaming: boolean): void {
    this.producer = producer;
    this.streaming = streaming;
  }

  unregisterProducer(): void {
    this.producer = null;
  }

  pauseProducing(): void {
    this.producerState = 'paused';
  }

  resumeProducing(): void {
    this.producerState = 'producing';
  }

  stopProducing(): void {
    this.producerState = 'stopped';
  }

  setTcpKeepAlive(): void {}

  getTcpKeepAlive(): boolean {
    return false;
  }

  setTcpNoDelay(): void {}

  getTcpNoDelay(): boolean {
    return false;
  }

  getHandle(): never {
    throw new Error('there is no socket');
  }

  getPeer(): IPv4Address {
    return address;
  }

  getHost(): IPv4Address {
    return address;
  }
}

/** Makes the connection of `protocol` to a new StringTransport. */
export function connect(protocol: {
  makeConnection(transport: ITCPTransport): void;
}): StringTransport {
  const transport = new StringTransport();
  protocol.makeConnection(transport);
  return transport;
}

/** Gives `data` to `protocol` in packets of `size` bytes. */
export function feed(
  protocol: { dataReceived(data: string): unknown },
  data: string,
  size: number,
): void {
  for (let i = 0; i < data.length; i += size) protocol.dataReceived(data.slice(i, i + size));
}

/** Sizes of packets that each parser is tried with. */
export const PACKET_SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
