import { Failure } from './failure';

/** Receives what Twisted logs as an error: a text, or a failure with a text that may be empty. */
export type LogObserver = (failure: Failure | null, text: string) => void;

let observer: LogObserver | null = null;

/**
 * Sets who receives logged errors and returns the one before; null drops them. A simulation sets its
 * own while it runs and puts the old one back, so that nothing leaks from one run into another.
 * Follows twisted/logger (globalLogBeginner).
 */
export function setLogObserver(next: LogObserver | null): LogObserver | null {
  const before = observer;
  observer = next;
  return before;
}

/** `log.err(failure, text)`: an exception that nobody handled; the program goes on. */
export function err(error: unknown, text = ''): void {
  if (observer === null) return;
  observer(error instanceof Failure ? error : new Failure(error), text);
}

/** `log.critical(text)`: an error without an exception. */
export function critical(text: string): void {
  if (observer !== null) observer(null, text);
}
