/** Twisted's twisted/protocols/policies.py. */
import { AlreadyCalled, AlreadyCancelled } from '../internet/error';
import type { Protocol } from '../internet/protocol';
import { inFrame } from '../internet/pyStack';
import { named } from '../python/pyName';
import { theReactor, type IDelayedCall } from '../internet/reactorInterfaces';

export {
  LimitConnectionsByPeer,
  LimitTotalConnectionsFactory,
  TimeoutFactory,
  TimeoutProtocol,
} from './limiting';
export { ProtocolWrapper, WrappingFactory } from './protocolWrapper';
export { ThrottlingFactory, ThrottlingProtocol } from './throttling';

/** A class of protocols, which a mixin extends. */
// TypeScript wants any[] for the constructor of a mixin's base.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type ProtocolBase = abstract new (...args: any[]) => Protocol;

// The same here: with other arguments it could not be extended.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type TimesOutClass = abstract new (...args: any[]) => TimesOut;

/** What `TimeoutMixin` adds to a protocol. */
export interface TimesOut {
  /** Seconds of the present timeout, or null. */
  timeOut: number | null;
  callLater(period: number, func: () => void): IDelayedCall;
  resetTimeout(): void;
  setTimeout(period: number | null): number | null;
  timeoutConnection(): void;
}

/**
 * A protocol with one timeout: `class Idle extends TimeoutMixin(LineReceiver)`.
 *
 * Follows twisted/protocols/policies.py (class TimeoutMixin).
 */
export function TimeoutMixin<B extends ProtocolBase>(Base: B): B & TimesOutClass {
  abstract class WithTimeout extends Base implements TimesOut {
    timeOut: number | null = null;
    /** The name says whose it is: a subclass may have a call of its own. */
    timeoutMixinCall: IDelayedCall | null = null;

    callLater(period: number, func: () => void): IDelayedCall {
      return theReactor().callLater(period, func);
    }

    /** Starts the present timeout over, if there is one. */
    resetTimeout(): void {
      if (this.timeoutMixinCall !== null && this.timeOut !== null) {
        this.timeoutMixinCall.reset(this.timeOut);
      }
    }

    /** Sets the timeout to `period` seconds, or none with null; gives the one before. */
    setTimeout(period: number | null): number | null {
      const previous = this.timeOut;
      this.timeOut = period;
      if (this.timeoutMixinCall !== null) {
        if (period === null) {
          cancelIfActive(this.timeoutMixinCall);
          this.timeoutMixinCall = null;
        } else {
          this.timeoutMixinCall.reset(period);
        }
      } else if (period !== null) {
        const timedOut = (): void => {
          this.timeoutMixinCall = null;
          inFrame(() => this.timeoutConnection());
        };
        this.timeoutMixinCall = this.callLater(period, named('TimeoutMixin.__timedOut', timedOut));
      }
      return previous;
    }

    /** The timeout is over: closes the connection. Override it to do something else. */
    timeoutConnection(): void {
      this.transport.loseConnection();
    }
  }
  return WithTimeout;
}

function cancelIfActive(call: IDelayedCall): void {
  try {
    call.cancel();
  } catch (error) {
    if (!(error instanceof AlreadyCancelled) && !(error instanceof AlreadyCalled)) throw error;
  }
}
