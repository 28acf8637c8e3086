import { durationText, momentText, secondsOf } from '../../src/player/measures/durations';
import { waitsOf } from '../../src/player/measures/waits';
import type { RecordedEvent } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { causeOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { listed, NS_PER_SECOND } from '../../src/scenario/units';
import { heldClients, reportEnd } from '../blocked-reactor/facts';

/** What the handler asks of report(), in each variant. */
const CALLS: Readonly<Record<string, string>> = {
  deferred: 'report() makes a Deferred first',
  maybe: 'maybeDeferred calls report() for a Deferred',
  inline: 'report() is an inlineCallbacks generator',
  await: 'report() is a coroutine, with await',
  blocking: 'report() is a plain function',
  timer: 'report() sets a timer, as deferLater does',
  network: 'report() asks another program, and is done',
  thread: 'report() calls deferToThread',
};

const AS_BEFORE: Readonly<Record<string, string>> = {
  deferred: 'as it would without a Deferred',
  maybe: 'and there is no Deferred yet',
  inline: 'and the yield is not even reached',
  await: 'and the await is not even reached',
  blocking: 'and here is no Deferred',
};

/** Who is to fire the Deferred, and who has. */
const ENGINES: Readonly<Record<string, { is: string; did: string }>> = {
  timer: { is: 'The reactor’s timer is the engine', did: 'the timer' },
  network: { is: 'Another program is the engine: D', did: 'D’s line' },
  thread: { is: 'A worker thread is the engine', did: 'the worker’s result' },
};

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const variant = recording.variant ?? 'deferred';
  const found: Record<string, string> = {
    block: secondsOf(values.block! * NS_PER_SECOND),
    took: durationText(values.block! * NS_PER_SECOND),
    calls: CALLS[variant]!,
    asBefore: AS_BEFORE[variant] ?? '',
    engine: ENGINES[variant]?.is ?? '',
    firedBy: ENGINES[variant]?.did ?? '',
    d: variant === 'blocking' ? 'A plain call' : 'd',
    backAs:
      variant === 'blocking'
        ? 'the rows come back, as late as that'
        : 'd comes back, fired already',
  };
  const ended = reportEnd(recording);
  if (ended) found.end = momentText(ended.timeNs);
  const piled = causeOf<'net.arrive'>(recording, 'piled');
  if (piled) found.piler = piled.conn!;
  const together = causeOf<'client.recv'>(recording, 'together');
  if (together) {
    found.answeredAt = momentText(together.timeNs);
    found.held = listed(heldClients(recording));
  }
  const free = causeOf<'client.recv'>(recording, 'meanwhile');
  if (free) {
    found.free = free.conn!;
    found.freeWait = durationText(waitAnsweredAt(recording, free));
  }
  const fired = causeOf<'deferredFire'>(recording, 'fired');
  if (fired) found.firedAt = momentText(fired.timeNs);
  const got = recording.events.find((e) => e.kind === 'client.recv' && e.conn === 'C');
  if (got) found.cWait = durationText(waitAnsweredAt(recording, got));
  return found;
}

function waitAnsweredAt(recording: Recording, answer: RecordedEvent): number {
  const index = recording.events.indexOf(answer);
  const wait = waitsOf(recording).find(({ answeredIndex }) => answeredIndex === index)!;
  return wait.answeredNs! - wait.sentNs;
}
