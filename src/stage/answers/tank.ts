import { buffersOf, bytesText, fillAt, totalAt, type Fill } from '../../player/measures/buffers';
import type { Answer, Answerer, Asked } from './answer';

// Parts of the picture `tank`.

const fillOf = ({ recording, client, world }: Asked): Fill =>
  fillAt(recording, client ?? '', world.index);

const notes: Readonly<Record<string, (asked: Asked) => Answer>> = {
  'the-file': (asked) => {
    const { ours, kernel, theirs, read } = fillOf(asked);
    return {
      title: 'The file on disk',
      text: `${bytesText(ours + kernel + theirs + read)} of it have been read and written so far. What is still here takes no memory.`,
    };
  },
  'our-buffer': (asked) => ({
    title: 'Our buffer',
    text: `What the program wrote and the kernel has not taken: ${bytesText(fillOf(asked).ours)} now. It lies in our memory, and nothing bounds it.`,
    noun: 'buffer',
  }),
  'our-kernel': (asked) => ({
    title: 'Our kernel’s send buffer',
    text: `Sent and not yet acknowledged: ${bytesText(fillOf(asked).kernel)} now. It has a bound; when it is full, the socket is not writable.`,
    noun: 'buffer',
  }),
  'their-kernel': (asked) => ({
    title: `${asked.client ?? 'The client'}’s kernel`,
    text: `Arrived and not yet read by the client’s program: ${bytesText(fillOf(asked).theirs)} now. When it is full, our kernel has to stop.`,
    noun: 'buffer',
  }),
  tap: () => ({
    title: 'The tap',
    text: 'Where a producer is paused and goes on. Without one nothing stops the file, and all of it runs into our buffer.',
  }),
  back: () => ({
    title: 'What is told back',
    text: 'A slow client fills its kernel, then ours, and then our buffer. Each tells the one before it to wait; a cross marks who tells nobody.',
    noun: 'buffer',
  }),
  rate: ({ client }) => ({
    title: 'How fast the client reads',
    text: `So much ${client ?? 'the client'}’s program takes from its kernel in a second. Drag the mark to set it.`,
    noun: 'client',
  }),
  memory: ({ recording, world, revealed }) => ({
    title: 'Our memory',
    text: `What all of our buffers hold, over the time of the run: ${bytesText(totalAt(recording, world.index))} now${
      revealed ? `, at most ${bytesText(buffersOf(recording).peak.bytes)}` : ''
    }.`,
    noun: 'buffer',
  }),
};

export const tankAnswers: readonly Answerer[] = [
  [new RegExp(`^(${Object.keys(notes).join('|')})$`), (asked, id) => notes[id]!(asked)],
];
