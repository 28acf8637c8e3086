import { durationText } from '../../../player/measures/durations';
import type { PoolState } from '../../../player/measures/jobs';
import type { Balance, CountersModel } from './model';

/** A number of threads as it is said: `12`, `1.5`. */
export const threadsText = (n: number): string => String(Math.round(n * 10) / 10);

const count = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;

/** Twisted’s own pool has a long name. */
export function poolName({ pool }: PoolState): string {
  if (pool === 'twisted.internet.reactor') return 'the reactor’s pool';
  return pool === null ? 'another pool' : `the pool “${pool}”`;
}

/** Over the queue; the longest first. */
export function queueWords({ queue, lineNs, deadlock }: CountersModel): string[] {
  if (queue.length === 0) return ['nobody waits in line'];
  const few = `${queue.length} ${queue.length === 1 ? 'waits' : 'wait'}`;
  const waits = `${few} in line`;
  if (deadlock) return [`${waits}, for ever`, waits, few];
  if (lineNs === null) return [waits, few];
  const time = durationText(lineNs);
  return [`${waits}: ${time} to a thread`, `${waits}: ${time}`, `${few}: ${time}`, few];
}

/** Over the counters. */
export function counterWords({ pool, counters, deadlock }: CountersModel): string[] {
  const busy = counters.filter(({ ticket }) => ticket !== null).length;
  if (deadlock) {
    return [
      'deadlock: each thread waits for a job that waits for a thread',
      'deadlock: all wait for each other',
      'deadlock',
    ];
  }
  const state = `${busy} of ${count(pool.max, 'thread')} busy`;
  return [`${poolName(pool)}: ${state}`, state];
}

/** Of each pool that is not drawn; the longest first. */
export function otherWords(others: readonly PoolState[]): string[][] {
  return others.map((pool) => {
    const busy = `${pool.busy.length} of ${pool.max} busy`;
    const waits = pool.waiting.length === 0 ? 'nobody waits' : `${pool.waiting.length} wait`;
    return [
      `${poolName(pool)}, for look-ups: ${busy}, ${waits}`,
      `look-ups in ${poolName(pool)}: ${busy}`,
      `look-ups: ${busy}`,
    ];
  });
}

/** Under the two bars. */
export function balanceWords({ demand, supply, growsBy }: Balance): string[] {
  if (growsBy > 0) {
    const grows = `grows by ${threadsText(growsBy)} a second`;
    return [
      `too much: the queue ${grows}`,
      `too much: it ${grows}`,
      grows,
      `too much: +${threadsText(growsBy)}/s`,
    ];
  }
  const share = Math.round((demand / supply) * 100);
  return [`enough: ${share} % of the threads’ time`, `enough: ${share} %`];
}

/** The picture in words, for those who hear it. */
export function describeCounters(model: CountersModel | null, balance: Balance): string {
  if (model === null) return 'A pool of threads. There is none yet.';
  const lookups = model.queue.flatMap(({ lookup, job }, i) =>
    lookup ? [`${job.owner ?? 'somebody'}’s look-up is number ${i + 1} in line`] : [],
  );
  const givenUp = model.queue.filter((ticket) => ticket.givenUp).length;
  return [
    `A pool of threads as counters. ${counterWords(model)[0]!}`,
    queueWords(model)[0]!,
    ...lookups.slice(0, 3),
    ...(givenUp === 0 ? [] : [`${givenUp} of them nobody waits for any more`]),
    ...otherWords(model.others).map(([words]) => words!),
    `What comes needs ${count(Number(threadsText(balance.demand)), 'thread')}, there are ${balance.supply}`,
    balanceWords(balance)[0]!,
  ].join('. ');
}
