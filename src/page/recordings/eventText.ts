import type { RecordedEvent } from '../../recording/events';

/** A longer value ends in an ellipsis. */
const MAX_VALUE = 32;
const AT = new Set(['timeNs', 'turn', 'kind', 'thread']);

/** An event as a list shows it: `recv` and `conn A, n 8, left 0`. Times are in ms. */
export function eventText(event: RecordedEvent): { kind: string; fields: string } {
  const fields = Object.entries(event)
    .filter(([name, value]) => !AT.has(name) && value !== undefined)
    .map(([name, value]) => {
      if (name.endsWith('Ns') && typeof value === 'number') {
        return `${name.slice(0, -2)} ${value / 1e6} ms`;
      }
      return `${name.replace(/Ns$/, '')} ${valueText(value)}`;
    });
  if (event.thread !== undefined) fields.push(`thread ${event.thread}`);
  return { kind: event.kind, fields: fields.join(', ') };
}

function valueText(value: unknown): string {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
    return value.length === 0 ? 'nothing' : shorten(value.join(' '));
  }
  const isName = typeof value === 'string' && /^[\w#.+-]+$/.test(value);
  return shorten(isName ? value : (JSON.stringify(value) ?? ''));
}

function shorten(text: string): string {
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text;
}
