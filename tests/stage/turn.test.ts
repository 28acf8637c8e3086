import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { scenario } from '../../scenarios/one-turn/scenario';
import { worldAt } from '../../src/player/world/world';
import { runScenario } from '../../src/scenario/runScenario';
import TurnPicture from '../../src/stage/pictures/turn/TurnPicture.svelte';
import { textWidth } from '../../src/stage/kit/text';
import { cellLines, nextCell, runIsOver } from '../../src/stage/pictures/turn/cells';
import { turnFocus, turnLayout } from '../../src/stage/pictures/turn/layout';
import { ordersAt } from '../../src/stage/pictures/turn/orders';
import { causeIndex } from '../../src/scenario/story';
import type { PictureSize } from '../../src/stage/kit/sizes';

const recording = runScenario(scenario);
const sizes: PictureSize[] = ['wide', 'medium', 'phone', 'embed', 'half'];
const indexOf = (beat: string): number => causeIndex(recording, beat);
const linesAt = (index: number) => {
  const world = worldAt(recording, index);
  return cellLines(recording, world, world.timeNs);
};

describe('what waits at each cell', () => {
  it('asleep: who is asked about, until when, and which timers wait', () => {
    const lines = linesAt(indexOf('ask'));
    expect(lines.ask.map(({ text }) => text)).toEqual([
      'readable? listen',
      'asleep until then, or 1.0 s',
    ]);
    expect(lines.timers.map(({ text }) => text)).toEqual([
      'alarm() at 1.0 s',
      'closing() at 1.5 s',
    ]);
  });

  it('serving: one after the other', () => {
    const { run } = linesAt(indexOf('written'));
    expect(run).toEqual([
      { text: 'listen: accept', look: 'done' },
      { text: 'read A', look: 'now' },
    ]);
  });

  it('goes from cell to cell in the order of the turn', () => {
    let index = indexOf('next-line');
    const kinds = Array.from({ length: 5 }, () => {
      index = nextCell(recording, index);
      return recording.events[index]!.kind;
    });
    expect(kinds).toEqual(['iteration', 'timerFire', 'selectEnter', 'select', 'iteration']);
  });
});

describe('the two orders', () => {
  it('before the handler there is none; a call is outstanding until its print', () => {
    expect(ordersAt(recording, indexOf('ready')).asked).toEqual([]);
    const during = ordersAt(recording, indexOf('next-line'));
    expect(during.asked.map(({ label, place }) => [label, place])).toEqual([
      ['dataReceived', 0],
      ['write 7 bytes', null],
      ['callLater(0)', null],
      ['next line', 1],
    ]);
  });

  it('at the end of the turn after it: as the answer to the bet says', () => {
    const { came } = ordersAt(recording, recording.events.length - 1);
    const options = scenario.bet.options(recording, {});
    expect(came.slice(1).join(', ')).toBe(options[scenario.bet.answer(recording, {})]);
  });
});

it('run() is over once its next line runs, not before', () => {
  expect(runIsOver(recording, indexOf('stop'))).toBe(false);
  expect(runIsOver(recording, indexOf('over'))).toBe(true);
});

describe.each(sizes)('%s', (size) => {
  const layout = turnLayout(size, 2);

  it('nothing overlaps and nothing leaves the picture', () => {
    const rows = layout.machine.clientRows.map((y) => ({
      x: layout.machine.tray.x0,
      y: y - layout.machine.trayHeight / 2,
      width: layout.machine.tray.x1 - layout.machine.tray.x0,
      height: layout.machine.trayHeight,
    }));
    const boxes = [...layout.cells, layout.next, ...rows];
    boxes.forEach((a, i) => {
      expect(a.x).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width).toBeLessThanOrEqual(layout.width);
      expect(a.y + a.height).toBeLessThanOrEqual(layout.height);
      for (const b of boxes.slice(i + 1)) {
        const apart =
          a.x + a.width <= b.x ||
          b.x + b.width <= a.x ||
          a.y + a.height <= b.y ||
          b.y + b.height <= a.y;
        expect(apart).toBe(true);
      }
    });
    for (const cell of layout.cells) {
      const lastY = layout.labelPx + 10 + layout.lines * layout.linePx;
      expect(lastY).toBeLessThanOrEqual(cell.height - 3);
    }
  });

  it('rings stay inside', () => {
    for (const ring of turnFocus(layout, ['loop', 'sendBuffer', 'calls', 'code'])) {
      expect(ring.x).toBeGreaterThanOrEqual(0);
      expect(ring.y).toBeGreaterThanOrEqual(0);
      expect(ring.x + ring.width).toBeLessThanOrEqual(layout.width);
      expect(ring.y + ring.height).toBeLessThanOrEqual(layout.height);
    }
  });

  it('what is printed has its words whole', () => {
    if (layout.orders === null) return;
    const room = layout.orders.came.x1 - layout.orders.came.x0 - 8;
    expect(textWidth('dataReceived', layout.labelPx)).toBeLessThanOrEqual(room);
  });

  it('draws every moment of the run', () => {
    for (const [index, { timeNs }] of recording.events.entries()) {
      const { body } = render(TurnPicture, {
        props: {
          picture: { name: 'turn' },
          recording,
          world: worldAt(recording, index),
          timeNs,
          size,
          values: { cost: 2 },
          layers: scenario.layers,
          focus: [],
          roles: scenario.roles,
          reducedMotion: false,
        },
      });
      expect(body).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});
