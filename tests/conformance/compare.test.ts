import { describe, expect, it } from 'vitest';
import { firstDifference, type WireEvent } from './compare';

function run(events: WireEvent[], end: string | null = 'idle') {
  return { events, end };
}

const events: WireEvent[] = Array.from({ length: 20 }, (_, n) => ({
  t: n,
  i: 1,
  kind: 'note',
  text: `${n}`,
}));

/** The twenty events with one of them replaced. */
function changed(index: number, event: WireEvent): WireEvent[] {
  return events.map((old, n) => (n === index ? event : old));
}

describe('firstDifference', () => {
  it('finds none between equal runs, whatever the order of their fields', () => {
    const turned = events.map((e) => ({ text: e['text'], kind: e['kind'], i: e['i'], t: e['t'] }));
    expect(firstDifference(run(turned), run(events))).toBeNull();
  });

  it('names the first event and the field, with five events around it', () => {
    const difference = firstDifference(run(changed(9, { ...events[9], text: 'x' })), run(events));
    expect(difference).toMatchObject({ index: 9, fields: ['text'] });
    expect(difference!.report).toContain('text="4"');
    expect(difference!.report).toContain('text="14"');
    expect(difference!.report).not.toContain('text="3"');
    expect(difference!.report).not.toContain('text="15"');
  });

  it('sees a missing field, an extra field and a value inside a list', () => {
    const missing = { t: 3, i: 1, kind: 'note' };
    const extra = { ...events[3], conn: 'A' };
    expect(firstDifference(run(changed(3, missing)), run(events))?.fields).toEqual(['text']);
    expect(firstDifference(run(changed(3, extra)), run(events))?.fields).toEqual(['conn']);
    const ready = (reads: string[]) => run([{ t: 0, i: 1, kind: 'selectEnter', reads }]);
    expect(firstDifference(ready(['A', 'B']), ready(['B', 'A']))?.fields).toEqual(['reads']);
  });

  it('sees a run that is shorter, longer, or ends otherwise', () => {
    expect(firstDifference(run(events.slice(0, 7)), run(events))?.index).toBe(7);
    expect(firstDifference(run(events), run(events.slice(0, 7)))?.index).toBe(7);
    expect(firstDifference(run(events, 'until'), run(events))?.fields).toEqual(['end']);
  });
});
