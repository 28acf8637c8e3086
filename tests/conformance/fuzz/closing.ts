import type { Op, Workload } from '../../../src/workload/workload';
import type { Random } from './random';

/**
 * The port of a program `script` closes, now and then opens again or is closed twice, while clients knock. Changes
 * `workload`.
 */
export function addClosing(random: Random, workload: Workload): void {
  if (workload.server.program !== 'script') return;
  const params = workload.server.params!;
  const at = random.int(80);
  params.onStart = [...(params.onStart ?? []), ['callLater', at, closing(random), 'close']];
  // Mostly the handlers decide: a block before the port closes fills its listen queue.
  if (random.once(2)) params.onLine!['b'] = [['block', random.pick([5, 25])], ...closing(random)];
  if (random.once(3)) params.onConnect = [...(params.onConnect ?? []), ...closing(random)];
  if (random.once(2)) workload.server.numberAccepts = 1;
  for (const name of 'PQRS'.slice(random.int(4))) {
    const connect = Math.max(0, at + random.int(30) - 15);
    workload.clients!.push({
      name,
      connect,
      latencyMs: random.pick([0, 1, 4, 10, 0.5]),
      actions: [
        { at: connect + random.int(20), send: 'b 1\r\n' },
        ...(random.once(3) ? [{ at: connect + 25, shutdownWrite: true }] : []),
        ...(random.once(2) ? [{ at: connect + 30 + random.int(60), connect: true }] : []),
      ],
    });
  }
}

/** What fails here is caught: when Python logs an unhandled error depends on its reference counts. */
function closing(random: Random): Op[] {
  const then: Op[] = [['note', 'closed']];
  if (random.once(3)) then.push(['listen']);
  if (random.once(3)) then.push(['callLater', random.pick([0, 3, 20]), [['listen']], 'open']);
  const ops: Op[] = [['stopListening', then]];
  if (random.once(4)) ops.push(['stopListening', [['note', 'closed twice']]]);
  if (random.once(4)) ops.push(['listen']);
  return ops;
}
