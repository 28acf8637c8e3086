import { cpuInC, type ThreadCode } from '../simulator/threads';
import { secondsToNs } from '../simulator/units';
import type { ServerEnvironment } from './types';

/** `sys.setswitchinterval`, which Python without the GIL does not heed. */
export function setSwitchInterval({ reactor }: ServerEnvironment, seconds: number): void {
  const { gil } = reactor.kernel.threads;
  if (!gil.freeThreaded) gil.switchIntervalNs = secondsToNs(seconds);
}

/** `while time.thread_time() < until: pass` on the reactor's thread: it computes for so many seconds. */
export function compute({ reactor }: ServerEnvironment, seconds: number): void {
  reactor.kernel.cpu(secondsToNs(seconds));
}

/** What a round of `hashlib.pbkdf2_hmac` takes, in seconds: as in the virtual kernel. */
const HASH_ROUND_S = 1e-6;

/** `hashlib.pbkdf2_hmac`, in a worker: C code, which lets go of Python's lock meanwhile. */
export function pbkdf2InThread(rounds: number): ThreadCode<void> {
  return cpuInC(secondsToNs(rounds * HASH_ROUND_S));
}

/** Work of a function that may run anywhere, on the reactor's own thread, which it holds. */
export function runHere({ reactor }: ServerEnvironment, code: ThreadCode<void>): void {
  const { kernel } = reactor;
  for (const request of code) {
    if (request.kind === 'sleep') kernel.block(request.durationNs);
    else if (request.kind !== 'cpu')
      throw new Error(`the reactor's thread waits for ${request.kind}`);
    else if (request.lock === undefined) kernel.cpu(request.durationNs);
    else kernel.threads.cpuInC(request.durationNs);
  }
}
