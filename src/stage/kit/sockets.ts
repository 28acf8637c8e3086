import type { ClientState, SocketEnd, World } from '../../player/world/world.types';

const ENDS: Readonly<Record<SocketEnd, readonly string[]>> = {
  closedByClient: ['closed by its client', 'closed by client', 'closed'],
  closedByServer: ['closed by the server', 'closed by server', 'closed'],
  resetByClient: ['reset by its client', 'reset by client', 'reset'],
  aborted: ['reset by the server', 'reset by server', 'reset'],
  timedOut: ['closed: timed out', 'timed out', 'lost'],
  neverAccepted: ['reset, never accepted', 'never accepted', 'reset'],
};

/** Why the server has no socket of a client, in words that grow shorter; null while it has one. */
export function noSocketWords(client: ClientState): readonly string[] | null {
  if (client.ended !== null) return ENDS[client.ended];
  if (client.server === 'accepted') return null;
  if (client.state === 'refused') return ['connection refused', 'refused'];
  if (client.server === 'lost') return ['closed'];
  if (client.state === 'closed' || client.state === 'reset')
    return ['gone, never accepted', 'gone'];
  return ['no socket yet', 'no socket'];
}

/** The same of the listening socket, as far as it is not asked about. */
export function noListenerWords(world: World): readonly string[] {
  return world.portClosed ? ['closed'] : ['no socket yet', 'no socket'];
}

/** How a connection ended, for those who hear it: empty as long as it stands, or has not begun. */
export function endWords(client: ClientState): string {
  const words = noSocketWords(client);
  return words === null || words[0] === 'no socket yet' ? '' : words[0]!;
}
