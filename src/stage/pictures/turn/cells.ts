import { durationText, shortMoment } from '../../../player/measures/durations';
import type { Station, World } from '../../../player/world/world.types';
import type { EventKind, RecordedEvent } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';

/** One line of what waits at a station; `now` is what runs there at this moment. */
export interface CellLine {
  text: string;
  look: 'now' | 'waits' | 'done' | 'none';
}

/** The event that begins each station of a turn. Timers have one only when one fires. */
const begins: ReadonlyMap<EventKind, Station> = new Map([
  ['iteration', 'threadCalls'],
  ['fromThreadRun', 'threadCalls'],
  ['timerFire', 'timers'],
  ['selectEnter', 'ask'],
  ['select', 'run'],
]);

/**
 * The next event after `index` at which the loop comes to a station: to `station`, or to any. -1: none.
 */
export function nextCell(recording: Recording, index: number, station?: Station): number {
  return recording.events.findIndex((event, i) => {
    const begun = i > index ? begins.get(event.kind) : undefined;
    return begun !== undefined && (station === undefined || begun === station);
  });
}

/** `reactor.run()` has returned: the program's next line has run, after the last look at the sockets. */
export function runIsOver({ end, events }: Recording, index: number): boolean {
  if (end !== null) return false;
  const last = events.findLastIndex((event) => event.kind === 'select');
  return events.slice(last + 1, index + 1).some((event) => event.kind === 'line');
}

/** What waits at each station, as it is at this moment. */
export function cellLines(
  recording: Recording,
  world: World,
  timeNs: number,
): Record<Station, CellLine[]> {
  return {
    threadCalls: orNone(world.threadCalls.map((name) => ({ text: `${name}()`, look: 'waits' }))),
    timers: timerLines(world, timeNs),
    ask: askLines(world),
    run: runLines(recording, world),
  };
}

function orNone(lines: CellLine[], text = 'none'): CellLine[] {
  return lines.length > 0 ? lines : [{ text, look: 'none' }];
}

function timerLines(world: World, timeNs: number): CellLine[] {
  const { station, handler } = world.reactor;
  const now: CellLine[] =
    station === 'timers' && handler !== null ? [{ text: `${handler.what}()`, look: 'now' }] : [];
  const waiting = [...world.timers].sort((a, b) => a.dueNs - b.dueNs);
  return orNone([
    ...now,
    ...waiting.map((timer): CellLine => {
      const lateNs = timeNs - timer.dueNs;
      const when =
        lateNs < 0
          ? `at ${short(timer.dueNs)}`
          : lateNs < 1e6
            ? 'is due'
            : `${durationText(lateNs, 2)} late`;
      return { text: `${timer.name}() ${when}`, look: 'waits' };
    }),
  ]);
}

/** As few digits as it takes: `1.0 s`, `1.5 s`, `0.999 s`. */
const short = (timeNs: number): string => shortMoment(timeNs, 3);

const rowName = (name: string): string => (name === 'port' ? 'listen' : name);

function askLines(world: World): CellLine[] {
  const asked = world.interest.filter(({ name }) => name !== 'waker');
  const reads = asked.filter((row) => row.reading).map(({ name }) => rowName(name));
  const writes = asked.filter((row) => row.writing).map(({ name }) => rowName(name));
  const look = world.asking ? 'now' : 'waits';
  const lines: CellLine[] = [];
  if (reads.length > 0) lines.push({ text: `readable? ${reads.join(', ')}`, look });
  if (writes.length > 0) lines.push({ text: `writable? ${writes.join(', ')}`, look });
  if (world.asking && writes.length === 0) {
    const next = Math.min(...world.timers.map((timer) => timer.dueNs));
    lines.push({
      text: Number.isFinite(next) ? `asleep until then, or ${short(next)}` : 'asleep',
      look,
    });
  }
  return orNone(lines, 'nobody to ask about');
}

/** Whom an event of the last station serves. */
function served(event: RecordedEvent): string | null {
  if (event.kind === 'recv' || event.kind === 'send') {
    return `${event.kind === 'recv' ? 'read' : 'send'} ${event.conn}`;
  }
  return event.kind === 'accept' ? 'read port' : null;
}

function runLines({ events }: Recording, world: World): CellLine[] {
  const asked = events.findLastIndex((event, i) => i <= world.index && event.kind === 'select');
  const answer = events[asked];
  if (world.reactor.station !== 'run' || answer?.kind !== 'select') return orNone([], 'nobody yet');
  const jobs = [
    ...answer.readable.filter((name) => name !== 'waker').map((name) => `read ${name}`),
    ...answer.writable.map((name) => `send ${name}`),
  ];
  const last = events
    .slice(asked + 1, world.index + 1)
    .map(served)
    .findLast((job) => job !== null);
  const at = last === undefined || last === null ? -1 : jobs.indexOf(last);
  return orNone(
    jobs.map((job, i) => ({
      text: jobText(job),
      look: i < at ? 'done' : i === at ? 'now' : 'waits',
    })),
    'nobody was ready',
  );
}

function jobText(job: string): string {
  return job === 'read port' ? 'listen: accept' : job;
}

/** What the cells hold in words, for those who hear it. */
export function describeCells(lines: Record<Station, CellLine[]>): string {
  const words = (station: Station): string => lines[station].map(({ text }) => text).join(', ');
  return `Thread calls: ${words('threadCalls')}. Timers: ${words('timers')}. Asked: ${words('ask')}. Ready: ${words('run')}.`;
}
