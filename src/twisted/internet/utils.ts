/** Twisted's twisted/internet/utils.py: what another process prints, as a Deferred. */
import type { ThreadCode } from '../../simulator/threads';
import { Deferred } from './deferred';
import { Process, type IProcessProtocol, type ProcessReactor } from './process';

/** `_BackRelay`: keeps what comes, and gives it to the Deferred when the process has ended. */
class BackRelay implements IProcessProtocol {
  readonly deferred = new Deferred<string>();
  #received = '';

  outReceived(data: string): void {
    this.#received += data;
  }

  errReceived(data: string): void {
    throw new Error(`a process that prints errors is not modelled: ${data}`);
  }

  processEnded(): void {
    this.deferred.callback(this.#received);
  }
}

/**
 * Runs `program` in another process. The Deferred fires with what it prints, in the turn in which the reactor finds
 * the last of its pipes closed.
 */
export function getProcessOutput(
  reactor: ProcessReactor,
  program: () => ThreadCode<string>,
): Deferred<string> {
  const relay = new BackRelay();
  new Process(reactor, program, relay);
  return relay.deferred;
}
