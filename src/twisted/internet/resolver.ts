/** Twisted's twisted/internet/_resolver.py: names of hosts, looked up in threads of the reactor's pool. */
import { sleep, type ThreadCode } from '../../simulator/threads';
import { msToNs } from '../../simulator/units';
import { Exception } from '../python/exceptions';
import { named } from '../python/pyName';
import { Deferred } from './deferred';
import { succeed } from './deferredFunctions';
import { runGenerator, type DeferredGenerator } from './inlineCallbacks';
import type { IReactorThreads } from './reactorInterfaces';
import { deferToThreadPool } from './threads';

/** The names that there are: how long looking one up takes, ms, and its IPv4 address. */
export type HostNames = Readonly<Record<string, { ms: number; address: string }>>;

/** No such name. (socket.gaierror.) */
class GaiError extends Exception {
  override readonly name = 'gaierror';
}

/** A name was not found. (error.py, DNSLookupError.) */
export class DNSLookupError extends Exception {
  override readonly name = 'DNSLookupError';
}

const AF_INET = 2;
const SOCK_STREAM = 1;
const IPPROTO_TCP = 6;

type AddressInfo = readonly [number, number, number, string, readonly [string, number]];

/**
 * Looks names up with `getaddrinfo`, which holds a thread of the reactor's pool for as long as it takes.
 *
 * Follows base.py (ReactorBase.resolve) and _resolver.py (GAIResolver, ComplexResolverSimplifier, FirstOneWins).
 */
export class Resolver {
  readonly #reactor: IReactorThreads;
  readonly #names: HostNames;

  constructor(reactor: IReactorThreads, names: HostNames) {
    this.#reactor = reactor;
    this.#names = names;
  }

  /** The IPv4 address of `name`; the Deferred fails with `DNSLookupError` where there is no such name. */
  resolve(name: string): Deferred<string> {
    if (name === '') return succeed('0.0.0.0');
    if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name)) return succeed(name);
    const result = new Deferred<string>();
    runGenerator(this.#resolveAndProcess(name, result));
    return result;
  }

  *#resolveAndProcess(name: string, result: Deferred<string>): DeferredGenerator<void> {
    const pool = this.#reactor.getThreadPool();
    let found: AddressInfo[] = [];
    try {
      found = yield* deferToThreadPool(
        this.#reactor,
        pool,
        named('getaddrinfo', () => this.#getaddrinfo(name)),
      );
    } catch (error) {
      if (!(error instanceof GaiError)) throw error;
    }
    const [first] = found;
    if (first === undefined) result.errback(new DNSLookupError(name));
    else result.callback(first[4][0]);
  }

  /** In a thread. */
  *#getaddrinfo(name: string): ThreadCode<AddressInfo[]> {
    const known = Object.hasOwn(this.#names, name) ? this.#names[name] : undefined;
    if (known === undefined) throw new GaiError('[Errno -2] Name or service not known');
    yield* sleep(msToNs(known.ms));
    return [[AF_INET, SOCK_STREAM, IPPROTO_TCP, '', [known.address, 0]]];
  }
}
