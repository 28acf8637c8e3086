import type { Answerer } from './answer';

/** Parts of the picture of two hands and what they share. */
export const whiteboardAnswers: readonly Answerer[] = [
  [
    /^hand-R$/,
    () => ({
      title: 'The reactor thread',
      text: 'It runs one marked line each time that the order names R. What it has read is its own: the other does not see it.',
      noun: 'reactor',
    }),
  ],
  [
    /^hand-W$/,
    () => ({
      title: 'The worker',
      text: 'It runs one marked line each time that the order names W. What it has read is its own: the other does not see it.',
      noun: 'worker',
    }),
  ],
  [
    /^board$/,
    () => ({
      title: 'What both reach',
      text: 'One object of the process. Whatever one thread writes is what the other reads next.',
    }),
  ],
  [
    /^value-(.+)$/,
    (_, name) => ({
      title: name,
      text: 'What it is now. Struck through is what it was before.',
    }),
  ],
  [
    /^tally$/,
    () => ({
      title: 'What has come of it',
      text: 'Counted from the lines that ran, whatever is written on the board. Hatched: more than there can be.',
    }),
  ],
  [
    /^step$/,
    () => ({
      title: 'One marked line',
      text: 'The letter says which thread runs it. Dashed lines have not run yet: choose another order from here on.',
    }),
  ],
];
