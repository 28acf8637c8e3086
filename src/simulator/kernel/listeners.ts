import type { Kernel } from './kernel';
import { ListeningSocket } from './listeningSocket';
import type { SocketError } from './serverSocket';

const EADDRINUSE: SocketError = { errno: 'EADDRINUSE' };

/** The sockets of the server that listen, by age. */
export class Listeners {
  readonly #kernel: Kernel;
  readonly #open: ListeningSocket[] = [];
  #hadOne = false;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** What a SYN meets: the newest; null when nobody listens, and it is refused. */
  get current(): ListeningSocket | null {
    return this.#open.at(-1) ?? null;
  }

  /** Whether one of them listens on that port. */
  has(port: number): boolean {
    return this.#open.some((socket) => socket.port === port);
  }

  open(wantedPort: number, backlog: number): ListeningSocket | SocketError {
    if (this.has(wantedPort)) return EADDRINUSE;
    const port = wantedPort === 0 ? this.#kernel.nextLocalPort() : wantedPort;
    const socket = new ListeningSocket(this.#kernel, this.#freeLabel(), port, backlog);
    this.#open.push(socket);
    // A reader of the recording knows the first one without being told.
    if (this.#hadOne) {
      this.#kernel.trace.emit('listen', { conn: socket.label, fd: socket.fd, port });
    }
    this.#hadOne = true;
    return socket;
  }

  closed(socket: ListeningSocket): void {
    this.#open.splice(this.#open.indexOf(socket), 1);
  }

  /** `port`, or `port#2` and so on while others are open. */
  #freeLabel(): string {
    let label = 'port';
    for (let n = 2; this.#open.some((socket) => socket.label === label); n++) label = `port#${n}`;
    return label;
  }
}
