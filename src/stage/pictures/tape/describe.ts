import { sizeText } from '../../kit/text';
import { placeOfByte, type TapeStory } from './story';

/** The tape in words, for those who hear it. */
export function describeTape(story: TapeStory, index: number, timeNs: number): string {
  const written = story.sends.filter((send) => send.index <= index);
  const reads = story.reads.filter((read) => read.index <= index);
  const messages = story.messages.filter((message) => message.index <= index);
  const counts = { unsent: 0, writer: 0, wire: 0, kernel: 0, tray: 0, out: 0 };
  const total = written.at(-1)?.end ?? 0;
  const edges = [...story.pieces, ...story.reads, ...story.messages].map(({ end }) => end);
  const sorted = [...new Set([0, ...edges, total])].filter((at) => at <= total);
  sorted.sort((a, b) => a - b);
  sorted.slice(1).forEach((end, i) => {
    const start = sorted[i]!;
    counts[placeOfByte(story, start, index, timeNs).row] += end - start;
  });
  const parts = [
    `${written.length} writes, ${sizeText(total)}`,
    `waiting to leave: ${counts.writer}`,
    `on the wire: ${counts.wire}`,
    `in the server’s kernel: ${counts.kernel}`,
    `reads: ${reads.map(({ start, end }) => end - start).join(', ') || 'none'}`,
  ];
  if (story.hasTray) {
    parts.push(`left over: ${counts.tray}`);
    parts.push(`calls: ${messages.map(({ data, method }) => `${method} ${data}`).join(', ')}`);
  }
  return `The tape of bytes. ${parts.join('; ')}.`;
}
