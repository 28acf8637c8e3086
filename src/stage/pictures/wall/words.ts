import { waitText } from '../../../player/measures/durations';
import type { Job } from '../../../player/measures/jobs';
import type { World } from '../../../player/world/world.types';
import type { Recording } from '../../../recording/recording';
import { sumsOf, waitOf, type Share, type SharePart, type WallState } from './model';

/** A share of a wait in words, on its bar and in the sum. */
export const shareWords: Readonly<Record<Share, string>> = {
  way: 'on the way',
  reactor: 'waiting for the reactor',
  own: 'its handler at it',
  pool: 'waiting for a worker',
  worker: 'worker at it',
};

/** What a wait is made of: its parts in words that grow shorter, and each part’s time. Work is the worker’s or the handler’s own. */
export function cellsOf(
  parts: readonly SharePart[],
): { share: Share; words: string[]; ns: number }[] {
  const { pool, worker, own, reactor, way } = sumsOf(parts);
  return [
    { share: 'pool', words: ['waiting for a worker', 'for a worker'], ns: pool },
    own > 0
      ? { share: 'own', words: ['its handler at it', 'handler'], ns: own + worker }
      : { share: 'worker', words: ['a worker at it', 'worker at it'], ns: worker },
    {
      share: 'reactor',
      words: ['waiting for the reactor', 'for the reactor', 'for reactor'],
      ns: reactor,
    },
    { share: 'way', words: ['on the way'], ns: way },
  ];
}

/** What a client’s longest wait was. */
export function longestText(recording: Recording, client: string): string {
  const wait = waitOf(recording, client);
  if (wait === null) return 'none';
  if (wait.answeredNs !== null) return waitText(wait.answeredNs - wait.sentNs);
  return wait.lostNs === null ? 'no answer' : 'it hung up';
}

/** A job on the worker side, in words that grow shorter. */
export function jobWords({ name, owner }: Job): string[] {
  return owner === null ? [`${name}()`] : [`${name}() for ${owner}`, `${name}()`];
}

/** Why a job has no thread: the pool has as many as it may, or one has not begun with it yet. */
export function waitingWords({ busy, most }: WallState): string {
  return most !== null && busy.length >= most ? 'no thread is free' : 'no thread has it yet';
}

/** The workers’ side, headed; in words that grow shorter. */
export function workersHead({ most }: WallState): string[] {
  if (most === null) return ['worker side: no pool yet', 'no pool yet'];
  return most === 1
    ? ['worker side: a pool of one thread', 'a pool of one thread', 'one thread']
    : [
        `worker side: a pool of up to ${most} threads`,
        `a pool of up to ${most} threads`,
        `up to ${most} threads`,
        'workers',
      ];
}

/** The picture for those who hear it. */
export function describeWall(state: WallState, world: World): string {
  const jobs = state.busy.map((job) => jobWords(job)[0]);
  return [
    world.asking ? 'The reactor thread sleeps until the OS has news' : 'The reactor thread runs',
    jobs.length === 0 ? 'no worker has a job' : `workers are at ${jobs.join(', ')}`,
    state.waiting.length === 0 ? '' : `${state.waiting.length} jobs wait for a thread`,
    state.calls.length === 0 ? '' : `through the slot: ${state.calls.join(', ')}`,
  ]
    .filter((text) => text !== '')
    .join('. ');
}
