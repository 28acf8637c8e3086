import type { ClientAction, Workload, WorkloadClient } from '../../../src/workload/workload';
import type { Random } from './random';

/** The network cuts sends in pieces, fails and forgets; clients come again. Changes `workload`. */
export function addTroubles(random: Random, workload: Workload): void {
  for (const client of workload.clients ?? []) {
    if (random.once(2)) cutSends(random, client);
    if (random.once(3)) comeAgain(random, client);
    if (random.once(3)) failLink(random, client);
    if (random.once(6)) {
      client.nat = { idleMs: 10 + random.int(90), then: random.pick(['drop', 'reset']) };
    }
    // The oracle schedules actions as they stand: in the order of their times they read better.
    client.actions?.sort((a, b) => a.at - b.at);
  }
  // Long enough for a retransmission, for some, for the end of all patience.
  workload.until = random.pick([3000, 3000, 90_000, 1_500_000]);
  if (workload.server.program === 'script' && random.once(2)) {
    const { params } = workload.server;
    const keepAlive = random.once(3)
      ? (['keepAlive'] as const)
      : (['keepAlive', random.pick([1, 2, 30]), random.pick([1, 5]), random.pick([1, 3])] as const);
    params!.peers = true;
    params!.onConnect = [[...keepAlive], ...(params!.onConnect ?? [])];
  }
}

function cutSends(random: Random, client: WorkloadClient): void {
  const sizes = (): number[] => random.list(1, 4, () => 1 + random.int(12));
  const gapMs = (): number => random.pick([0, 1, 4, 2.5, 30]);
  switch (random.int(3)) {
    case 0:
      client.segments = { sizes: sizes(), gapMs: gapMs() };
      break;
    case 1:
      client.cuts = sizes();
      client.gapMs = gapMs();
      break;
    default:
      for (const action of client.actions ?? []) {
        if (action.send === undefined || random.once(2)) continue;
        action.cuts = sizes();
        if (random.once(2)) action.gapMs = gapMs();
      }
  }
}

/** Some time after everything else, or in the middle of it, the client connects once more. */
function comeAgain(random: Random, client: WorkloadClient): void {
  const actions = client.actions!;
  const last = actions.at(-1)!.at;
  const again = random.once(2) ? last + 1 + random.int(60) : random.int(last + 1);
  const word: ClientAction = { at: again + random.int(20), send: framedLike(actions) };
  actions.push({ at: again, connect: true }, word);
  if (random.once(2)) actions.push({ at: word.at + random.int(40), close: true });
}

/** A send that the client has made already: it speaks the server's language. */
function framedLike(actions: readonly ClientAction[]): string {
  return actions.find(({ send }) => send !== undefined)?.send ?? 'x\r\n';
}

function failLink(random: Random, client: WorkloadClient): void {
  const actions = client.actions!;
  const cut = random.int(actions.at(-1)!.at + 40);
  actions.push({ at: cut, cut: random.pick(['both', 'up', 'down']) });
  if (random.once(4)) return;
  actions.push({ at: cut + random.pick([1, 20, 150, 900, 5000, 400_000]), mend: true });
  if (random.once(3)) actions.push({ at: cut + random.int(1000), send: framedLike(actions) });
}
