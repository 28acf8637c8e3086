import { settingText } from '../../src/player/measures/durations';
import type { Values } from '../../src/scenario/types';

/** How long all of a client's work takes, ms: `WORK` of the files. */
export const WORK_MS = 1000;

/**
 * What a turn of the loop costs, ms. Measured with Twisted 26.4 on CPython 3.11: 20,000 turns with one `callLater(0)` each took
 * 15.2 to 15.8 µs a turn on select, 9.3 to 11.2 on epoll (`measure_turn.py`).
 */
export const TURN_MS = 0.015;

/** The lengths of a slice that there are, ms: each divides the work. */
export const SLICES: readonly number[] = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 250, 500, 1000,
];

/** Who has work for the server, in the order in which they ask. */
export const WORKERS = ['C', 'D', 'E'] as const;

export const askersOf = ({ jobs }: Values): readonly string[] => WORKERS.slice(0, jobs!);

/** When they ask, ms, and when those who chat send their lines: A’s come just after. */
export const ASKED_MS = 500;
export const FIRST_LINE_MS = { A: 101, B: 130 } as const;
export const CHAT_MS = { A: 100, B: 250 } as const;

/** When a run is over at the latest, ms: turns make the work longer by as much as they cost. */
export const longestMs = ({ jobs, disk }: Values): number =>
  ASKED_MS + jobs! * (WORK_MS * (1 + TURN_MS / SLICES[0]!) + disk!) + 2 * CHAT_MS.B;

/** So long a turn of a Cooperator works at most before the others have theirs, ms. (task.py, `_Timer.MAX_SLICE`.) */
export const TICK_MS = 10;

export const msText = (ms: number): string => settingText(ms, 'ms', ms < 1 ? 1 : 0);
