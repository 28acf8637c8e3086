import type { RecordedEvent } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';
import type { ClientState } from '../../../player/world/world.types';

/** What one side believes of the connection, and whether that is that it stands. */
export interface Belief {
  isConnected: boolean;
  /** In words, the longer first. */
  texts: readonly string[];
}

/** Our note: what Twisted told our protocol. */
export function ourBelief({ events }: Recording, client: ClientState, index: number): Belief {
  if (client.server === 'accepted') return { isConnected: true, texts: ['connected'] };
  if (client.server !== 'lost') return { isConnected: false, texts: ['nobody yet'] };
  const lost = last(events, index, (e) => e.kind === 'connectionLost' && e.conn === client.name);
  if (client.ended === 'closedByServer')
    return { isConnected: false, texts: ['closed by us', 'closed'] };
  const reason = lost?.kind === 'connectionLost' ? lost.reason : '';
  return { isConnected: false, texts: REASONS.get(reason) ?? ['lost'] };
}

const REASONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ConnectionDone', ['closed by the peer', 'closed']],
  ['ConnectionAborted', ['aborted by us', 'aborted']],
  ['TimeoutError', ['lost: timed out', 'timed out']],
  ['TCPTimedOutError', ['lost: timed out', 'timed out']],
  ['ConnectionLost', ['lost']],
]);

/** The peer's note: what its program has been told. */
export function peersBelief(client: ClientState): Belief {
  switch (client.state) {
    case 'connected':
      return { isConnected: true, texts: ['connected'] };
    case 'absent':
      return { isConnected: false, texts: ['not started'] };
    case 'connecting':
      return { isConnected: false, texts: ['connecting …'] };
    case 'closed':
      return { isConnected: false, texts: ['closed'] };
    case 'refused':
      return { isConnected: false, texts: ['refused'] };
    case 'reset':
      return { isConnected: false, texts: ['lost'] };
  }
}

/** What our code has done and been told, newest last: two lines. */
export function codeLines({ events }: Recording, client: ClientState, index: number): string[] {
  if (client.server === 'none' || client.server === 'queued') return ['no connection'];
  const wrote = last(events, index, (e) => e.kind === 'write' && e.conn === client.name);
  const printed = last(events, index, (e) => e.kind === 'print');
  const first = wrote === undefined ? 'listens' : 'has written';
  return printed?.kind === 'print' ? [first, SHORT.get(printed.text) ?? printed.text] : [first];
}

/** What Twisted's reasons print, in few words. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['Connection was closed cleanly.', 'closed cleanly'],
]);

/** What the peer's program does. */
export function peerLines(
  { events }: Recording,
  client: ClientState,
  unread: number,
  index: number,
): string[] {
  if (client.state === 'absent') return ['no connection'];
  if (client.state === 'connecting')
    return client.name.includes('#') ? ['connects', 'again'] : ['no connection'];
  if (client.state === 'closed') return ['has ended'];
  if (client.state === 'refused') return ['refused'];
  if (unread > 0) return ['stuck:', 'does not read'];
  const read = last(events, index, (e) => e.kind === 'client.recv');
  if (read?.kind !== 'client.recv') return ['has read', 'nothing'];
  const lines = read.data.split('\r\n').filter((line) => line !== '');
  return ['has read', lines.length > 1 ? `${lines.length} × ${lines[0]}` : (lines[0] ?? '')];
}

export function last(
  events: readonly RecordedEvent[],
  index: number,
  is: (event: RecordedEvent) => boolean,
): RecordedEvent | undefined {
  for (let i = Math.min(index, events.length - 1); i >= 0; i--)
    if (is(events[i]!)) return events[i];
  return undefined;
}
