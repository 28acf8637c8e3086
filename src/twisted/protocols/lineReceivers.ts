import { currentCause, enterCause } from '../../simulator/cause';
import { Exception } from '../python/exceptions';
import { Protocol } from '../internet/protocol';
import { inFrame } from '../internet/pyStack';

/** Python's NotImplementedError: a subclass had to override this. */
export class NotImplementedError extends Exception {
  override readonly name: string = 'NotImplementedError';
}

/**
 * Bytes into lines. Drops the rest of a packet after a line that closed the connection.
 *
 * Follows twisted/protocols/basic.py (class LineOnlyReceiver).
 */
export class LineOnlyReceiver extends Protocol {
  static override readonly ofTwisted: boolean = true;
  delimiter = '\r\n';
  /** A longer line goes to `lineLengthExceeded`. */
  MAX_LENGTH = 16384;
  #buffer = '';

  override dataReceived(data: string): unknown {
    const lines = (this.#buffer + data).split(this.delimiter);
    this.#buffer = lines.pop()!;
    for (const line of lines) {
      if (this.transport.disconnecting) return undefined;
      if (line.length > this.MAX_LENGTH) return this.lineLengthExceeded(line);
      inFrame(() => this.lineReceived(line));
    }
    if (this.#buffer.length > this.MAX_LENGTH) return this.lineLengthExceeded(this.#buffer);
    return undefined;
  }

  /** Override this: one line, without its delimiter. */
  lineReceived(_line: string): unknown {
    throw new NotImplementedError();
  }

  sendLine(line: string): void {
    inFrame(() => this.transport.writeSequence([line, this.delimiter]));
  }

  lineLengthExceeded(_line: string): unknown {
    this.transport.loseConnection();
    return undefined;
  }
}

/**
 * Bytes into lines or, in raw mode, into chunks as they come. What is not complete stays in a buffer;
 * so do lines that came after one that paused, or closed the connection.
 *
 * Follows twisted/protocols/basic.py (LineReceiver, _PauseableMixin).
 */
export class LineReceiver extends Protocol {
  static override readonly ofTwisted: boolean = true;
  delimiter = '\r\n';
  /** A longer line goes to `lineLengthExceeded`. */
  MAX_LENGTH = 16384;
  paused = false;
  #lineMode = true;
  #buffer = '';
  #busyReceiving = false;

  /** Takes what is in the buffer out of it. */
  clearLineBuffer(): string {
    const data = this.#buffer;
    this.#buffer = '';
    return data;
  }

  override dataReceived(data: string): unknown {
    this.#buffer += data;
    if (this.#busyReceiving) return undefined;
    this.#busyReceiving = true;
    const cause = currentCause();
    try {
      while (this.#buffer.length > 0 && !this.paused) {
        const step = this.#lineMode ? this.#receiveLine() : this.#receiveRaw();
        if (step.over) return step.why;
      }
      return undefined;
    } finally {
      this.#busyReceiving = false;
      enterCause(cause);
    }
  }

  #receiveLine(): { over: boolean; why?: unknown } {
    const buffer = this.#buffer;
    const { delimiter } = this;
    const end = buffer.indexOf(delimiter);
    if (end < 0) {
      if (buffer.length < this.MAX_LENGTH + delimiter.length) return OVER;
      this.#buffer = '';
      return { over: true, why: this.lineLengthExceeded(buffer) };
    }
    if (end > this.MAX_LENGTH) {
      this.#buffer = '';
      return { over: true, why: this.lineLengthExceeded(buffer) };
    }
    this.#buffer = buffer.slice(end + delimiter.length);
    const why = inFrame(() => this.lineReceived(buffer.slice(0, end)));
    // There is no transport in tests of the protocol alone.
    const transport = this.transport as typeof this.transport | undefined;
    return why || transport?.disconnecting === true ? { over: true, why } : GO_ON;
  }

  #receiveRaw(): { over: boolean; why?: unknown } {
    const why = inFrame(() => this.rawDataReceived(this.clearLineBuffer()));
    return why ? { over: true, why } : GO_ON;
  }

  /** Lines again; `extra` is raw data that is a line's already. */
  setLineMode(extra = ''): unknown {
    this.#lineMode = true;
    return inFrame(() => (extra.length > 0 ? inFrame(() => this.dataReceived(extra)) : undefined));
  }

  /** From now on, also for the rest of what came with this line, `rawDataReceived` gets the data. */
  setRawMode(): void {
    this.#lineMode = false;
  }

  /** Override this for raw mode. */
  rawDataReceived(_data: string): unknown {
    throw new NotImplementedError();
  }

  /** Override this: one line, without its delimiter. */
  lineReceived(_line: string): unknown {
    throw new NotImplementedError();
  }

  sendLine(line: string): void {
    inFrame(() => this.transport.write(line + this.delimiter));
  }

  /** A line is too long: `line` is all of the buffer, which begins with it. */
  lineLengthExceeded(_line: string): unknown {
    this.transport.loseConnection();
    return undefined;
  }

  pauseProducing(): void {
    this.paused = true;
    this.transport.pauseProducing();
  }

  resumeProducing(): void {
    inFrame(() => {
      this.paused = false;
      this.transport.resumeProducing();
      inFrame(() => this.dataReceived(''));
    });
  }

  stopProducing(): void {
    this.paused = true;
    this.transport.stopProducing();
  }
}

const OVER = { over: true } as const;
const GO_ON = { over: false } as const;
