import { clockText, spoken } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import type { Bet, Values } from '../../src/scenario/types';
import { goneNs, lostNs } from './facts';

const DOES: Readonly<Record<string, string>> = {
  listens: 'The server only listens',
  write: 'The server writes after an hour',
  keepalive: 'Keepalive is on',
  ping: 'The server pings every 30 s',
};

function question(recording: Recording, values: Values): string {
  const gone = goneNs(recording);
  const what =
    gone === 0
      ? 'Nobody cuts the cable.'
      : values.ending === 1
        ? `A’s program ends at ${clockText(gone)}.`
        : `The cable is cut at ${clockText(gone)}.`;
  return `${what} ${DOES[recording.variant ?? 'listens']}. When is connectionLost?`;
}

/** Index of the true option. */
function answer(recording: Recording): number {
  const lost = lostNs(recording);
  if (lost === null) return 3;
  const late = (lost - goneNs(recording)) / 1e9;
  return late < 1 ? 0 : late <= 120 ? 1 : 2;
}

function because(recording: Recording, values: Values): string {
  const lost = lostNs(recording);
  if (lost === null) {
    return goneNs(recording) === 0 && recording.variant === 'ping'
      ? 'Each PING is answered, so there is nothing to be told.'
      : 'A connection is two notes and nothing between. Nobody sent us anything, so nothing tells us.';
  }
  const when = `connectionLost comes at ${clockText(lost)}.`;
  if (answer(recording) === 0) return `${when} A kernel that can still speak says FIN.`;
  const why: Readonly<Record<string, string>> = {
    write: 'Linux repeats unacknowledged bytes for about 15 minutes before it gives up.',
    keepalive: 'Linux waits 7,200 s before the first probe, then sends nine, 75 s apart.',
    ping: 'Our own rule says: dead after 90 s without a line.',
    listens: `The box forgot after ${spoken(clockText(values.nat! * 60e9))}.`,
  };
  return `${when} ${why[recording.variant ?? 'listens'] ?? ''}`;
}

export const bet: Bet = {
  question,
  options: () => [
    'at once',
    'within two minutes',
    'minutes or hours later',
    'not in these three hours',
  ],
  answer,
  because,
  moment: ({ events }) =>
    Math.max(
      0,
      events.findIndex((e) => e.kind === 'net.cut' || e.kind === 'client.close'),
    ),
};
