import { maybeDeferred } from '../../twisted/internet/defer';
import { CannotListenError } from '../../twisted/internet/error';
import type { IListeningPort } from '../../twisted/internet/interfaces';
import { seen, type OpTable, type ScriptRunner } from './scriptRunner';

/** The port that the script listens on, which it may close and open again. */
export class ScriptPort {
  #newest: IListeningPort | null = null;
  #listen: (() => IListeningPort) | null = null;

  open(first: IListeningPort, again: () => IListeningPort): void {
    this.#newest = first;
    this.#listen = again;
  }

  get newest(): IListeningPort {
    return this.#newest!;
  }

  /** Listens with a new port. Throws `CannotListenError`. */
  listen(): void {
    this.#newest = this.#listen!();
  }
}

/** Operations on the listening port. */
export function portOps(
  { env, run }: ScriptRunner,
  port: ScriptPort,
): Pick<OpTable, 'stopListening' | 'listen'> {
  return {
    stopListening: ([, ops], at) => {
      const closed = maybeDeferred(() => port.newest.stopListening());
      closed.addBoth(seen(env, 'stopListening', () => run(ops, at)));
    },
    listen: () => {
      try {
        port.listen();
      } catch (error) {
        if (!(error instanceof CannotListenError)) throw error;
        env.emit('raised', { error: error.name, message: error.message });
      }
    },
  };
}
