import type { Op, Workload } from '../../../src/workload/workload';
import type { Random } from './random';

/**
 * A line of a program `script` makes Deferreds that fire within each other, now and then until Python's stack is full.
 * Changes `workload`.
 */
export function addDeepChain(random: Random, workload: Workload): void {
  if (workload.server.program !== 'script') return;
  const onLine = workload.server.params!.onLine!;
  // One kind all the way down, or a mixture; most meet the limit between 150 and 210.
  const levels = random.pick([20, 100, 140, 170, 200, 240]) + random.int(10);
  const kinds = random.once(2) ? KINDS : [random.pick(KINDS)];
  let ops: Op[] = [['note', 'deepest']];
  for (let n = 0; n < levels; n++) ops = random.pick(kinds)(ops, n, random);
  onLine['a'] = [...ops, ['note', 'after the chain']];
}

type Level = (ops: Op[], n: number, random: Random) => Op[];

const KINDS: readonly Level[] = [
  (ops) => [['fire', ops]],
  (ops) => [['fail', ops]],
  (ops, n) => [
    ['fire', ops],
    ['sendLine', `level ${n}`],
  ],
  (ops, n) => [['lock', `deep ${n}`, 1, 5, ops]],
  (ops, n) => [
    ['queueGet', `deep ${n}`, ops],
    ['queuePut', `deep ${n}`, 'x'],
  ],
  (ops, n) => [
    ['queuePut', `deep ${n}`, 'x'],
    ['queueGet', `deep ${n}`, ops],
  ],
  (ops) => [['inline', [['ops', ops]]]],
  (ops, _, random) => [
    [
      'list',
      random.pick(['all', 'firstResult', 'gather'] as const),
      [
        [0, true],
        [0, random.once(2)],
      ],
      ops,
    ],
  ],
];
