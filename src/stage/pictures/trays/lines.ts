import type { Recording } from '../../../recording/recording';

/** Ends of the lines that `writer` had written by event `index`, in bytes of the stream that everyone else gets. */
export function lineEnds(recording: Recording, writer: string, index: number): number[] {
  const ends: number[] = [];
  for (const event of recording.events.slice(0, index + 1)) {
    if (event.kind === 'client.send' && event.conn === writer)
      ends.push((ends.at(-1) ?? 0) + event.n);
  }
  return ends;
}

/** What the reactor does to one client at this event: `sendLine → C`, where `call` writes. Null when it does something else. */
export function actOf(
  recording: Recording,
  call: string,
  index: number,
): { conn: string; text: string; kind: 'write' | 'send' | 'recv' } | null {
  const event = recording.events[index];
  if (event === undefined || !('conn' in event) || event.conn === null) return null;
  const { conn, kind } = event;
  if (kind === 'write') return { conn, kind, text: `${call} → ${conn}` };
  if (kind === 'send') return { conn, kind, text: `send → ${conn}` };
  return kind === 'recv' ? { conn, kind, text: `recv ← ${conn}` } : null;
}
