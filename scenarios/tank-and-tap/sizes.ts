import type { Values } from '../../src/scenario/types';

export const MB = 1_000_000;

/** `PIECE` of the files, bytes. */
export const PIECE_BYTES = 100_000;

/** Send buffer of our kernel for one connection, and receive buffer of a client's: bytes. */
export const KERNEL_BYTES = 131_072;

export const FILES_MB: readonly number[] = [1, 3, 10, 30, 50, 100, 200, 500];
/** MB a second that a client reads, and that the disk gives. */
export const RATES: readonly number[] = [0.1, 0.2, 0.5, 1, 2, 5, 10];
export const DISKS: readonly number[] = [5, 20, 100, 200];

/** Who may ask for the file, in the order in which they do. */
export const TAKERS = ['B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K'] as const;

export const takersOf = ({ clients }: Values): readonly string[] => TAKERS.slice(0, clients!);

/** When they ask, ms, and when one of them has had enough. */
export const ASKED_MS = 500;
export const LEAVES = 'C';
export const LEAVES_MS = 10_500;

/** When A begins to chat, ms, and how often it says something. */
export const FIRST_LINE_MS = 515;
export const CHAT_MS = 1000;

/** Both ways of a line, ms. */
export const WAY_MS = 10;

/** So long is looked at what the clients get, s, and at so much of it. */
const LONGEST_S = 40;
const MOST_MB = 150;

/** When a run is over at the latest, ms. */
export function endMs({ file, clients, rate }: Values): number {
  const fits = file! * clients! <= MOST_MB;
  return ASKED_MS + 1000 * Math.min(LONGEST_S, fits ? Infinity : MOST_MB / (clients! * rate!));
}

/** A client whose program reads 50 KB at a time. */
export const reader = ({ rate }: Values) => ({
  read: { everyMs: 50 / rate!, chunk: 50_000 },
});

/** End of the time axis, ms: who has the file is gone by then. A handler that is at a read then ends it. */
export function axisMs(values: Values): number {
  const { file, clients, rate, disk } = values;
  const fromMs = ASKED_MS + WAY_MS / 2;
  const readMs = (1000 * file!) / disk!;
  const stopsMs = endMs(values);
  const reads = Math.min(clients!, Math.ceil((stopsMs - fromMs) / readMs));
  const allMs = ASKED_MS + (1000 * file!) / rate! + clients! * readMs + CHAT_MS;
  return Math.min(Math.max(stopsMs, fromMs + reads * readMs), allMs);
}
