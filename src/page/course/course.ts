/** The course in teaching order: ids are addresses, and stay. Those that exist are in `scenarios/`. */
export const course: readonly { id: string; title: string }[] = [
  { id: 'stream', title: 'A stream has no messages' },
  { id: 'find-the-marker', title: 'Find the marker' },
  { id: 'did-it-arrive', title: 'Did it arrive?' },
  { id: 'silent-peer', title: 'The silent peer' },
  { id: 'who-is-ready', title: 'Who is ready?' },
  { id: 'one-turn', title: 'One turn of the loop' },
  { id: 'chat', title: 'A chat server with no Deferreds' },
  { id: 'blocked-reactor', title: 'The blocked reactor' },
  { id: 'after-the-block', title: 'After the block' },
  { id: 'what-blocks', title: 'What blocks?' },
  { id: 'track-not-engine', title: 'Track, not engine' },
  { id: 'two-rails', title: 'Two rails' },
  { id: 'defer-to-thread', title: 'deferToThread' },
  { id: 'wrong-hand', title: 'The wrong hand' },
  { id: 'shared-dict', title: 'Two hands, one dict' },
  { id: 'thread-pool', title: 'Ten counters, one queue' },
  { id: 'database', title: 'The database, and the 30-second job' },
  { id: 'one-baton', title: 'One baton' },
  { id: 'slices', title: 'Slices' },
  { id: 'tank-and-tap', title: 'The tank and the tap' },
  { id: 'choose-the-cure', title: 'Choose the cure' },
];

/** A scenario by its place in the course, from 1. */
export interface Lesson {
  id: string;
  place: number;
  title: string;
}

/** The course, and after it the scenarios that exist without being planned there, titled by their ids. */
export function lessons(known: readonly string[]): Lesson[] {
  const planned = new Set(course.map(({ id }) => id));
  const further = known
    .filter((id) => !planned.has(id))
    .map((id) => ({ id, title: `${id[0]!.toUpperCase()}${id.slice(1).replaceAll('-', ' ')}` }));
  return [...course, ...further].map((one, index) => ({ ...one, place: index + 1 }));
}

/**
 * Where a reader goes on to from `id`: the next scenario that exists, at the end of the course the first
 * that is not done. Undefined when there is none.
 */
export function nextLesson(
  id: string,
  known: readonly string[],
  done: readonly string[],
): Lesson | undefined {
  const existing = lessons(known).filter((one) => known.includes(one.id));
  const here = existing.findIndex((one) => one.id === id);
  return existing[here + 1] ?? existing.find((one) => one.id !== id && !done.includes(one.id));
}

/** The last place of each chapter: its scenario's page leads on to the chapter's end. */
const chapterEnds: Readonly<Record<number, string>> = {
  4: 'the-wire',
  7: 'the-reactor',
  10: 'blocking',
};

/** Where on the page “In your own server” the chapter goes on that ends with this place. */
export function chapterEnd(place: number): string | undefined {
  return chapterEnds[place];
}
