import type { Deferred } from './deferred';
import { ReactorNotRunning } from './error';
import { SystemExit } from '../python/exceptions';
import { Failure } from '../python/failure';
import { ensureDeferred, type DeferredGenerator } from './inlineCallbacks';
import * as log from '../python/log';
import { named } from '../python/pyName';
import { theReactor, type IReactor } from './reactorInterfaces';

/**
 * Calls `main` with the reactor and `argv`, runs the reactor until the Deferred (or generator) that it gave is done, then
 * ends the program: code 0, 1 after a failure (which is logged), or that of a SystemExit.
 *
 * Follows twisted/internet/task.py (react).
 * @throws SystemExit always, unless `main` itself throws.
 */
export function react<R extends IReactor, A extends unknown[]>(
  main: (reactor: R, ...argv: A) => Deferred<unknown> | DeferredGenerator<unknown>,
  ...argv: A
): never {
  const reactor = theReactor() as R;
  const finished = ensureDeferred(main(reactor, ...argv));
  let code = 0;
  let isStopping = false;
  reactor.addSystemEventTrigger('before', 'shutdown', () => {
    isStopping = true;
  });

  function stop(result: unknown, stopReactor: boolean): void {
    if (stopReactor) stopOnce(reactor);
    if (!(result instanceof Failure)) return;
    if (result.value instanceof SystemExit) {
      code = result.value.code;
    } else {
      log.err(result, 'main function encountered error');
      code = 1;
    }
  }

  finished.addBoth((result: unknown) => {
    if (isStopping) stop(result, false);
    else reactor.callWhenRunning(named('react.<locals>.stop', () => stop(result, true)));
  });
  reactor.run();
  throw new SystemExit(code);
}

function stopOnce(reactor: IReactor): void {
  try {
    reactor.stop();
  } catch (error) {
    if (!(error instanceof ReactorNotRunning)) throw error;
  }
}
