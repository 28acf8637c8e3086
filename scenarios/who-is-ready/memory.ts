import type { Values } from '../../src/scenario/types';

/**
 * Measured for a thread that has answered once and sleeps in `recv()` again: CPython 3.11, x86-64 Linux, 1,000 of them
 * (tests/scenarios/who-is-ready-memory.py). 24 KB are the process's, 16 KB the kernel's stack for it. Its own
 * stack reserves 8 MB of addresses on top, which cost nothing until they are used.
 */
export const THREAD_KB = 40;
const MANY = 10_000;

/** `160 KB`: what so many sleeping threads cost. */
export function memoryText(threads: number): string {
  const kb = threads * THREAD_KB;
  return kb < 1000 ? `${kb} KB` : `${kb / 1000} MB`;
}

/** The same, for the picture of the threads; shorter and shorter. */
export function memoryNotes({ clients }: Values): string[] {
  const here = `memory: ${THREAD_KB} KB a thread (measured)`;
  const many = `10,000 threads: ${memoryText(MANY)} (extrapolated)`;
  return [
    `${here}, ${memoryText(clients!)} here; ${many}`,
    `${here}; ${many}`,
    here,
    `${THREAD_KB} KB a thread (measured)`,
  ];
}
