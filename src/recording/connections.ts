import type { RecordedEvent } from './events';
import { describe } from './check';
import { fail } from './refusal';

/** Names that the server's own descriptors have. */
const TAKEN: Readonly<Record<string, string>> = {
  port: 'the listening socket',
  waker: "the reactor's waker",
};

/** Happens once to a connection, repeated connect requests apart. */
const ONCE = new Set<string>([
  'client.connect',
  'client.connected',
  'net.acceptable',
  'accept',
  'connecting',
]);

/** Watches that a name stands for one connection: two of one name would be drawn as one that never was. */
export class ConnectionNames {
  readonly #seen = new Map<string, Set<string>>();

  /** @throws RecordingError if the event is of a second connection with a name that is taken. */
  see(event: RecordedEvent, path: string): void {
    if (!('conn' in event) || typeof event.conn !== 'string') return;
    const name = event.conn;
    const isOnce = ONCE.has(event.kind);
    if ((isOnce || /^(client|peer)\./.test(event.kind)) && Object.hasOwn(TAKEN, name)) {
      fail(`${path}.conn`, `found "${name}", the name of ${TAKEN[name]}: a client needs another.`);
    }
    if (!isOnce || (event.kind === 'client.connect' && event.retry)) return;
    let names = this.#seen.get(event.kind);
    if (names === undefined) this.#seen.set(event.kind, (names = new Set()));
    if (names.has(name)) {
      const shown = describe(name);
      fail(
        `${path}.conn`,
        `found a second connection named ${shown}; allowed one of each name, as "A" and then "A#2" for A's second.`,
      );
    }
    names.add(name);
  }
}
