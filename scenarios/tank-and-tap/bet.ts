import { bytesText, rounded } from '../../src/player/measures/buffers';
import type { Recording } from '../../src/recording/recording';
import type { Bet, Values } from '../../src/scenario/types';
import { clientsText, facts, fullAt, peakOf, wanted } from './facts';
import { MB, PIECE_BYTES } from './sizes';

/** Amounts that differ by less are one guess. */
const ALIKE = 1.6;
const SENDER_BYTES = 16_384;

/** What one may expect of our memory, bytes, from the least, and the true amount among it. */
function guesses(recording: Recording, values: Values): number[] {
  const peak = peakOf(recording);
  const all = wanted(values);
  const found = [peak];
  const others = [SENDER_BYTES, PIECE_BYTES, values.file! * MB, all]
    .map((bytes, i) => (i < 2 ? bytes * values.clients! : bytes))
    .concat(all / 8);
  for (const bytes of others) {
    if (found.every((other) => bytes > other * ALIKE || other > bytes * ALIKE)) found.push(bytes);
  }
  return found.sort((a, b) => a - b);
}

const guess = (bytes: number): string => `about ${bytesText(rounded(bytes, 2))}`;

const HOW: Readonly<Record<string, string>> = {
  write: 'in one write()',
  pieces: 'in pieces of 100 KB',
  push: 'by a producer, 100 KB a piece',
  sender: 'by FileSender',
};

function because(recording: Recording, values: Values): string {
  const { peak, all, rate, disk } = facts(recording, values) as Record<string, string>;
  switch (recording.variant) {
    case 'write':
      return `${peak}. write() waits for nobody: it keeps what it is given until the kernel takes it.`;
    case 'push':
      return `${peak}: one piece for each client. Over 64 KiB the transport pauses its producer, and it reads no more.`;
    case 'sender':
      return `${peak}: 16 KiB for each client. The next piece is read when the last one has gone to the kernel.`;
  }
  return values.disk! > values.clients! * values.rate!
    ? `${peak} of ${all}. Pieces come as fast as the disk reads, ${disk}, and go as fast as a client does, ${rate}. What is more stays.`
    : `${peak}. The disk reads no faster than the clients do, so that little waits. Nothing sees to that.`;
}

export const bet: Bet = {
  question: ({ variant }, { file, clients }) =>
    `${clientsText(clients!)}, ${file} MB${clients === 1 ? '' : ' each'}, ${HOW[variant!]}. Our memory at most?`.replace(
      /^./,
      (first) => first.toUpperCase(),
    ),
  options: (recording, values) => guesses(recording, values).map(guess),
  answer: (recording, values) => guesses(recording, values).indexOf(peakOf(recording)),
  because,
  asked: (recording) =>
    recording.events.findIndex((event) => event.kind === 'client.send' && event.conn === 'B'),
  moment: fullAt,
};
