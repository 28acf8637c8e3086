import { durationText, momentText } from '../../../player/measures/durations';
import type { RecordedEvent, VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';
import type { Engine, Picture } from '../../../scenario/picture';

/** Something of the run, and when. */
interface Happened {
  index: number;
  timeNs: VirtualNs;
}

/** The Deferred that is the answer to what a client asks for: when it came to be, and what became of it. */
export interface TrackRun {
  /** The handler of the question begins, and returns. */
  asked: Happened | null;
  returned: Happened | null;
  /** The value goes in, and what does it; null where no Deferred is fired. */
  fired: (Happened & { by: Engine; conn: string | null }) | null;
  /** The function to be called is added. */
  added: Happened | null;
  /** It is called: the answer is written. */
  written: (Happened & { text: string }) | null;
  /** What was called has returned: `sendLine` gives None, and that is d's result from then on. */
  ran: Happened | null;
  /** The client has it. */
  got: Happened | null;
  /** When a timer is due that fires it; null where none does. */
  dueNs: VirtualNs | null;
}

const cache = new WeakMap<Recording, { client: string; run: TrackRun }>();

/** The track of the first thing that `client` asks for. */
export function trackOf(recording: Recording, client: string): TrackRun {
  const found = cache.get(recording);
  if (found?.client === client) return found.run;
  const run = findTrack(recording, client);
  cache.set(recording, { client, run });
  return run;
}

function findTrack({ events }: Recording, client: string): TrackRun {
  const at = (index: number): Happened | null =>
    index < 0 ? null : { index, timeNs: events[index]!.timeNs };
  const after = (from: Happened | null, test: (event: RecordedEvent) => boolean): number =>
    from === null ? -1 : events.findIndex((event, i) => i > from.index && test(event));
  const of = (kind: RecordedEvent['kind']) => (event: RecordedEvent) =>
    event.kind === kind && (event as { conn?: unknown }).conn === client;

  const asked = at(events.findIndex(of('handlerStart')));
  const returned = at(after(asked, of('handlerEnd')));
  const writtenAt = after(asked, of('write'));
  const write = events[writtenAt];
  const written =
    write?.kind === 'write' ? { ...at(writtenAt)!, text: write.data.replace(/\r\n$/, '') } : null;
  const firedAt =
    written === null || asked === null
      ? -1
      : events.findLastIndex(
          (e, i) => i > asked.index && i < written.index && e.kind === 'deferredFire',
        );
  const inHandler = (index: number): boolean => returned !== null && index < returned.index;
  const timer = inHandler(firedAt) ? undefined : firingTimer(events, firedAt);
  return {
    asked,
    returned,
    fired:
      firedAt < 0
        ? null
        : {
            ...at(firedAt)!,
            ...(inHandler(firedAt) ? { by: 'none', conn: null } : engineOf(events, firedAt)),
          },
    added: written !== null && inHandler(written.index) ? written : returned,
    written,
    ran: at(after(written, ({ kind }) => kind === 'handlerEnd' || kind === 'iteration')),
    got: at(after(written, of('client.recv'))),
    dueNs: timer?.kind === 'callLater' ? timer.dueNs : null,
  };
}

/** What the reactor runs when the Deferred fires: a timer, a call from a thread, or a handler of another connection. */
function engineOf(
  events: readonly RecordedEvent[],
  firedAt: number,
): { by: Engine; conn: string | null } {
  for (let i = firedAt; i >= 0; i--) {
    const event = events[i]!;
    if (event.kind === 'timerFire') return { by: 'timer', conn: null };
    if (event.kind === 'fromThreadRun') return { by: 'thread', conn: null };
    if (event.kind === 'handlerStart') return { by: 'network', conn: event.conn };
  }
  return { by: 'none', conn: null };
}

function firingTimer(events: readonly RecordedEvent[], firedAt: number): RecordedEvent | undefined {
  const fires = events.findLast(
    (e, i) => i < firedAt && (e.kind === 'timerFire' || e.kind === 'selectEnter'),
  );
  if (fires?.kind !== 'timerFire') return undefined;
  return events.find((e) => e.kind === 'callLater' && e.id === fires.id);
}

/** How far it is at an event. `plain`: there is no Deferred, only a call that takes its time. */
export type Stage = 'before' | 'plain' | 'laying' | 'waiting' | 'fired' | 'called' | 'done';

export interface TrackNow {
  stage: Stage;
  engine: Engine;
  /** In the slot: what it holds, and why, or who is to fill it. */
  slot: { head: string; sub: string };
  /** The function that is to be called has been added. */
  hasCar: boolean;
  /** What it is called with, and then is on its way to the client; empty before. */
  value: string;
  /** What a Deferred is made of, as it is now; the first that fits. */
  inside: readonly string[];
  passedNs: VirtualNs;
  heldNs: VirtualNs;
  cpuNs: VirtualNs;
}

const reached = (moment: Happened | null, index: number): boolean =>
  moment !== null && index >= moment.index;

/** The track after event `index`, at `timeNs`. */
export function trackNow(
  recording: Recording,
  index: number,
  timeNs: VirtualNs,
  { client, car, plain, engines }: Picture<'rails'>,
): TrackNow {
  const run = trackOf(recording, client);
  const isPlain = recording.variant === plain;
  const engine =
    engines.find(({ variant }) => variant === recording.variant)?.engine ?? ('none' as const);
  const stage = stageOf(run, index, isPlain);
  const hasCar = !isPlain && reached(run.added, index);
  const value = reached(run.fired ?? run.written, index) ? (run.written?.text ?? '') : '';
  return {
    stage,
    engine,
    slot: slotWords(run, stage, engine),
    hasCar,
    value,
    inside: insideWords(
      stage,
      hasCar && !reached(run.written, index) ? car : null,
      reached(run.ran, index) ? 'None' : value,
    ),
    ...times(recording, run, index, timeNs),
  };
}

function stageOf(run: TrackRun, index: number, isPlain: boolean): Stage {
  if (!reached(run.asked, index)) return 'before';
  if (reached(run.got, index)) return 'done';
  if (reached(run.written, index)) return 'called';
  if (isPlain) return 'plain';
  if (reached(run.fired, index)) return 'fired';
  return reached(run.returned, index) ? 'waiting' : 'laying';
}

function slotWords(run: TrackRun, stage: Stage, engine: Engine): TrackNow['slot'] {
  if (stage === 'before') return { head: 'not asked for yet', sub: '' };
  if (stage === 'plain') return { head: 'no Deferred', sub: 'a call that takes its time' };
  if (stage === 'laying') return { head: 'empty', sub: 'the call still runs' };
  if (stage === 'waiting') return { head: 'empty', sub: waitsFor(run, engine) };
  const { fired, written } = run;
  const by = fired?.by ?? 'none';
  const who = {
    none: 'by the call itself',
    timer: 'by the timer',
    network: `by ${fired?.conn ?? 'another'}’s line`,
    thread: 'by the worker’s result',
  }[by];
  return {
    head: written?.text ?? '',
    sub: fired === null ? 'from the call' : `${who}, ${momentText(fired.timeNs)}`,
  };
}

function waitsFor(run: TrackRun, engine: Engine): string {
  if (engine === 'timer' && run.dueNs !== null) return `due at ${momentText(run.dueNs)}`;
  if (engine === 'network') return `${run.fired?.conn ?? 'another'} is at it`;
  if (engine === 'thread') return 'a worker is at it';
  return 'nobody fires it';
}

/** @param value d's result; empty as long as it has none. */
function insideWords(stage: Stage, car: string | null, value: string): readonly string[] {
  if (stage === 'before') return [''];
  if (stage === 'plain') return ['No d here: the value comes back from the call.'];
  const list = `[${car ?? ''}]`;
  const result = value === '' ? 'none' : value;
  return [
    `All that is in d: called = ${value === '' ? 'False' : 'True'}, callbacks = ${list}, result: ${result}. No thread, no timer.`,
    `In d: callbacks = ${list}, result: ${result}. No thread, no timer.`,
    `In d: ${list}, result: ${result}. No thread.`,
    `In d: ${list}, result: ${result}`,
  ];
}

/** From the question to now, or to when the value is there: what passed, and what the reactor thread did with it. */
function times(
  { events }: Recording,
  run: TrackRun,
  index: number,
  timeNs: VirtualNs,
): Pick<TrackNow, 'passedNs' | 'heldNs' | 'cpuNs'> {
  const { asked } = run;
  if (!reached(asked, index)) return { passedNs: 0, heldNs: 0, cpuNs: 0 };
  const over = run.fired ?? run.written;
  const endNs = Math.min(timeNs, over?.timeNs ?? Infinity);
  let [heldNs, cpuNs] = [0, 0];
  for (let i = asked!.index; i <= index; i++) {
    const event = events[i]!;
    if (event.kind !== 'block' && event.kind !== 'cpu') continue;
    const spentNs = Math.max(0, Math.min(event.durationNs, endNs - event.timeNs));
    if (event.thread === undefined) heldNs += spentNs;
    if (event.kind === 'cpu') cpuNs += spentNs;
  }
  return { passedNs: endNs - asked!.timeNs, heldNs, cpuNs };
}

/** The picture in words, for those who hear it. */
export function describeTrack(now: TrackNow, client: string): string {
  const { slot, inside, passedNs, heldNs, cpuNs } = now;
  const slotText = slot.sub === '' ? slot.head : `${slot.head}, ${slot.sub}`;
  return [
    `Track for ${client}. Slot: ${slotText}`,
    ...(inside[0] === '' ? [] : [inside[0]]),
    `Time that passed ${durationText(passedNs)}, thread held ${durationText(heldNs)}, the processor worked ${durationText(cpuNs)}`,
  ].join('. ');
}
