import { durationText, momentText, settingText } from '../../src/player/measures/durations';
import { waitsOf } from '../../src/player/measures/waits';
import type { EventOf, RecordedEvent, VirtualNs } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { causeOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const { events } = recording;
  const found: Record<string, string> = {
    block: values.block === 0 ? 'no time' : settingText(values.block!, 's'),
    idle: settingText(values.idle!, 's'),
    where: recording.variant === 'timer' ? 'A timer' : 'C’s handler',
  };
  const ticked = causeOf<'print'>(recording, 'one-tick');
  if (ticked) {
    const lateNs = ticked.timeNs - tickDueNs(events, ticked);
    const missed = Math.floor(lateNs / NS_PER_SECOND) + 1;
    found.tickLate = durationText(lateNs);
    found.ticks = missed > 1 ? `not ${missed} times` : 'as it would have';
  }
  const dropped = causeOf<'abortConnection'>(recording, 'overdue');
  if (dropped) {
    const lateNs = dropped.timeNs - idleDueNs(events, dropped, values);
    found.overdue = lateNs === 0 ? 'due' : `overdue by ${durationText(lateNs)}`;
  }
  const closed = causeOf<'sockClose'>(recording, 'thrown-away');
  if (closed) found.unread = pings(unreadOf(events, closed));
  const read = causeOf<'recv'>(recording, 'survived') ?? causeOf<'recv'>(recording, 'in-time');
  if (read) found.read = pings(read.n ?? 0);
  const answered = causeOf<'client.recv'>(recording, 'lives');
  if (answered) found.aLate = durationText(longestWaitNs(recording, answered));
  const greeted = causeOf<'client.recv'>(recording, 'greeted');
  if (greeted) {
    const connects = events.find((e) => e.kind === 'client.connect' && e.conn === 'D')!;
    found.dConnects = momentText(connects.timeNs);
    found.dGreeted = momentText(greeted.timeNs);
  }
  return found;
}

/** Whether A's first connection was dropped as idle, and when; null when it was not. */
export function dropOfA(recording: Recording): EventOf<'abortConnection'> | null {
  const drop = recording.events.find(
    (e): e is EventOf<'abortConnection'> => e.kind === 'abortConnection' && e.conn === 'A',
  );
  return drop ?? null;
}

/** When the timer that printed was due: the last `callLater` of its name before it, from its delay. */
function tickDueNs(events: readonly RecordedEvent[], printed: RecordedEvent): VirtualNs {
  const index = events.indexOf(printed);
  const due = events
    .slice(0, index)
    .findLast((e): e is EventOf<'callLater'> => e.kind === 'callLater' && /tick/.test(e.name));
  return due?.dueNs ?? printed.timeNs;
}

/** When A's idle timer was due: IDLE after its last line was handled. */
function idleDueNs(
  events: readonly RecordedEvent[],
  drop: RecordedEvent & { conn: string | null },
  values: Values,
): VirtualNs {
  const heard = events
    .slice(0, events.indexOf(drop))
    .findLast((e) => e.kind === 'handlerEnd' && e.conn === drop.conn);
  return (heard?.timeNs ?? 0) + values.idle! * NS_PER_SECOND;
}

/** Bytes of a connection that were in the kernel, unread, when its socket was closed. */
function unreadOf(events: readonly RecordedEvent[], closed: EventOf<'sockClose'>): number {
  let unread = 0;
  for (const event of events.slice(0, events.indexOf(closed))) {
    if (event.kind === 'net.arrive' && event.conn === closed.conn) unread += event.n;
    if (event.kind === 'recv' && event.conn === closed.conn) unread -= event.n ?? 0;
  }
  return unread;
}

/** A ping is six bytes: `ping` CR LF. */
function pings(bytes: number): string {
  const n = Math.round(bytes / 6);
  return n === 1 ? 'one waiting ping' : `${n} waiting pings`;
}

function longestWaitNs(recording: Recording, answer: RecordedEvent): VirtualNs {
  const index = recording.events.indexOf(answer);
  const waits = waitsOf(recording).filter((w) => w.answeredIndex === index);
  return Math.max(0, ...waits.map((w) => w.answeredNs! - w.sentNs));
}
