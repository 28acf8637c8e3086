import { currentCause, enterCause } from '../../simulator/cause';
import { AssertionError } from '../python/exceptions';
import { NotImplementedError } from './lineReceivers';
import { Protocol } from '../internet/protocol';
import { inFrame } from '../internet/pyStack';

/** A message is too long for its length prefix. */
export class StringTooLongError extends AssertionError {
  override readonly name: string = 'StringTooLongError';
}

/**
 * Messages with their length before them, as a big-endian number of `prefixLength` bytes.
 *
 * Follows twisted/protocols/basic.py (IntNStringReceiver, _PauseableMixin), without `recvd`.
 */
export abstract class IntNStringReceiver extends Protocol {
  static override readonly ofTwisted: boolean = true;
  /** A longer message goes to `lengthLimitExceeded`. */
  MAX_LENGTH = 99999;
  paused = false;
  abstract readonly prefixLength: number;
  #unprocessed = '';

  /** Override this: one message. */
  stringReceived(_string: string): unknown {
    throw new NotImplementedError();
  }

  lengthLimitExceeded(_length: number): void {
    this.transport.loseConnection();
  }

  override dataReceived(data: string): unknown {
    const all = this.#unprocessed + data;
    let offset = 0;
    this.#unprocessed = all;
    while (all.length >= offset + this.prefixLength && !this.paused) {
      const start = offset + this.prefixLength;
      const length = unpack(all.slice(offset, start));
      if (length > this.MAX_LENGTH) {
        this.lengthLimitExceeded(length);
        return undefined;
      }
      const end = start + length;
      if (all.length < end) break;
      offset = end;
      inFrame(() => this.stringReceived(all.slice(start, end)));
    }
    this.#unprocessed = all.slice(offset);
    return undefined;
  }

  /** Throws `StringTooLongError`. */
  sendString(string: string): void {
    const limit = 2 ** (8 * this.prefixLength);
    if (string.length >= limit) {
      throw new StringTooLongError(
        `Try to send ${string.length} bytes whereas maximum is ${limit}`,
      );
    }
    inFrame(() => this.transport.write(pack(string.length, this.prefixLength) + string));
  }

  pauseProducing(): void {
    this.paused = true;
    this.transport.pauseProducing();
  }

  resumeProducing(): void {
    inFrame(() => {
      this.paused = false;
      this.transport.resumeProducing();
      const cause = currentCause();
      inFrame(() => this.dataReceived(''));
      enterCause(cause);
    });
  }

  stopProducing(): void {
    this.paused = true;
    this.transport.stopProducing();
  }
}

export class Int32StringReceiver extends IntNStringReceiver {
  static override readonly ofTwisted: boolean = true;
  override readonly prefixLength: number = 4;
}

export class Int16StringReceiver extends IntNStringReceiver {
  static override readonly ofTwisted: boolean = true;
  override readonly prefixLength: number = 2;
}

export class Int8StringReceiver extends IntNStringReceiver {
  static override readonly ofTwisted: boolean = true;
  override readonly prefixLength: number = 1;
}

function unpack(bytes: string): number {
  let n = 0;
  for (let i = 0; i < bytes.length; i++) n = n * 256 + bytes.charCodeAt(i);
  return n;
}

function pack(n: number, size: number): string {
  let bytes = '';
  for (let i = 0; i < size; i++) {
    bytes = String.fromCharCode(n % 256) + bytes;
    n = Math.floor(n / 256);
  }
  return bytes;
}
