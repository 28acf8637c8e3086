import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { causeRole } from '../../src/recording/causes';
import {
  choices,
  eventTable,
  wireNames,
  type FieldType,
  type FieldValues,
} from '../../src/recording/eventTable';
import { eventsToWire, maxRecordingBytes, parseRecording } from '../../src/recording/json';
import type { EventKind } from '../../src/recording/events';

const page = readFileSync(new URL('../../src/recording/FORMAT.md', import.meta.url), 'utf8');
const [opening = '', ...entries] = page.split(/^### /m);

/** A choice in words: `up`, `down` or `both`. */
const orOf = (texts: readonly string[]): string =>
  texts
    .map((text) => `\`${text}\``)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' or ');

/** What the page calls each type. */
const units: Record<keyof FieldValues, string> = {
  conn: 'name or null',
  text: 'text',
  int: 'number',
  bytes: 'bytes',
  bool: 'true or false',
  names: 'names',
  ns: 'ms',
  'ns|null': 'ms or null',
  'int|text': 'number or text',
  any: 'anything',
  way: orOf(choices.way),
  side: orOf(choices.side),
  box: orOf(choices.box),
  known: orOf(choices.known),
  why: orOf(choices.why),
};

interface Entry {
  kind: EventKind;
  about: string;
  fields: { name: string; unit: string; isOptional: boolean }[];
  example: Record<string, unknown>;
}

function entryOf(text: string): Entry {
  const kind = /^`([^`]+)`/.exec(text)?.[1] ?? '';
  const lines = text.split('\n').slice(1);
  const about = lines.find((line) => line.trim() !== '') ?? '';
  const fields = lines
    .map((line) => /^- `([^`]+)` \(([^)]+?)(, may be missing)?\): (.+)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name = '', unit = '', missing]) => {
      return { name, unit, isOptional: missing !== undefined };
    });
  const json = /```json\n([\s\S]+?)\n```/.exec(text)?.[1] ?? 'null';
  return { kind: kind as EventKind, about, fields, example: JSON.parse(json) as Entry['example'] };
}

const documented = entries.map(entryOf);

describe('the page about the format', () => {
  it('opens with a recording of twenty events that plays', () => {
    const json = /```json\n([\s\S]+?)\n```/.exec(opening)?.[1] ?? '';
    const recording = parseRecording(json);
    expect(recording.events).toHaveLength(20);
    expect(eventsToWire(recording)).toEqual((JSON.parse(json) as { events: object[] }).events);
  });

  it('has the table of events: its kinds in its order, the names and types of their fields', () => {
    const held = Object.entries(eventTable).map(([kind, fields]) => ({
      kind,
      fields: Object.entries(fields as Record<string, FieldType>).map(([field, type]) => ({
        name: wireNames[field] ?? field,
        unit: units[type.replace('?', '') as keyof FieldValues],
        isOptional: type.endsWith('?'),
      })),
    }));
    expect(documented.map(({ kind, fields }) => ({ kind, fields }))).toEqual(held);
  });

  it('says what each kind is, with an event that opens', () => {
    for (const { kind, about, fields, example } of documented) {
      expect(about, kind).toMatch(/\.$/);
      expect(example['kind']).toBe(kind);
      const known = ['t', 'i', 'kind', 'thr', ...fields.map(({ name }) => name)];
      expect(known, kind).toEqual(expect.arrayContaining(Object.keys(example)));
      const recording = parseRecording({ events: [example] });
      expect(eventsToWire(recording), kind).toEqual([example]);
    }
  });

  it('says of which kinds the two ends of a cause are', () => {
    const kindsIn = (text = ''): string[] =>
      [...text.matchAll(/`(\w+)`/g)].map(([, kind]) => kind!);
    const [, effects, deliveries] =
      /^`causes` is a list [\s\S]+?of the kinds ([\s\S]+?), and an earlier one [^(]+\(([^)]+)\)/m.exec(
        opening,
      ) ?? [];
    const kindsOf = (role: string): EventKind[] =>
      (Object.keys(eventTable) as EventKind[]).filter((kind) => causeRole(kind) === role);
    expect(kindsIn(effects).sort()).toEqual(kindsOf('effect').sort());
    expect(kindsIn(deliveries).sort()).toEqual(kindsOf('delivery').sort());
  });

  it('tells the largest size that is opened', () => {
    expect(opening).toContain(`${maxRecordingBytes / 1024 / 1024} MB`);
  });
});
