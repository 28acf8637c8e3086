import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventFields, wireNames, type FieldType } from '../../src/recording/fields';
import { eventsToWire, maxRecordingBytes, parseRecording } from '../../src/recording/json';
import type { EventKind } from '../../src/recording/events';

const page = readFileSync(new URL('../../src/recording/FORMAT.md', import.meta.url), 'utf8');
const [opening = '', ...entries] = page.split(/^### /m);

/** What the page calls each type. */
const units: Record<string, readonly string[]> = {
  conn: ['name or null'],
  text: ['text'],
  int: ['number', 'bytes'],
  bool: ['true or false'],
  names: ['names'],
  ns: ['ms'],
  'ns|null': ['ms or null'],
  'int|text': ['number or text'],
  any: ['anything'],
};

interface Entry {
  kind: EventKind;
  about: string;
  fields: { name: string; unit: string; isOptional: boolean; meaning: string }[];
  example: Record<string, unknown>;
}

function entryOf(text: string): Entry {
  const kind = /^`([^`]+)`/.exec(text)?.[1] ?? '';
  const lines = text.split('\n').slice(1);
  const about = lines.find((line) => line.trim() !== '') ?? '';
  const fields = lines
    .map((line) => /^- `([^`]+)` \(([^)]+?)(, may be missing)?\): (.+)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name = '', unit = '', missing, meaning = '']) => {
      return { name, unit, isOptional: missing !== undefined, meaning };
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

  it('has one entry for each kind of event, and no other', () => {
    const kinds = documented.map(({ kind }) => kind);
    expect([...kinds].sort()).toEqual(Object.keys(eventFields).sort());
  });

  it.each(documented)('says of $kind what the types say', ({ kind, about, fields, example }) => {
    expect(about).toMatch(/\.$/);
    const types = Object.entries(eventFields[kind] as Record<string, FieldType>);
    expect(fields.map(({ name }) => name)).toEqual(
      types.map(([field]) => wireNames[field] ?? field),
    );
    types.forEach(([, type], i) => {
      const { unit, isOptional } = fields[i]!;
      expect(units[type.replace('?', '')]).toContain(unit);
      expect(isOptional).toBe(type.endsWith('?'));
    });
    const known = ['t', 'i', 'kind', 'thr', ...fields.map(({ name }) => name)];
    expect(known).toEqual(expect.arrayContaining(Object.keys(example)));
    expect(example['kind']).toBe(kind);
    const recording = parseRecording({ events: [example] });
    expect(eventsToWire(recording)).toEqual([example]);
  });

  it('tells the largest size that is opened', () => {
    expect(opening).toContain(`${maxRecordingBytes / 1024 / 1024} MB`);
  });
});
