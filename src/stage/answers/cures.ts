import type { Answer, Answerer } from './answer';

// Parts of the picture `cure`.

const columns: Readonly<Record<string, Answer>> = {
  ticket: {
    title: 'A ticket',
    text: 'Work that the server has to do, with a cell for each way to do it. Press one, and its run is made.',
  },
  p50: {
    title: 'The middle wait',
    text: 'Of a hundred lines that are said in the two seconds after the work was asked for, half are answered at least as soon.',
    noun: 'client',
  },
  p99: {
    title: 'The 99th of a hundred waits',
    text: 'Of a hundred lines one may be answered later than this. The middle one hides what this one shows.',
    noun: 'client',
  },
  worst: {
    title: 'The longest wait',
    text: 'Of a hundred lines that are said in the two seconds after the work was asked for, the way there and back included.',
    noun: 'client',
  },
  memory: {
    title: 'Memory',
    text: 'Of the threads, processes and the second program that are there at once. How many there are is the run’s; what each takes was measured on CPython 3.11.',
  },
  waits: {
    title: 'Who else waits',
    text: 'Whoever waits for longer than the budget, and has not asked for the work.',
    noun: 'client',
  },
};

const notes: Readonly<Record<string, Answer>> = {
  verdict: {
    title: 'What the cure comes to',
    text: 'From this run: the waits of who only chats, the longest wait for a name, and when whoever asked for the work has all of it.',
    noun: 'client',
  },
  score: {
    title: 'All tickets',
    text: 'On how many of them nobody else waits for longer than the budget, and what memory the cures take together.',
  },
  lesson: {
    title: 'Where it is taught',
    text: 'The scenario that shows what this cure does, and what it does not.',
  },
};

export const cureAnswers: readonly Answerer[] = [
  [new RegExp(`^(${Object.keys(columns).join('|')})-[1-8]$`), (_, id) => columns[id]!],
  [new RegExp(`^cure-(${Object.keys(notes).join('|')})$`), (_, id) => notes[id]!],
];
