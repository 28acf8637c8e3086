import type { Reactor } from './base';
import type { Deferred } from './deferred';
import { execute, fail } from './deferredFunctions';
import { parseDescription, wholeNumber } from './endpointStrings';
import { ValueError } from '../python/exceptions';
import { WrappingFactory } from './endpointFactory';
import type { IClientFactory, IListeningPort, IProtocol, IProtocolFactory } from './interfaces';
import { Factory, type Protocol } from './protocol';

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
 * Connects to an address. Follows endpoints.py (class TCP4ClientEndpoint).
 */
export class TCP4ClientEndpoint {
  readonly #connect: (factory: IClientFactory) => void;

  /** `timeout` in seconds. */
  constructor(
    reactor: Reactor,
    host: string,
    port: number,
    timeout = 30,
    bindAddress: readonly [string, number] | null = null,
  ) {
    this.#connect = (factory) => void reactor.connectTCP(host, port, factory, timeout, bindAddress);
  }

  /** Fires with the protocol that the factory built once it is connected, or fails. Cancelling it ends the attempt. */
  connect(factory: IProtocolFactory): Deferred<IProtocol> {
    try {
      const wrapping = new WrappingFactory(factory);
      this.#connect(wrapping);
      return wrapping.onConnection;
    } catch (error) {
      return fail(error);
    }
  }
}

/** Connects one protocol that is there already. Follows endpoints.py (connectProtocol). */
export function connectProtocol(
  endpoint: TCP4ClientEndpoint,
  protocol: Protocol,
): Deferred<IProtocol> {
  const once = new Factory();
  once.buildProtocol = () => protocol;
  return endpoint.connect(once);
}

/**
 * A client endpoint from its description: `tcp:127.0.0.1:8000`, `tcp:host=127.0.0.1:port=8000:timeout=5`.
 * @throws ValueError when a number is none, or for any other type of endpoint: those are not modelled.
 */
export function clientFromString(reactor: Reactor, description: string): TCP4ClientEndpoint {
  const { args, named } = parseDescription(description);
  const type = args.shift();
  if (type?.toUpperCase() !== 'TCP') throw notModelled(type);
  const host = named['host'] ?? args.shift() ?? '';
  const port = wholeNumber(args.shift() ?? named['port']);
  const { timeout = '30', bindAddress } = named;
  const own = bindAddress === undefined ? null : ([bindAddress, 0] as const);
  return new TCP4ClientEndpoint(reactor, host, port, wholeNumber(timeout), own);
}

/** Looking names up is not modelled. @throws Error always. */
export class HostnameEndpoint {
  constructor(_reactor: Reactor, host: string) {
    throw new Error(
      `HostnameEndpoint: found "${host}"; names are not looked up: use TCP4ClientEndpoint`,
    );
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
