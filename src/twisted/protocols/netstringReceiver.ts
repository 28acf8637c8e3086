import { AttributeError, ValueError } from '../python/exceptions';
import type { ITCPTransport } from '../internet/interfaces';
import { NotImplementedError } from './lineReceivers';
import { Protocol } from '../internet/protocol';
import { typeName } from '../python/pyName';
import { enterAt, here, inFrame, leave } from '../internet/pyStack';

/** What came is no netstring. */
export class NetstringParseError extends ValueError {
  override readonly name: string = 'NetstringParseError';
}

/** `_consumeData`, `_consumePayload` and `_processPayload`. */
const OWN_FRAMES = 3;
const LENGTH = /^(0|[1-9][0-9]*):/;
// Python's `$` also matches before a newline at the end.
const LENGTH_PREFIX = /^(0|[1-9][0-9]*)\n?$/;

/**
 * Messages as netstrings: `5:hello,`. A parse error closes the connection.
 *
 * Follows twisted/protocols/basic.py (class NetstringReceiver).
 */
export class NetstringReceiver extends Protocol {
  static override readonly ofTwisted: boolean = true;
  MAX_LENGTH = 99999;
  /** True after a parse error. */
  brokenPeer = false;
  /** Null before `connectionMade` has returned, and for ever if it has raised. */
  #received: string | null = null;
  #payload = '';
  #parsingPayload = false;
  /** Size of the payload with its comma. */
  #expectedPayloadSize = 0;

  override makeConnection(transport: ITCPTransport): void {
    inFrame(() => super.makeConnection(transport));
    this.#received = '';
  }

  sendString(string: string): void {
    inFrame(() => this.transport.write(`${string.length}:${string},`));
  }

  override dataReceived(data: string): unknown {
    this.#remainingData += data;
    while (this.#remainingData.length > 0) {
      try {
        if (!this.#consumeData()) break;
      } catch (error) {
        if (!(error instanceof NetstringParseError)) throw error;
        this.#handleParseError();
        break;
      }
    }
    return undefined;
  }

  /** Override this: one message. */
  stringReceived(_string: string): unknown {
    throw new NotImplementedError();
  }

  get #remainingData(): string {
    if (this.#received !== null) return this.#received;
    throw new AttributeError(`'${typeName(this)}' object has no attribute '_remainingData'`);
  }

  set #remainingData(data: string) {
    this.#received = data;
  }

  /** False when there is not enough data for a netstring. */
  #consumeData(): boolean {
    if (!this.#parsingPayload) {
      if (!this.#consumeLength()) return false;
      this.#parsingPayload = true;
      this.#payload = '';
    }
    return this.#consumePayload();
  }

  #consumeLength(): boolean {
    const match = LENGTH.exec(this.#remainingData);
    if (match === null) {
      const partial = LENGTH_PREFIX.exec(this.#remainingData);
      if (partial === null) {
        throw new NetstringParseError(
          'The received netstring does not start with a length specification.',
        );
      }
      this.#extractLength(partial[1]!);
      return false;
    }
    this.#expectedPayloadSize = this.#extractLength(match[1]!) + 1;
    this.#remainingData = this.#remainingData.slice(match[0].length);
    return true;
  }

  #extractLength(digits: string): number {
    // Python's ceil(log10(MAX_LENGTH)) + 1, without a logarithm that engines may round differently.
    const maxDigits = String(this.MAX_LENGTH - 1).length + 1;
    const length = Number(digits);
    if (digits.length > maxDigits || length > this.MAX_LENGTH) {
      throw new NetstringParseError(
        `The received netstring is longer than the maximum ${this.MAX_LENGTH} specified by self.MAX_LENGTH`,
      );
    }
    return length;
  }

  #consumePayload(): boolean {
    const missing = this.#expectedPayloadSize - this.#payload.length;
    this.#payload += this.#remainingData.slice(0, missing);
    this.#remainingData = this.#remainingData.slice(missing);
    if (this.#payload.length < this.#expectedPayloadSize) return false;
    if (!this.#payload.endsWith(',')) {
      throw new NetstringParseError('The received netstring is not terminated by a comma.');
    }
    this.#parsingPayload = false;
    const depth = here();
    enterAt(depth + OWN_FRAMES);
    try {
      inFrame(() => this.stringReceived(this.#payload.slice(0, -1)));
    } finally {
      leave(depth);
    }
    return true;
  }

  #handleParseError(): void {
    this.transport.loseConnection();
    this.brokenPeer = true;
  }
}
