import { LOST_HOWS } from '../../../src/workload/scriptOps';
import type { Op, Workload } from '../../../src/workload/workload';
import type { Random } from './random';

/** Those without a traceback, or with a thread's. One that is kept holds the reactor's frames, and all that these hold. */
const KEEPABLE = ['fail', 'errback', 'cancel', 'thread', 'file'] as const;

const WORDS = [...'abcdef'];

/** Failures that nobody handles, and Deferreds that fire within each other until Python's stack is full or nearly so. */
export function addLosing(random: Random, workload: Workload): void {
  const { server } = workload;
  if (server.program !== 'script' || server.params?.onLine === undefined) return;
  const { onLine } = server.params;
  for (const word of random.list(1, 3, () => random.pick(WORDS))) {
    onLine[word] = [...onLine[word]!, ...random.list(1, 3, () => losing(random))];
  }
  if (random.once(3)) onLine[random.pick(WORDS)] = new Nest(random).ops();
}

function losing(random: Random): Op {
  // Not 0, and no whole second: Python writes a timeout's length as it was given, `0.0` or `1`.
  const ms = (): number => random.pick([1, 2, 3, 8, 20]);
  const lose = (): Op =>
    random.once(3)
      ? ['lose', random.pick(KEEPABLE), ms(), random.pick(['K0', 'K1'])]
      : ['lose', random.pick(LOST_HOWS), ms()];
  return random.weighted<Op>([
    [4, lose],
    [2, () => ['forget', random.pick(['K0', 'K1'])]],
    [1, () => ['fire', [lose(), lose()]]],
    [
      1,
      () => ['callLater', random.pick([0, 2, 5]), [lose(), ['note', 'lost']], `Z${random.int(9)}`],
    ],
    [1, () => ['callFromThread', [lose()]]],
    [1, () => ['deferToThread', random.pick([1, 5]), [['raise', 'lost']]]],
    [1, () => ['fire', [['raise', 'lost']]]],
  ]);
}

/** Operations within operations, some of them until the stack is full. */
class Nest {
  readonly #random: Random;
  #names = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  ops(): Op[] {
    const random = this.#random;
    let ops: Op[] = [['note', 'deepest']];
    for (let level = 130 + random.int(110); level > 0; level--) {
      ops = [...random.list(0, 1, () => this.#leaf()), ...this.#around(ops)];
      if (random.once(4)) ops.push(this.#leaf());
    }
    return ops;
  }

  #leaf(): Op {
    return this.#random.weighted<Op>([
      [4, () => ['note', 'level']],
      [2, () => ['sendLine', 'level']],
      [1, () => ['callLater', 5, [['note', 'later']], this.#name('T')]],
      [1, () => ['fire', [['raise', 'level']]]],
    ]);
  }

  #around(ops: Op[]): Op[] {
    return this.#random.weighted<Op[]>([
      [3, () => [['fire', ops]]],
      [1, () => [['fail', ops]]],
      [1, () => [['list', this.#random.pick(['all', 'gather', 'firstError']), [[0, true]], ops]]],
      [1, () => [['lock', this.#name('L'), 1 + this.#random.int(2), 5, ops]]],
      [1, () => [['inline', [['ops', ops]]]]],
      [
        1,
        () => [
          [
            'inline',
            [
              ['value', 'v'],
              ['ops', ops],
            ],
          ],
        ],
      ],
      [1, () => [['loop', this.#name('O'), 10, 1, ops]]],
      [1, () => this.#queue(ops)],
    ]);
  }

  #queue(ops: Op[]): Op[] {
    const name = this.#name('Q');
    const put: Op = ['queuePut', name, 'x'];
    const get: Op = ['queueGet', name, ops];
    return this.#random.once(2) ? [put, get] : [get, put];
  }

  #name(prefix: string): string {
    return `${prefix}n${this.#names++}`;
  }
}
