import type { Aside, Lesson, Scenario, Taught } from '../src/scenario/types';

/** A line of the table. */
interface Row extends Omit<Lesson, 'place'> {
  /** In the words of somebody who has it, and for whom the lesson is. */
  problem: string;
  load: () => Promise<{ scenario: Scenario }>;
  aside: () => Promise<{ aside: Aside }>;
}

/**
 * The course: every lesson in teaching order, under its id, which is its address and its folder, and stays. A scenario
 * is loaded when it is asked for, so that a page carries its own and no other.
 */
const table: readonly Row[] = [
  {
    id: 'stream',
    chapter: 1,
    title: 'A stream has no messages',
    question: 'Two writes. How many reads?',
    problem: 'A message comes in pieces, or two come as one.',
    load: () => import('./stream/scenario'),
    aside: () => import('./stream/aside'),
  },
  {
    id: 'find-the-marker',
    chapter: 1,
    title: 'Find the marker',
    question: 'A read cuts a message in two. Who puts it together?',
    problem: 'Lines are cut, or one message holds up all that follow.',
    load: () => import('./find-the-marker/scenario'),
    aside: () => import('./find-the-marker/aside'),
  },
  {
    id: 'did-it-arrive',
    chapter: 1,
    title: 'Did it arrive?',
    question: 'write() has returned. Do they have it?',
    problem: 'It was sent, and nobody knows whether it was done.',
    load: () => import('./did-it-arrive/scenario'),
    aside: () => import('./did-it-arrive/aside'),
  },
  {
    id: 'silent-peer',
    chapter: 1,
    title: 'The silent peer',
    question: 'If the cable is cut, who tells us?',
    problem: 'Connections stay open after the other side has gone.',
    load: () => import('./silent-peer/scenario'),
    aside: () => import('./silent-peer/aside'),
  },
  {
    id: 'who-is-ready',
    chapter: 2,
    title: 'Who is ready?',
    question: 'One thread, many sockets. Whom does it ask?',
    problem: 'A thousand clients: does each need a thread?',
    load: () => import('./who-is-ready/scenario'),
    aside: () => import('./who-is-ready/aside'),
  },
  {
    id: 'one-turn',
    chapter: 2,
    title: 'One turn of the loop',
    question: 'write, callLater(0), print: what happens first?',
    problem: 'Things happen in an order that I did not expect.',
    load: () => import('./one-turn/scenario'),
    aside: () => import('./one-turn/aside'),
  },
  {
    id: 'chat',
    chapter: 2,
    title: 'Chat with no Deferreds',
    question: 'One line goes to everyone. Who has to wait?',
    problem: 'One slow reader: does it hold up the others?',
    load: () => import('./chat/scenario'),
    aside: () => import('./chat/aside'),
  },
  {
    id: 'blocked-reactor',
    chapter: 3,
    title: 'The blocked reactor',
    question: 'One handler sleeps. Who waits?',
    problem: 'The server freezes, then everything comes at once.',
    load: () => import('./blocked-reactor/scenario'),
    aside: () => import('./blocked-reactor/aside'),
  },
  {
    id: 'after-the-block',
    chapter: 3,
    title: 'After the block',
    question: 'The block is over. Is all well again?',
    problem: 'Clients are dropped as idle although they talk.',
    load: () => import('./after-the-block/scenario'),
    aside: () => import('./after-the-block/aside'),
  },
  {
    id: 'what-blocks',
    chapter: 3,
    title: 'What blocks?',
    question: 'Twelve lines: which may run on the reactor thread?',
    problem: 'Which call may stand in a handler?',
    load: () => import('./what-blocks/scenario'),
    aside: () => import('./what-blocks/aside'),
  },
  {
    id: 'track-not-engine',
    chapter: 4,
    title: 'Track, not engine',
    question: 'It returns a Deferred now. Does it still block?',
    problem: 'I made it a Deferred, or async, and it still blocks.',
    load: () => import('./track-not-engine/scenario'),
    aside: () => import('./track-not-engine/aside'),
  },
  {
    id: 'two-rails',
    chapter: 4,
    title: 'Two rails',
    question: 'If a step fails, which functions run after it?',
    problem: 'An error vanishes, or is logged long after.',
    load: () => import('./two-rails/scenario'),
    aside: () => import('./two-rails/aside'),
  },
  {
    id: 'defer-to-thread',
    chapter: 5,
    title: 'deferToThread',
    question: 'A worker does the slow job. Whose wait shrinks?',
    problem: 'I moved it to a thread, and it is not any faster.',
    load: () => import('./defer-to-thread/scenario'),
    aside: () => import('./defer-to-thread/aside'),
  },
  {
    id: 'wrong-hand',
    chapter: 5,
    title: 'The wrong hand',
    question: 'A worker writes to a client. When does it go out?',
    problem: 'An answer from a thread comes late, or never, on some machines.',
    load: () => import('./wrong-hand/scenario'),
    aside: () => import('./wrong-hand/aside'),
  },
  {
    id: 'shared-dict',
    chapter: 5,
    title: 'Two hands, one dict',
    question: 'The GIL lets one thread run. Is the dict safe?',
    problem: 'Numbers that threads share are wrong now and then.',
    load: () => import('./shared-dict/scenario'),
    aside: () => import('./shared-dict/aside'),
  },
  {
    id: 'thread-pool',
    chapter: 5,
    title: 'Ten counters, one queue',
    question: 'Ten threads, many jobs. Who stands in line?',
    problem: 'Everything hangs although the reactor is free, even looking a name up.',
    load: () => import('./thread-pool/scenario'),
    aside: () => import('./thread-pool/aside'),
  },
  {
    id: 'database',
    chapter: 5,
    title: 'The database, every 30 s',
    question: 'If a job takes half of the clock, who sees an error?',
    problem: 'Every so often all requests fail for a while.',
    load: () => import('./database/scenario'),
    aside: () => import('./database/aside'),
  },
  {
    id: 'one-baton',
    chapter: 6,
    title: 'One baton',
    question: 'One thread computes. Who waits?',
    problem: 'Work in a thread still makes the whole server sluggish.',
    load: () => import('./one-baton/scenario'),
    aside: () => import('./one-baton/aside'),
  },
  {
    id: 'slices',
    chapter: 6,
    title: 'Slices',
    question: 'The work is cut into slices. How long do others wait?',
    problem: 'I cut my loop into pieces, and the others still wait, or it got slower.',
    load: () => import('./slices/scenario'),
    aside: () => import('./slices/aside'),
  },
  {
    id: 'tank-and-tap',
    chapter: 6,
    title: 'The tank and the tap',
    question: 'A big file, a slow client. Where does the file wait?',
    problem: 'Sending a big file takes all the memory.',
    load: () => import('./tank-and-tap/scenario'),
    aside: () => import('./tank-and-tap/aside'),
  },
  {
    id: 'choose-the-cure',
    chapter: 6,
    title: 'Choose the cure',
    question: 'Eight tickets, eight cures. Who else waits?',
    problem: 'Thread, process, slices or nothing at all: which is it for my job?',
    load: () => import('./choose-the-cure/scenario'),
    aside: () => import('./choose-the-cure/aside'),
  },
];

/** The chapters in order, from 1. `inYourServer`: where on the page “In your own server” it goes on. */
export const chapters: readonly { title: string; inYourServer?: string }[] = [
  { title: 'The wire', inYourServer: 'the-wire' },
  { title: 'The reactor', inYourServer: 'the-reactor' },
  { title: 'Blocking', inYourServer: 'blocking' },
  { title: 'Deferreds', inYourServer: 'deferreds' },
  { title: 'Threads', inYourServer: 'threads' },
  { title: 'CPU and bulk', inYourServer: 'bulk' },
];

/** A place of the course, for who shows a way through it. */
export interface CoursePlace extends Lesson {
  /** As in the table. */
  problem: string;
  /** The name of its chapter. */
  chapterTitle: string;
  /** It ends its chapter, which goes on there in “In your own server”. */
  inYourServer?: string;
}

/** All places of the course. */
export const course: readonly CoursePlace[] = table.map((row, i) => {
  const { id, chapter, title, question, problem } = row;
  const { title: chapterTitle, inYourServer } = chapters[chapter - 1]!;
  const endsChapter = table[i + 1]?.chapter !== chapter;
  return {
    id,
    chapter,
    chapterTitle,
    title,
    place: i + 1,
    question,
    problem,
    ...(endsChapter && inYourServer !== undefined ? { inYourServer } : {}),
  };
});

/** Every scenario there is, in teaching order, by its id: loads it. The landing page is the blocked reactor. */
export const loaders: Readonly<Record<string, () => Promise<{ scenario: Taught }>>> =
  Object.fromEntries(
    table.map(({ id, chapter, title, question, load, aside }, i) => {
      const lesson: Lesson = { id, chapter, title, question, place: i + 1 };
      return [
        id,
        async () => ({
          scenario: { ...(await load()).scenario, ...(await aside()).aside, ...lesson },
        }),
      ];
    }),
  );
