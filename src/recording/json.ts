import type { RecordedEvent, VirtualNs } from './events';
import { beatsToWire } from './beats';
import { wireNames } from './eventTable';
import { recordingFormat, recordingVersion } from './header';
import { interestTracker } from './interest';
import type { Recording } from './recording';

export { parseRecording, checkRecordingSize, maxRecordingBytes, RecordingError } from './parse';
export { interestSets } from './interest';

const NS_PER_MS = 1_000_000;

/** An event as a file holds it: `t` and times in ms, `i` the turn, `thr` the thread. */
export type WireEvent = Record<string, unknown>;

/** Nanoseconds as milliseconds: exact to the nanosecond, whole where the time is whole. */
export function nsToMs(timeNs: VirtualNs): number {
  return timeNs / NS_PER_MS;
}

/**
 * The events as files hold them, under the oracle's names. `selectEnter` gets its interest sets written out.
 * A field without a value is left out, except `conn` and `timeout`, where null means something.
 */
export function eventsToWire(recording: Recording): WireEvent[] {
  const tracker = interestTracker(recording);
  return recording.events.map((event) => {
    const wire = toWire(event);
    tracker.see(event);
    if (leavesSetsOut(event)) {
      const { reads, writes } = tracker.sets();
      wire['reads'] = [...reads];
      wire['writes'] = [...writes];
    }
    return wire;
  });
}

const leavesSetsOut = (event: RecordedEvent): boolean =>
  event.kind === 'selectEnter' && event.reads === undefined;

function toWire(event: RecordedEvent): WireEvent {
  const wire: WireEvent = { t: nsToMs(event.timeNs), i: event.turn, kind: event.kind };
  if (event.thread !== undefined) wire['thr'] = event.thread;
  const fields = event as unknown as WireEvent;
  for (const field in fields) {
    if (field === 'timeNs' || field === 'turn' || field === 'kind' || field === 'thread') continue;
    const value = fields[field];
    const name = Object.hasOwn(wireNames, field) ? wireNames[field]! : field;
    if (value === undefined) continue;
    if (value === null && name !== 'conn' && name !== 'timeout') continue;
    wire[name] = name !== field && typeof value === 'number' ? nsToMs(value) : value;
  }
  return wire;
}

/**
 * The recording as one JSON document, one event a line. Equal recordings give identical text.
 * Times are milliseconds; a field that a header does not have is left out.
 */
export function recordingToJson(recording: Recording): string {
  return [...recordingJsonParts(recording)].join('');
}

/** How long a part of a document is, about: some write calls for each MB, not one for each event. */
const PART_SIZE = 250_000;

/** The text of `recordingToJson` in parts: a long recording as one text would take a lot of memory. */
export function* recordingJsonParts(recording: Recording): Generator<string, void> {
  let part = `${JSON.stringify(headerOf(recording)).slice(0, -1)},"events":[\n`;
  const tracker = interestTracker(recording);
  const listText = listTexts();
  let separator = '';
  for (const event of recording.events) {
    tracker.see(event);
    part += separator;
    const text = JSON.stringify(toWire(event));
    if (leavesSetsOut(event)) {
      const { reads, writes } = tracker.sets();
      part += `${text.slice(0, -1)},"reads":${listText(reads)},"writes":${listText(writes)}}`;
    } else {
      part += text;
    }
    separator = ',\n';
    if (part.length < PART_SIZE) continue;
    yield part;
    part = '';
  }
  part += '\n]';
  if (recording.causes !== undefined) {
    part += ',"causes":[';
    for (const [i, pair] of recording.causes.entries()) {
      part += `${i === 0 ? '' : ','}${JSON.stringify(pair)}`;
      if (part.length < PART_SIZE) continue;
      yield part;
      part = '';
    }
    part += ']';
  }
  const { beats, events } = recording;
  const told = beats === undefined ? '' : `,"beats":${JSON.stringify(beatsToWire(beats, events))}`;
  yield `${part}${told}}\n`;
}

/** The sets hardly change from turn to turn: the text of a list is made once. */
function listTexts(): (list: readonly string[]) => string {
  const texts = new WeakMap<readonly string[], string>();
  return (list) => {
    const known = texts.get(list);
    if (known !== undefined) return known;
    const text = JSON.stringify(list);
    texts.set(list, text);
    return text;
  };
}

function headerOf(recording: Recording): object {
  const { scenario, workload, variant, parameters, seed, typed } = recording;
  const { net, reactor, readyOrder, end, mode, recorder } = recording;
  return {
    format: recordingFormat,
    version: recordingVersion,
    mode,
    scenario,
    workload,
    variant,
    parameters,
    seed,
    typed,
    net,
    reactor,
    readyOrder,
    recorder,
    end,
    count: recording.events.length,
  };
}
