import { Deferred } from '../internet/deferred';
import { Exception } from '../python/exceptions';
import type { IConsumer, IPullProducer } from '../internet/interfaces';

/** A file that is read: at most `size` bytes, `''` at its end. */
export interface ReadableFile {
  read(size: number): string;
}

/** Python's `io.BytesIO`, for reading. */
export class BytesIO implements ReadableFile {
  #position = 0;
  readonly #data: string;

  constructor(data: string) {
    this.#data = data;
  }

  read(size: number): string {
    const chunk = this.#data.slice(this.#position, this.#position + size);
    this.#position += chunk.length;
    return chunk;
  }
}

/**
 * Sends a file chunk by chunk, each when the consumer has room: a pull producer.
 *
 * Follows twisted/protocols/basic.py (class FileSender).
 */
export class FileSender implements IPullProducer {
  CHUNK_SIZE = 2 ** 14;
  lastSent = '';
  #deferred: Deferred<string> | null = null;
  #file: ReadableFile | null = null;
  #consumer: IConsumer | null = null;
  #transform: ((chunk: string) => string) | null = null;

  /** The Deferred fires with the last byte when the consumer has taken everything. */
  beginFileTransfer(
    file: ReadableFile,
    consumer: IConsumer,
    transform: ((chunk: string) => string) | null = null,
  ): Deferred<string> {
    this.#file = file;
    this.#consumer = consumer;
    this.#transform = transform;
    const deferred = new Deferred<string>();
    this.#deferred = deferred;
    consumer.registerProducer(this, false);
    return deferred;
  }

  resumeProducing(): void {
    let chunk = this.#file === null ? '' : this.#file.read(this.CHUNK_SIZE);
    if (chunk.length === 0) {
      this.#file = null;
      this.#consumer!.unregisterProducer();
      const deferred = this.#deferred;
      if (deferred !== null) {
        deferred.callback(this.lastSent);
        this.#deferred = null;
      }
      return;
    }
    if (this.#transform !== null) chunk = this.#transform(chunk);
    this.#consumer!.write(chunk);
    this.lastSent = chunk.slice(-1);
  }

  pauseProducing(): void {}

  stopProducing(): void {
    if (this.#deferred === null) return;
    this.#deferred.errback(new Exception('Consumer asked us to stop producing'));
    this.#deferred = null;
  }
}
