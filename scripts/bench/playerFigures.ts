import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Group } from './figure';

export const playerGroups: Group[] = [
  {
    what: 'step back from event 10,000',
    async measure() {
      const { stdout } = await promisify(execFile)(process.execPath, [
        ...process.execArgv,
        fileURLToPath(new URL('player.ts', import.meta.url)),
      ]);
      const { events, near, far } = JSON.parse(stdout) as Record<'events' | 'near' | 'far', number>;
      if (events <= 10_000) throw new Error(`the recording has only ${events} events`);
      return [
        {
          what: 'step back from event 10,000, p95',
          measured: `${far.toFixed(3)} ms; from event 100: ${near.toFixed(3)} ms`,
          goal: '≤ 16 ms, ≤ 1.5 × of event 100',
          reached: far <= 16 && far <= 1.5 * near,
        },
      ];
    },
  },
];
