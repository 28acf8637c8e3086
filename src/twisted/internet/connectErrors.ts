import { Exception, RuntimeError } from '../python/exceptions';
import type { IPv4Address } from './interfaces';

/**
 * An attempt to connect that came to nothing, of each kind that Twisted tells apart.
 *
 * Follows twisted/internet/error.py (ConnectError and its subclasses).
 */
export class ConnectError extends Exception {
  override readonly name: string = 'ConnectError';

  /**
   * @param what what the class says of itself
   * @param osError number of the errno, with its text
   */
  constructor(
    osError: number | null = null,
    text = '',
    what = 'An error occurred while connecting',
  ) {
    super(`${[what, ...(osError === null ? [] : [osError]), ...(text ? [text] : [])].join(': ')}.`);
  }
}

export class ConnectionRefusedError extends ConnectError {
  override readonly name: string = 'ConnectionRefusedError';

  constructor(osError: number | null = null, text = '') {
    super(osError, text, 'Connection was refused by other side');
  }
}

export class TCPTimedOutError extends ConnectError {
  override readonly name: string = 'TCPTimedOutError';

  constructor(osError: number | null = null, text = '') {
    super(osError, text, 'TCP connection timed out');
  }
}

/** `stopConnecting` was called. */
export class UserError extends ConnectError {
  override readonly name: string = 'UserError';

  constructor(what = 'User aborted connection') {
    super(null, '', what);
  }
}

/** The connector's `timeout` is over. */
export class TimeoutError extends UserError {
  override readonly name: string = 'TimeoutError';

  constructor() {
    super('User timeout caused connection failure');
  }
}

/** There is no attempt to be stopped. */
export class NotConnectingError extends RuntimeError {
  override readonly name: string = 'NotConnectingError';

  constructor(text: string) {
    super(`The Connector was not connecting when it was asked to stop connecting: ${text}.`);
  }
}

/** A Deferred of `endpoint.connect` was cancelled. */
export class ConnectingCancelledError extends Exception {
  override readonly name: string = 'ConnectingCancelledError';

  constructor({ type, host, port }: IPv4Address) {
    super(`IPv4Address(type='${type}', host='${host}', port=${port})`);
  }
}

/** A factory gave no protocol for a connection of an endpoint. */
export class NoProtocol extends Exception {
  override readonly name: string = 'NoProtocol';
}

/** errno of Linux with its text, and the class that Twisted makes of it (error.py, errnoMapping). */
const ERRORS: Readonly<Record<string, readonly [number, string, typeof ConnectionRefusedError]>> = {
  ECONNREFUSED: [111, 'Connection refused', ConnectionRefusedError],
  ETIMEDOUT: [110, 'Connection timed out', TCPTimedOutError],
  ECONNRESET: [104, 'Connection reset by peer', ConnectError],
};

/** The error for an errno. Follows error.py (getConnectError). */
export function getConnectError(errno: string): ConnectError {
  const [number, text, ErrorClass] = ERRORS[errno]!;
  return new ErrorClass(number, text);
}
