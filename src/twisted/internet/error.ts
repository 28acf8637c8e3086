/** Twisted's twisted/internet/error.py, as far as the simulator raises it. */
import { Exception, ValueError } from '../python/exceptions';

export class ConnectionLost extends Exception {
  override readonly name: string = 'ConnectionLost';

  constructor(message = 'Connection to the other side was lost in a non-clean fashion.') {
    super(message);
  }
}

/** `abortConnection` was called. */
export class ConnectionAborted extends ConnectionLost {
  override readonly name: string = 'ConnectionAborted';

  constructor() {
    super('Connection was aborted locally using ITCPTransport.abortConnection().');
  }
}

export class ConnectionDone extends Exception {
  override readonly name: string = 'ConnectionDone';

  constructor() {
    super('Connection was closed cleanly.');
  }
}

/** A reading descriptor has no file behind it any more. */
export class ConnectionFdescWentAway extends ConnectionLost {
  override readonly name: string = 'ConnectionFdescWentAway';

  constructor() {
    super('Uncategorized connection lost: file descriptor went away');
  }
}

/** A DelayedCall was cancelled already. */
export class AlreadyCancelled extends ValueError {
  override readonly name: string = 'AlreadyCancelled';

  constructor() {
    super('Tried to cancel an already-cancelled event.');
  }
}

/** A DelayedCall has been called already. */
export class AlreadyCalled extends ValueError {
  override readonly name: string = 'AlreadyCalled';

  constructor() {
    super('Tried to cancel an already-called event.');
  }
}

export class ReactorNotRunning extends Exception {
  override readonly name: string = 'ReactorNotRunning';
}

export class ReactorAlreadyRunning extends Exception {
  override readonly name: string = 'ReactorAlreadyRunning';
}

export class ReactorNotRestartable extends Exception {
  override readonly name: string = 'ReactorNotRestartable';
}

/** `startListening` found no port to listen on. */
export class CannotListenError extends Exception {
  override readonly name: string = 'CannotListenError';

  /** `socketError`: text of the OSError. */
  constructor(host: string, port: number, socketError: string) {
    super(`Couldn't listen on ${host === '' ? 'any' : host}:${port}: ${socketError}.`);
  }
}

/** What a read or write returns when the connection is over (twisted/internet/main.py). */
export const CONNECTION_DONE = new ConnectionDone();
export const CONNECTION_LOST = new ConnectionLost();
