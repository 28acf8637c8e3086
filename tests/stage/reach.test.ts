import { describe, expect, it } from 'vitest';
import { scenario } from '../../scenarios/wrong-hand/scenario';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';
import { causeIndex } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import type { PictureSize } from '../../src/stage/kit/sizes';
import { reachFocus, reachLayout } from '../../src/stage/pictures/reach/layout';
import { listsAt, trayAt, unseenIn } from '../../src/stage/pictures/reach/model';
import {
  callLines,
  describeReach,
  nowLines,
  trayWords,
} from '../../src/stage/pictures/reach/words';

const run = (variant: string, values: Values = {}): Recording =>
  runScenario(scenario, variant, values);
const select = run('direct');
const epoll = run('direct', { reactor: 1 });
const at = (recording: Recording, beat: string): number => causeIndex(recording, beat);

describe('the lists', () => {
  it('select’s is that of its call, though the reactor’s own has C by now', () => {
    const lists = listsAt(select, at(select, 'unseen'));
    expect(lists.call).toMatchObject({ writes: [], sinceNs: 0.52e9 });
    expect(lists.now.writes).toEqual(['C']);
    expect(unseenIn(lists)).toEqual(['C']);
    expect(unseenIn(listsAt(select, at(select, 'asked-again')))).toEqual([]);
  });

  it('epoll’s is the kernel’s, and has C at once', () => {
    const lists = listsAt(epoll, at(epoll, 'seen'));
    expect(lists.call?.writes).toEqual(['C']);
    expect(unseenIn(lists)).toEqual([]);
  });

  it('there is no call while a handler runs', () => {
    const lists = listsAt(select, at(select, 'asked'));
    expect(lists.call).toBeNull();
    expect(callLines(lists)[0]![0]).toBe('select(): not asked now');
  });

  it('say who is on them', () => {
    const lists = listsAt(select, at(select, 'unseen'));
    const first = (lines: string[][]) => lines.map(([text]) => text);
    expect(first(callLines(lists))).toEqual([
      'select() sleeps on the list of 0.52 s',
      'to read: A, C, port, waker',
      'to write: nobody',
    ]);
    expect(first(nowLines(lists))).toEqual([
      'the reactor’s list now',
      'to read: A, C, port, waker',
      'to write: C',
    ]);
  });
});

describe('the buffer', () => {
  it('has what the worker put there, since when, and nothing when it is out', () => {
    const tray = trayAt(select, at(select, 'lies'), 'C');
    expect(tray).toMatchObject({ bytes: { size: 9, text: '42 rows\r\n' }, reachedNs: 1.02e9 });
    expect(trayWords(tray, 2.52e9)[0]).toBe('for 1.5 s, from a worker');
    expect(trayWords(tray, 1.02e9)[0]).toBe('from a worker, just now');
    expect(trayAt(select, at(select, 'sent-late'), 'C').reachedNs).toBeNull();
    const both = run('direct', { next: 1 });
    expect(trayAt(both, at(both, 'two-hands'), 'C')).toMatchObject({
      bytes: { size: 17 },
      reachedNs: 1.02e9,
    });
  });

  it('knows no hand where the reactor thread writes', () => {
    const safe = run('ticket');
    const written = safe.events.findIndex(({ kind, timeNs }) => kind === 'write' && timeNs > 1e9);
    expect(trayAt(safe, written, 'C')).toMatchObject({ bytes: { size: 9 }, reachedNs: null });
  });

  it('is told to those who hear it', () => {
    const index = at(select, 'lies');
    expect(describeReach(listsAt(select, index), trayAt(select, index, 'C'), 'C')).toBe(
      'select() sleeps on the list of 0.52 s. 9 bytes lie in C’s write buffer, from a worker. It was not asked about writing to C',
    );
    expect(worldAt(select, index).asking).toBe(true);
  });
});

describe.each(['wide', 'medium', 'phone', 'embed', 'half'] satisfies PictureSize[])(
  '%s',
  (size) => {
    const layout = reachLayout(size);

    it('nothing overlaps and nothing leaves the picture', () => {
      const { split, words, asked, now } = layout;
      const bars = {
        x: split.nameX,
        y: split.headY - layout.labelPx,
        width: split.x + split.width - split.nameX,
        height: split.barY + split.pitch + split.barHeight - split.headY + layout.labelPx,
      };
      for (const parts of [
        [layout.reactor, layout.wall, layout.workers, asked, now, ...layout.choices, bars],
        [layout.tray, layout.box, layout.calls],
        layout.rows,
      ]) {
        parts.forEach((a, i) => {
          expect(a.x + a.width).toBeLessThanOrEqual(layout.width);
          expect(a.y + a.height).toBeLessThanOrEqual(layout.height);
          for (const b of parts.slice(i + 1)) {
            const apart =
              a.x + a.width <= b.x ||
              b.x + b.width <= a.x ||
              a.y + a.height <= b.y ||
              b.y + b.height <= a.y;
            expect(apart, JSON.stringify([a, b])).toBe(true);
          }
        });
      }
      // The sentence stands where the second bar would; half a slide has neither.
      if (words.lines === 0) return;
      expect(words.y).toBeGreaterThan(split.barY + split.barHeight + layout.labelPx);
      expect(words.y).toBeLessThanOrEqual(layout.height - 4);
    });

    it('every beat that points at a part finds it', () => {
      for (const { focus } of scenario.beats) {
        const own = focus.filter((target) => target !== 'waits' && target !== 'code');
        expect([...new Set(reachFocus(layout, focus).map(({ target }) => target))]).toEqual(own);
      }
    });
  },
);
