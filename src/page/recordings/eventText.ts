import { exactMs } from '../../player/measures/durations';
import type { RecordedEvent } from '../../recording/events';
import { shortText } from '../../stage/kit/text';

/** A longer value ends in an ellipsis. */
const MAX_VALUE = 32;
/** More fields than this are counted. */
const MAX_FIELDS = 12;
const AT = new Set(['timeNs', 'turn', 'kind', 'thread']);

/** An event as a list shows it: `recv` and `conn A, n 8, left 0`. Times are in ms. */
export function eventText(event: RecordedEvent): { kind: string; fields: string } {
  const fields: string[] = [];
  let more = 0;
  const own = event as unknown as Record<string, unknown>;
  for (const name of Object.keys(own)) {
    const value = own[name];
    if (AT.has(name) || value === undefined) continue;
    if (fields.length < MAX_FIELDS) fields.push(fieldText(shortText(name, MAX_VALUE), value));
    else more++;
  }
  if (more > 0) fields.push(`and ${more} more`);
  if (event.thread !== undefined) fields.push(`thread ${shortText(event.thread, MAX_VALUE)}`);
  return { kind: shortText(event.kind, MAX_VALUE + 8), fields: fields.join(', ') };
}

function fieldText(name: string, value: unknown): string {
  if (name.endsWith('Ns') && typeof value === 'number') {
    return `${name.slice(0, -2)} ${exactMs(value)}`;
  }
  return `${name.replace(/Ns$/, '')} ${valueText(value)}`;
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) {
    const first = value.slice(0, MAX_VALUE) as unknown[];
    if (first.every((one) => typeof one === 'string')) {
      const names = first.map((one) => shortText(one, MAX_VALUE)).join(' ');
      return first.length === 0 ? 'nothing' : shortText(names, MAX_VALUE);
    }
  }
  const isName = typeof value === 'string' && value.length <= MAX_VALUE && NAME.test(value);
  return shortText(isName ? value : jsonText(value, MAX_VALUE + 1), MAX_VALUE);
}

const NAME = /^[\w#.+-]+$/;

/** The beginning of a value's JSON: at least `room` characters of it if it has as many, and not many more. */
function jsonText(value: unknown, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room));
  if (typeof value !== 'object' || value === null) return String(value);
  const isList = Array.isArray(value);
  const own = value as Record<string, unknown>;
  let text = isList ? '[' : '{';
  for (const name in own) {
    if (text.length > room) return text;
    if (text.length > 1) text += ',';
    if (!isList) text += `${jsonText(name, room)}:`;
    text += jsonText(own[name], Math.max(0, room - text.length));
  }
  return text + (isList ? ']' : '}');
}
