import type { Scenario } from '../../../scenario/types';
import type { Making } from '../../../session/run';
import type { Job } from '../engine/job';
import { scriptedJob } from '../jobOf';
import type { OwnScenario } from './format';

/**
 * The job that has real Twisted run a scenario of a reader's own.
 *
 * @param played it, or the same with clients that the reader has changed since
 * @param source the file as it is to run
 */
export function jobOfOwn(
  { surroundings }: OwnScenario,
  played: Scenario,
  making: Making,
  source: string,
): Job {
  const job = scriptedJob(played, making, source);
  const { callbacks, jobs, backlog, ...around } = surroundings;
  const server = {
    ...job.workload.server,
    ...(callbacks && { callbacks }),
    ...(jobs && { jobs }),
    ...(backlog !== undefined && { backlog }),
  };
  return { ...job, workload: { ...job.workload, ...around, server } as Job['workload'] };
}
