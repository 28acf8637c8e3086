import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { canonicalText, type Run } from '../compare';
import { CONFORMANCE_FOLDER, type ReactorName } from '../traces';

/** What real Twisted did with the workloads of seeds 1, 2, 3 and so on: a digest of each trace. */
export interface Digests {
  /** The generator that made the workloads. */
  generator: number;
  twisted: string;
  select: string[];
  epoll: string[];
}

export const DIGESTS_FILE = `${CONFORMANCE_FOLDER}fuzz/digests.json`;

/** How many seeds are kept. */
export const KEPT_SEEDS = 300;

export function readDigests(): Digests {
  return JSON.parse(readFileSync(DIGESTS_FILE, 'utf8')) as Digests;
}

/** One text for equal runs: 16 hexadecimal digits of the SHA-256 of the canonical events. */
export function digestOf(run: Run): string {
  return createHash('sha256').update(canonicalText(run)).digest('hex').slice(0, 16);
}

export function digestsText(
  digests: Omit<Digests, ReactorName>,
  by: Record<ReactorName, string[]>,
) {
  const list = (digest: string[]): string => `[\n${rows(digest).join(',\n')}\n]`;
  const head = JSON.stringify(digests).slice(0, -1);
  return `${head},\n"select": ${list(by.select)},\n"epoll": ${list(by.epoll)}}\n`;
}

/** Five digests a line. */
function rows(digests: string[]): string[] {
  const lines: string[] = [];
  for (let n = 0; n < digests.length; n += 5) {
    lines.push(
      digests
        .slice(n, n + 5)
        .map((digest) => JSON.stringify(digest))
        .join(', '),
    );
  }
  return lines;
}
