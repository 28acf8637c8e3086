import { describe, expect, it } from 'vitest';
import { firstDifference } from './compare';
import { serverJobs } from './servers';
import { readTrace } from './traces';

describe('an ordinary program does on the simulator what it does on real Twisted', () => {
  it.each(serverJobs().map((job) => [`${job.name}, ${job.reactor}`, job] as const))(
    '%s',
    async (_, job) => {
      const difference = firstDifference(await job.ours(), readTrace(job.file));
      expect(difference?.report ?? null).toBeNull();
    },
  );
});
