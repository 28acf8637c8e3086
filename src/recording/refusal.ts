import type { InputError } from './check';

/** Why a text is not a recording, in one sentence: where, what was found, what is allowed. */
export class RecordingError extends Error {
  /** JSON path of the fault, `events[3].fd`; empty when it is the whole document. */
  readonly path: string;

  constructor(path: string, message: string) {
    super(path === '' ? message : `${path}: ${message}`);
    this.name = 'RecordingError';
    this.path = path;
  }

  static of({ path, found, allowed }: InputError): RecordingError {
    return new RecordingError(path, `found ${found}, allowed ${allowed}.`);
  }
}

/** @throws RecordingError always. */
export function fail(path: string, message: string): never {
  throw new RecordingError(path, message);
}
