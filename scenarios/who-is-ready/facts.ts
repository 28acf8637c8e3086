import { durationText, momentText } from '../../src/player/measures/durations';
import { waitsOf } from '../../src/player/measures/waits';
import type { EventOf } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { causeOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { listed } from '../../src/scenario/units';
import { BULK_BYTES } from './people';
import { memoryText } from './memory';

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const { events } = recording;
  const others = values.clients! - 1;
  const found: Record<string, string> = {
    rows: String(values.clients! + 1),
    quiet: others === 1 ? 'other one' : `other ${others}`,
    clients: String(values.clients),
    who: recording.variant === 'select' ? 'the loop' : 'the reactor',
    Who: recording.variant === 'select' ? 'The loop' : 'The reactor',
    memory: memoryText(values.clients!),
    bulk: `${BULK_BYTES / 1000},000 bytes`,
  };
  const burst = causeOf<'select'>(recording, 'burst');
  if (burst) found.burst = many(burst.readable);
  const together = causeOf<'select'>(recording, 'together');
  if (together) {
    found.together = many(together.readable);
    found.ticked = String(together.readable.length);
  }
  const freed = causeOf<'recv'>(recording, 'freed');
  if (freed) found.freed = momentText(freed.timeNs);
  const woken = causeOf<'recv'>(recording, 'c-awake');
  if (woken) {
    const reads = events.filter((e) => e.kind === 'recv' && e.timeNs === woken.timeNs);
    found.woken = many([...new Set(reads.map((e) => (e as EventOf<'recv'>).conn!))].sort());
  }
  const awake = causeOf<'recv'>(recording, 'a-awake');
  if (awake) {
    const asleep = events.find((e) => e.kind === 'recvWait' && e.conn === 'A')!;
    found.slept = durationText(awake.timeNs - asleep.timeNs);
  }
  const late = causeOf<'client.recv'>(recording, 'late');
  if (late) {
    const index = events.indexOf(late);
    const waits = waitsOf(recording).filter((wait) => wait.answeredIndex === index);
    found.bWait = durationText(Math.max(...waits.map((wait) => wait.answeredNs! - wait.sentNs)));
  }
  const served = causeOf<'client.recv'>(recording, 'a-stuck');
  if (served) {
    const index = events.indexOf(served);
    const wait = waitsOf(recording).find(({ answeredIndex }) => answeredIndex === index)!;
    found.bWait = durationText(wait.answeredNs! - wait.sentNs);
  }
  return found;
}

/** `A and C`; more than four are counted. */
export function many(names: readonly string[]): string {
  return names.length > 4 ? `${names.length} clients` : listed(names);
}
