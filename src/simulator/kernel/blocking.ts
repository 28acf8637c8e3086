import { SimThread, type ThreadCode } from '../threads';
import type { KernelFile, Watcher } from './file';
import type { Kernel, Poller } from './kernel';
import type { ListeningSocket } from './listeningSocket';
import type { ServerSocket } from './serverSocket';

/** What `select.select` gave back. */
export interface ReadyFiles<S> {
  readable: S[];
  writable: S[];
}

/**
 * Python's `socket`, `select` and `threading` for a program that has no reactor: calls that sleep until they have
 * what they were asked for. Each records that it begins to sleep (`acceptWait`, `recvWait`, `selectEnter`), then what came.
 *
 * The main thread's calls are null when the run is over: such a program never ends by itself.
 */
export class BlockingSockets {
  private readonly kernel: Kernel;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /**
   * `socket.create_server(("", port))`. CPython asks for a queue of at most 128.
   * @throws Error when something listens there already (EADDRINUSE).
   */
  listen(port: number, backlog = 128): ListeningSocket {
    const socket = this.kernel.listen(port, backlog);
    if ('errno' in socket) throw new Error(`create_server: port ${port}: ${socket.errno}`);
    return socket;
  }

  /** `accept()`, on the main thread. */
  accept(listener: ListeningSocket): ServerSocket | null {
    if (!listener.readable()) {
      this.kernel.trace.emit('acceptWait', { conn: listener.label });
      this.sleep([listener], []);
    }
    return this.kernel.ended === null ? listener.accept() : null;
  }

  /** `select.select(readers, writers, [])`, on the main thread; ready ones come in the order of descriptors. */
  select<S extends KernelFile>(readers: readonly S[], writers: readonly S[]): ReadyFiles<S> | null {
    const { kernel } = this;
    const reads = byDescriptor(readers);
    const writes = byDescriptor(writers);
    kernel.trace.emit('selectEnter', {
      timeoutNs: null,
      reads: reads.map(labelOf),
      writes: writes.map(labelOf),
    });
    const startNs = kernel.queue.nowNs;
    this.sleep(reads, writes);
    if (kernel.ended !== null) return null;
    const readable = reads.filter((file) => file.readable());
    const writable = writes.filter((file) => file.writable());
    kernel.trace.emit('select', {
      timeoutNs: null,
      readable: readable.map(labelOf),
      writable: writable.map(labelOf),
      waitedNs: kernel.queue.nowNs - startNs,
    });
    return { readable, writable };
  }

  /** `recv(limit)` in a thread of its own: `const data = yield* sockets.recv(conn, 65_536)`; `''` is the end. */
  *recv(socket: ServerSocket, limit: number): ThreadCode<string> {
    if (!socket.readable()) {
      this.kernel.trace.emit('recvWait', { conn: socket.label });
      yield { kind: 'until', subscribe: (wake) => whenReadable(socket, wake) };
    }
    return this.recvReady(socket, limit);
  }

  /**
   * `recv(limit)` of a socket that is ready.
   * @throws Error when it is not, or is broken: real Python would sleep, or raise an OSError.
   */
  recvReady(socket: ServerSocket, limit: number): string {
    const data = socket.recv(limit);
    if (typeof data !== 'string') throw new Error(`recv of ${socket.label}: ${data.errno}`);
    return data;
  }

  /**
   * `send(data)`, where the kernel has room for it.
   * @throws Error when it has not: a send that sleeps is not modelled.
   */
  send(socket: ServerSocket, data: string): void {
    const sent = socket.send(data);
    if (sent === data.length) return;
    throw new Error(`send to ${socket.label}: a send that sleeps is not modelled`);
  }

  /** `threading.Thread(target=target).start()`. */
  startThread(target: () => ThreadCode<unknown>): void {
    new SimThread(this.kernel.threads, target).start();
  }

  private sleep(reads: readonly KernelFile[], writes: readonly KernelFile[]): void {
    const poller: Poller & Watcher = {
      stale: false,
      poll: () => {
        Object.assign(poller, { stale: false });
        return reads.some((file) => file.readable()) || writes.some((file) => file.writable());
      },
      fileChanged: () => {
        Object.assign(poller, { stale: true });
      },
    };
    for (const file of [...reads, ...writes]) file.watcher = poller;
    this.kernel.wait(poller, null);
  }
}

function whenReadable(file: KernelFile, wake: () => void): void {
  file.watcher = {
    fileChanged: () => {
      if (!file.readable()) return;
      file.watcher = null;
      wake();
    },
  };
}

function byDescriptor<S extends KernelFile>(files: readonly S[]): S[] {
  return [...files].sort((a, b) => a.fd - b.fd);
}

function labelOf(file: KernelFile): string {
  return file.label;
}
