import type { EventOf, RecordedEvent } from '../../recording/events';
import type { Run } from '../../session/run';
import type { Stored } from '../../session/stored';

/** Something to bring about by changing the server. It is judged by the run, never by the text. */
export interface Task {
  id: string;
  scenario: string;
  /** What is to be, in a sentence or two. */
  text: string;
  /** @param run of real Twisted, of the changed file and the scenario's own clients */
  isSolved(run: Run): boolean;
}

const SHORT_NS = 0.1e9;

type Kind = RecordedEvent['kind'];

function all<K extends Kind>({ recording }: Run, kind: K): EventOf<K>[] {
  return recording.events.filter((event) => event.kind === kind) as EventOf<K>[];
}
const has = (run: Run, kind: Kind): boolean => all(run, kind).length > 0;

/** All that a client received. */
const heard = (run: Run, client: string): string =>
  all(run, 'client.recv')
    .filter(({ conn }) => conn === client)
    .map(({ data }) => data)
    .join('');

/** Whether each of a client's lines is answered, the slowest within `ns`. */
const within = (run: Run, client: string, ns: number): boolean => {
  const waits = run.waits.filter((wait) => wait.client === client);
  return (
    waits.length > 0 &&
    waits.every(({ sentNs, answeredNs }) => answeredNs !== null && answeredNs - sentNs <= ns)
  );
};

/** C gets its rows, and not before its report has taken the lesson's time. */
const reported = (run: Run): boolean => {
  const asked = all(run, 'client.send').find(({ conn }) => conn === 'C');
  const got = all(run, 'client.recv').find(
    ({ conn, data }) => conn === 'C' && data.includes('42 rows'),
  );
  return asked !== undefined && got !== undefined && got.timeNs - asked.timeNs >= REPORT_NS;
};
/** The report takes 3 s, and the slider of that is no solution. */
const REPORT_NS = 2.9e9;

const printed = (run: Run): string[] => all(run, 'print').map(({ text }) => text.trim());

const accepted = (run: Run): (string | null)[] => all(run, 'accept').map(({ conn }) => conn);

/** In the order of the lessons. */
export const tasks: readonly Task[] = [
  {
    id: 'whole-lines',
    scenario: 'stream',
    text: 'Print two whole lines, HELLO and WORLD, however the bytes come.',
    isSolved: (run) => {
      const lines = printed(run);
      return lines.length === 2 && /HELLO/.test(lines[0]!) && /WORLD/.test(lines[1]!);
    },
  },
  {
    id: 'sums',
    scenario: 'find-the-marker',
    text: 'Answer each message with the sum of its numbers: 3, 7, 11, 15, 10.',
    isSolved: (run) => heard(run, 'A').startsWith('3\r\n7\r\n11\r\n15\r\n10\r\n'),
  },
  {
    id: 'long-message',
    scenario: 'find-the-marker',
    text: 'Keep the connection when A’s 18,000 bytes come, and answer all before them.',
    isSolved: (run) =>
      !has(run, 'lineLengthExceeded') &&
      !has(run, 'loseConnection') &&
      (heard(run, 'A').match(/\r\n/g) ?? []).length >= 5,
  },
  {
    id: 'other-order',
    scenario: 'one-turn',
    text: 'Have “callLater(0)” printed before “next line”.',
    isSolved: (run) => {
      const lines = printed(run);
      const [later, next] = [lines.indexOf('callLater(0)'), lines.indexOf('next line')];
      return later >= 0 && next > later;
    },
  },
  {
    id: 'echo',
    scenario: 'chat',
    text: 'Let A hear its own lines, too, each once.',
    isSolved: (run) =>
      heard(run, 'A').split('hi all').length === 2 && /hi all/.test(heard(run, 'B')),
  },
  {
    id: 'head-count',
    scenario: 'chat',
    text: 'When somebody joins, tell all how many there are. A hears of 2, 3 and 4.',
    isSolved: (run) => [2, 3, 4].every((count) => heard(run, 'A').includes(String(count))),
  },
  {
    id: 'no-thread',
    scenario: 'blocked-reactor',
    text: 'Without a thread: A waits less than 0.1 s, and C has its 42 rows 3 s after it asked.',
    isSolved: (run) => within(run, 'A', SHORT_NS) && reported(run) && !has(run, 'threadSpawn'),
  },
  {
    id: 'with-thread',
    scenario: 'blocked-reactor',
    text: 'With a thread: nobody but C waits 0.1 s, and C has its 42 rows 3 s after it asked.',
    isSolved: (run) =>
      ['A', 'B', 'D'].every((client) => within(run, client, SHORT_NS)) &&
      reported(run) &&
      has(run, 'threadSpawn'),
  },
  {
    id: 'without-d',
    scenario: 'blocked-reactor',
    text: 'Break it: D is never accepted, but A, B and C are.',
    isSolved: (run) =>
      ['A', 'B', 'C'].every((client) => accepted(run).includes(client)) &&
      !accepted(run).includes('D'),
  },
  {
    id: 'real-deferred',
    scenario: 'track-not-engine',
    text: 'Let the reactor fire the Deferred: A waits less than 0.1 s, C has its rows after 3 s.',
    isSolved: (run) => within(run, 'A', SHORT_NS) && reported(run) && !has(run, 'threadSpawn'),
  },
  {
    id: 'working',
    scenario: 'defer-to-thread',
    text: 'Tell C “working” within 0.1 s of its asking, and the 42 rows when they are there.',
    isSolved: (run) =>
      within(run, 'C', SHORT_NS) && /^working\r\n[^]*42 rows/.test(heard(run, 'C')),
  },
  {
    id: 'small-slices',
    scenario: 'slices',
    text: 'A and B wait less than 0.1 s, though the reactor’s thread does C’s whole second of work.',
    isSolved: (run) =>
      ['A', 'B'].every((client) => within(run, client, SHORT_NS)) &&
      all(run, 'block').reduce((sum, { durationNs }) => sum + durationNs, 0) >= 0.999e9 &&
      /done/.test(heard(run, 'C')) &&
      !has(run, 'threadSpawn'),
  },
];

export const tasksOf = (scenario: string): readonly Task[] =>
  tasks.filter((task) => task.scenario === scenario);

/** The ids of solved tasks that a browser keeps; whatever else is there is no such. */
export function solvedIn(stored: Stored): readonly string[] {
  const kept = stored.read();
  return Array.isArray(kept) ? tasks.map(({ id }) => id).filter((id) => kept.includes(id)) : [];
}
