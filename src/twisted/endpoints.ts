import type { Reactor } from './base';
import { type Deferred, execute } from './defer';
import { parseDescription, wholeNumber } from './endpointStrings';
import { ValueError } from './exceptions';
import type { IListeningPort, IProtocolFactory } from './interfaces';

/** Twisted's twisted/internet/endpoints.py, as far as TCP over IPv4 goes. */

/** Waits for connections on a port. Follows endpoints.py (class TCP4ServerEndpoint). */
export class TCP4ServerEndpoint {
  readonly #listen: (factory: IProtocolFactory) => IListeningPort;

  constructor(reactor: Reactor, port: number, backlog = 50, hostInterface = '') {
    this.#listen = (factory) => reactor.listenTCP(port, factory, backlog, hostInterface);
  }

  /** Listens at once: the Deferred has fired, with the port or with why there is none. */
  listen(factory: IProtocolFactory): Deferred<IListeningPort> {
    return execute(this.#listen, factory);
  }
}

/**
 * A server endpoint from its description: `tcp:8000`, `tcp:8000:interface=127.0.0.1:backlog=5`.
 * @throws ValueError when a number is none, or for any other type of endpoint: those are not modelled.
 */
export function serverFromString(reactor: Reactor, description: string): TCP4ServerEndpoint {
  const { args, named } = parseDescription(description);
  if (args[0] !== 'tcp') throw notModelled(args[0]);
  const { interface: hostInterface = args[2] ?? '', backlog = args[3] ?? '50' } = named;
  const port = wholeNumber(args[1] ?? named['port']);
  return new TCP4ServerEndpoint(reactor, port, wholeNumber(backlog), hostInterface);
}

/** For text that is to be part of a description as it is. */
export function quoteStringArgument(text: string): string {
  return text.replace(/[\\:]/g, '\\$&');
}

function notModelled(type = ''): ValueError {
  return new ValueError(`endpoints of type '${type}' are not modelled: use tcp`);
}
