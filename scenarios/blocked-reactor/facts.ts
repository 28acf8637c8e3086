import type { EventOf, RecordedEvent } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { durationText, momentText, secondsOf } from '../../src/player/measures/durations';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { waitsOf } from '../../src/player/measures/waits';
import { worldAt } from '../../src/player/world/world';
import type { Wait } from '../../src/player/world/world.types';
import { listed, NS_PER_SECOND } from '../../src/scenario/units';
import { causeIndex, causeOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const found: Record<string, string> = { block: secondsOf(values.block! * NS_PER_SECOND) };

  const answered = causeOf<'client.recv'>(recording, 'answered');
  if (answered) {
    found.first = answered.conn!;
    found.firstWait = durationText(waitAnsweredAt(recording, answered)!);
  }
  const ended = reportEnd(recording);
  if (ended) found.end = momentText(ended.timeNs);

  const piled = causeOf<'net.arrive'>(recording, 'piling-up');
  if (piled) found.piler = piled.conn!;
  const knocked = causeOf<'net.acceptable'>(recording, 'knocking');
  if (knocked) found.knocker = knocked.conn!;
  const unasked = causeIndex(recording, 'nobody-asks');
  if (unasked >= 0) found.ready = listed(readyNames(recording, unasked));

  const read = causeOf<'dataReceived'>(recording, 'one-read');
  if (read) {
    found.reader = read.conn!;
    found.lines = inWords(read.data.split('\r\n').length - 1);
    found.readBytes = String(read.n);
  }
  const together = causeOf<'client.recv'>(recording, 'together');
  if (together) {
    found.answeredAt = momentText(together.timeNs);
    found.held = listed(heldClients(recording));
  }
  const alone = causeOf<'client.recv'>(recording, 'alone');
  if (alone) found.cWait = durationText(waitAnsweredAt(recording, alone)!);

  const free = causeOf<'client.recv'>(recording, 'meanwhile');
  if (free) {
    found.free = free.conn!;
    found.freeWait = durationText(waitAnsweredAt(recording, free)!);
  }
  const reported = causeOf<'client.recv'>(recording, 'report-sent');
  if (reported) found.cOwnWait = durationText(waitAnsweredAt(recording, reported)!);

  found.shortly =
    values.block === 0 ? 'without a pause' : `after ${durationText(values.block! * NS_PER_SECOND)}`;
  const late = causeOf<'client.recv'>(recording, 'nobody-waited');
  if (late) found.dWait = durationText(waitAnsweredAt(recording, late)!);
  return found;
}

/** The end of C's handler, which is the end of the block. */
export function reportEnd(recording: Recording): EventOf<'handlerEnd'> | undefined {
  return recording.events.find(
    (e): e is EventOf<'handlerEnd'> => e.kind === 'handlerEnd' && e.what === 'REPORT',
  );
}

/** Clients that the block made wait noticeably, in the order of their names. */
export function heldClients(recording: Recording): string[] {
  const end = reportEnd(recording)?.timeNs ?? 0;
  const held = waitsOf(recording).filter(
    (w) => w.sentNs <= end - NOTICEABLE_NS && w.answeredNs !== null && w.answeredNs > end,
  );
  return [...new Set(held.map((w) => w.client))].sort();
}

function waitAnsweredAt(recording: Recording, answer: RecordedEvent): number | undefined {
  const index = recording.events.indexOf(answer);
  const wait = waitsOf(recording).find((w: Wait) => w.answeredIndex === index);
  return wait && wait.answeredNs! - wait.sentNs;
}

function readyNames(recording: Recording, index: number): string[] {
  const names = worldAt(recording, index)
    .interest.filter((row) => row.readableNow)
    .map((row) => row.name);
  const clients = names.filter((name) => name !== 'port' && name !== 'waker');
  return names.includes('port') ? [...clients, 'the listener'] : clients;
}

function inWords(n: number): string {
  return ['no', 'one', 'two', 'three', 'four', 'five', 'six'][n] ?? String(n);
}
