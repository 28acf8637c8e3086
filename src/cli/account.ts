import { formatWait, longestWaits } from '../player/waits';
import type { Recording } from '../recording/recording';
import type { Scenario } from '../scenario/types';
import { phrase } from './phrases';
import { table } from './table';

/** A run in words: what it was, what happened and when, and how long each client waited. */
export function account(recording: Recording, scenario: Scenario): string {
  return [heading(recording, scenario), happenings(recording), waits(recording)].join('\n');
}

function heading(recording: Recording, scenario: Scenario): string {
  const values = Object.entries(recording.parameters ?? {}).map(([id, value]) => {
    const unit = scenario.parameters[id]?.unit ?? '';
    return `${id} ${value}${unit === '' ? '' : ` ${unit}`}`;
  });
  const end = recording.end === null ? 'stopped' : recording.end;
  const facts = [
    `variant ${recording.variant ?? scenario.variants[0].id}`,
    ...values,
    `reactor ${recording.reactor}`,
    ...(recording.seed === undefined ? [] : [`seed ${recording.seed}`]),
    `${recording.events.length} events`,
    `end: ${end}`,
  ];
  return `${scenario.title} (${scenario.id})\n${facts.join(', ')}\n`;
}

function happenings(recording: Recording): string {
  const rows: string[][] = [];
  for (const event of recording.events) {
    const said = phrase(event);
    if (said === null) continue;
    rows.push([(event.timeNs / 1e9).toFixed(3), String(event.turn), ...said]);
  }
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

function waits(recording: Recording): string {
  const rows = longestWaits(recording).map((wait) => [wait.client, formatWait(wait)]);
  return `Waits\n${table([{ head: 'client' }, { head: 'longest wait', align: 'right' }], rows)}`;
}
