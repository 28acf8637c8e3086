import { secondsOf } from '../player/measures/durations';
import { beatsOf } from '../player/playback/steps';
import { formatWait, longestWaits, waitsOf } from '../player/measures/waits';
import { MATCHED_IN_ORDER } from '../player/measures/why';
import type { Recording } from '../recording/recording';
import { formatTyped } from '../scenario/typed';
import type { Taught, Values } from '../scenario/types';
import { phrase } from './phrases';
import { table } from './table';

/** A run in words: what it was, what happened and when, and how long each client waited. */
export function account(recording: Recording, scenario: Taught): string {
  return [heading(recording, scenario), happenings(recording, scenario), waits(recording)].join(
    '\n',
  );
}

function heading(recording: Recording, scenario: Taught): string {
  const values = Object.entries(recording.parameters ?? {}).map(([id, value]) => {
    const unit = scenario.parameters[id]?.unit ?? '';
    const { word } = scenario.parameters[id] ?? {};
    if (word !== undefined) return `${id} ${word.write(value as number)}`;
    return `${id} ${value}${unit === '' ? '' : ` ${unit}`}`;
  });
  const end = recording.end === null ? 'stopped' : recording.end;
  const facts = [
    `variant ${recording.variant ?? scenario.variants[0].id}`,
    ...values,
    ...('reactor' in scenario.parameters ? [] : [`reactor ${recording.reactor}`]),
    ...(recording.seed === undefined ? [] : [`seed ${recording.seed}`]),
    ...(recording.typed ?? []).map((line) => `typed ${formatTyped(line)}`),
    `${recording.events.length} events`,
    `end: ${end}`,
  ];
  return `${scenario.title} (${scenario.id})\n${facts.join(', ')}\n`;
}

function happenings(recording: Recording, scenario: Taught): string {
  const rows: string[][] = [];
  const row = (timeNs: number, turn: number, said: [string, string] | null): void => {
    if (said !== null) rows.push([secondsOf(timeNs, 3), String(turn), ...said]);
  };
  const beats = [...beatsOf(recording)];
  recording.events.forEach((event, index) => {
    row(event.timeNs, event.turn, phrase(event));
    while (beats[0]?.event === index) {
      const { id, timeNs } = beats.shift()!;
      row(timeNs, event.turn, told(id, recording, scenario));
    }
  });
  return table(
    [
      { head: 'seconds', align: 'right' },
      { head: 'turn', align: 'right' },
      { head: 'who' },
      { head: 'what' },
    ],
    rows,
  );
}

/** A beat: what the page's caption says there. */
function told(id: string, recording: Recording, scenario: Taught): [string, string] {
  const values = recording.parameters as Values;
  const caption = scenario.beats.find((beat) => beat.id === id)?.caption(recording, values);
  return ['story', `* ${caption ?? id}`];
}

function waits(recording: Recording): string {
  const rows = longestWaits(recording).map((wait) => [wait.client, formatWait(wait)]);
  const inOrder =
    recording.causes === undefined && waitsOf(recording).some(({ matched }) => matched === 'order');
  const note = inOrder ? `${MATCHED_IN_ORDER}\n` : '';
  return `Waits\n${note}${table([{ head: 'client' }, { head: 'longest wait', align: 'right' }], rows)}`;
}
