import { firstDifference } from './difference';
import { parseRecording } from '../../recording/parse';
import type { RecordedEvent } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { sourceOf } from '../../scenario/pythonLines';
import type { Scenario } from '../../scenario/types';
import { measured, type Making, type Run } from '../../session/run';
import { valuesIn, withValues } from './constants';
import type { Failed } from './engine/job';
import { tellable } from './story';
import { explained, saidOf, type Told } from './words';
import { grouped } from '../../recording/digits';

/** What came of a run of real Twisted: something to draw, something to say, or both. */
export interface Outcome {
  run: Run | null;
  told: Told | null;
}

/**
 * Reads what came out of the frame: a program of a reader's may have made it, so it goes through the one gate.
 *
 * @param source the file that ran.
 */
export function outcomeOf(
  scenario: Scenario,
  making: Making,
  source: string,
  text: string,
): Outcome {
  const found = JSON.parse(text) as object | Failed;
  if ('error' in found) return { run: null, told: explained(found.error, found.trouble) };
  if ('cut' in found) {
    const document = { reactor: making.reactor, events: found.events };
    const run = runOf(scenario, making, source, parseRecording(document));
    const what = `The run was stopped after ${cutAfter(found)}: it has more than is drawn here, or does not end.`;
    return { run, told: { what, line: null } };
  }
  const run = runOf(scenario, making, source, parseRecording(found));
  return { run, told: raisedIn(run.recording) };
}

function cutAfter({ cut, events }: Extract<Failed, { cut: string }>): string {
  return cut === 'output' ? '1,000,000 characters of output' : `${grouped(events.length)} events`;
}

/** An exception that Twisted logged, or that ended the file: the last one. */
function raisedIn({ events }: Recording): Told | null {
  let line: number | null = null;
  let told: Told | null = null;
  for (const event of events) {
    if (event.kind === 'line') line = event.line;
    else if (event.kind === 'logError') {
      told = { what: saidOf(event.error ?? 'Logged', event.message), line };
    } else if (event.kind === 'raised') {
      told = { what: saidOf(event.error, event.message ?? ''), line };
    }
  }
  return told;
}

/** The scenario's own run that real Twisted made: as one of the simulator's, with its story. */
function runOf(scenario: Scenario, making: Making, source: string, traced: Recording): Run {
  const { variantId, values, seed, typed } = making;
  const recording: Recording = {
    ...traced,
    scenario: scenario.id,
    variant: variantId,
    parameters: values,
    seed,
    ...(typed.length === 0 ? {} : { typed }),
    events: fromTheServerOn(traced.events),
  };
  delete recording.workload;
  const variant = scenario.variants.find(({ id }) => id === variantId)!;
  const beats = saysValues(scenario, making, source)
    ? tellable(scenario, recording, values, source)
    : [];
  const isEdited = source !== withValues(scenario, sourceOf(variant, values), values);
  const run = { ...measured({ ...recording, beats }), making, source };
  return isEdited ? { ...run, isChanged: true } : run;
}

/** Without the lines that only define and import: what runs last before the reactor does is the first. */
function fromTheServerOn(events: readonly RecordedEvent[]): RecordedEvent[] {
  const first = events.findIndex(({ kind }) => kind !== 'line');
  return events.slice(Math.max(0, first - 1));
}

/** Whether the file has the values that captions take as given: a reader may have written a number that no slider has. */
function saysValues(scenario: Scenario, { variantId, values }: Making, source: string): boolean {
  const variant = scenario.variants.find(({ id }) => id === variantId)!;
  const own = valuesIn(scenario, source);
  return Object.keys(valuesIn(scenario, variant.python)).every((id) => own[id] === values[id]);
}

/** Whether the simulator makes the same of it: in words, for a file that nobody edited. */
export function comparedWithSimulator(ours: Run, run: Run): string {
  const difference = firstDifference(ours.recording, run.recording);
  const count = grouped(run.recording.events.length);
  return difference === null
    ? `Real Twisted made these ${count} events, and the simulator the same, one for one.`
    : `Real Twisted and the simulator differ from event ${difference + 1} on.`;
}
