import type { Answer, Answerer } from './answer';

// Parts of the picture `slices`.

const notes: Readonly<Record<string, Answer>> = {
  lane: {
    title: 'The reactor’s thread',
    text: 'From close up. A piece is work that nothing interrupts; between two turns of it the reactor asks who is ready.',
    noun: 'reactor',
  },
  passing: {
    title: 'Lines that pass',
    text: 'Above, what has arrived and waits in the kernel to be read; below, what was written and waits in our buffer to be sent. The green lines are the moments between the work.',
    noun: 'buffer',
  },
  trade: {
    title: 'The trade',
    text: 'Each dot is a run with slices of that length: the longest wait of who only chats, and how long the work itself takes. Drag the mark to set yours.',
  },
  'own-longest': {
    title: 'Your slice: the longest wait',
    text: 'What the longest wait of who only chats comes to with the slice that is set.',
    noun: 'client',
  },
  'own-whole': {
    title: 'Your slice: the work',
    text: 'How long whoever asked for the work waits with the slice that is set. Each turn between slices costs a little.',
    noun: 'client',
  },
  'turn-cost': {
    title: 'What a turn costs',
    text: 'So long each look at the sockets takes in these runs. It is a model, as long as a turn that was measured with Twisted 26.4.',
    noun: 'reactor',
  },
  verdict: {
    title: 'What the slice comes to',
    text: 'The longest wait of each of the two in this run, the way there and back included.',
    noun: 'client',
  },
};

export const slicesAnswers: readonly Answerer[] = [
  [new RegExp(`^(${Object.keys(notes).join('|')})$`), (_, id) => notes[id]!],
];
