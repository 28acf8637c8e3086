import { scaleLinear } from 'd3-scale';
import { describe, expect, it } from 'vitest';
import { formatWait } from '../../src/player/measures/waits';
import type { ReactorSpan, Wait, WorkerSpan } from '../../src/player/world/world.types';
import { textWidth } from '../../src/stage/kit/text';
import { barPlace, crowdPaths, waitMarks, waitRows } from '../../src/stage/lanes/waitMarks';
import { blockedLabels, waitLabels } from '../../src/stage/lanes/barLabels';
import { asBands, markMinPx, spanMarks, ticksPath } from '../../src/stage/lanes/spanMarks';
import {
  askedFirst,
  timelineLayout,
  timeTicks,
  type TimelineSize,
} from '../../src/stage/lanes/timeline';
import { linearScale } from '../../src/stage/kit/timeScales';

const sizes: TimelineSize[] = ['wide', 'medium', 'phone'];
const plot = { x0: 100, x1: 700 };
const x = linearScale([0, 6e9], plot);
const lane = { y: 10, height: 44 };

function span(kind: ReactorSpan['kind'], start: number, end: number, index: number): ReactorSpan {
  return {
    kind,
    conn: 'C',
    label: kind,
    blocked: end - start > 0.1,
    startNs: start * 1e9,
    endNs: end * 1e9,
    startIndex: index,
    endIndex: index,
  };
}

function wait(sent: number, answered: number | null, index: number): Wait {
  return {
    client: 'A',
    text: 'hi',
    chain: [],
    sentIndex: index,
    sentNs: sent * 1e9,
    answeredIndex: answered === null ? null : index + 100,
    answeredNs: answered === null ? null : answered * 1e9,
    lostIndex: null,
    trail: { conn: 'A', requestEnd: 0, deliveryIndex: null, answer: null },
    lostNs: null,
    matched: 'cause',
  };
}

describe('timelineLayout', () => {
  it.each(sizes)('%s: lanes stay apart and inside the picture, for 1 to 40 clients', (size) => {
    for (let clients = 1; clients <= 40; clients++) {
      for (const runs of [1, 2]) {
        const layout = timelineLayout(size, Array(runs).fill({ clients, workers: false }));
        const rows = layout.groups.flatMap((group) => [group.reactor, ...group.lanes]);
        rows.forEach((row, i) => {
          const next = rows[i + 1];
          if (next) expect(row.y + row.height).toBeLessThanOrEqual(next.y + 0.01);
          expect(row.y + row.height).toBeLessThanOrEqual(layout.height);
        });
        for (const group of layout.groups) {
          expect(group.lanes.length + group.hidden).toBe(clients);
        }
      }
    }
  });

  it('has a lane for each of four clients, twice, where two runs are compared', () => {
    for (const size of sizes) {
      const layout = timelineLayout(size, [
        { clients: 4, workers: false },
        { clients: 4, workers: false },
      ]);
      expect(layout.groups.map((group) => group.lanes.length)).toEqual([4, 4]);
    }
  });

  it('has a lane for everyone who asked, beside workers too, however high that makes it', () => {
    for (const size of sizes) {
      for (const needed of [4, 12]) {
        const rows = { clients: 14, needed, workers: true };
        const layout = timelineLayout(size, [rows, { ...rows, clients: needed }]);
        const [first, second] = layout.groups;
        expect(first!.lanes.length).toBeGreaterThanOrEqual(needed);
        expect([second!.lanes.length, second!.hidden]).toEqual([needed, 0]);
        expect(second!.lanes.at(-1)!.y + 16).toBeLessThanOrEqual(layout.plot.y1);
      }
    }
  });

  it('leaves out those first who asked for nothing, and keeps their shapes', () => {
    const clients = ['A', 'B', 'C'].map((name) => ({ name, role: '', worst: '' }));
    const run = { id: '', label: '', clients, spans: [], endNs: 0, waits: [wait(1, 2, 0)] };
    const asked = { ...run, waits: [{ ...run.waits[0]!, client: 'C' }] };
    expect(askedFirst(asked).clients.map(({ name, index }) => [name, index])).toEqual([
      ['C', 2],
      ['A', 0],
      ['B', 1],
    ]);
  });
});

describe('timeTicks', () => {
  it('labels are those of d3', () => {
    for (const endS of [0.004, 0.3, 1, 2.5, 6.06, 12, 90, 4000, 10_800]) {
      const ticks = timeTicks([0, endS * 1e9], { x0: 0, x1: 640 });
      const format = scaleLinear().domain([0, endS]).tickFormat(6);
      expect(ticks.length).toBeGreaterThan(3);
      expect(ticks.map(({ label }) => label)).toEqual(
        ticks.map(({ timeNs }) => `${format(timeNs / 1e9)} s`),
      );
    }
  });

  it('stand where their time is', () => {
    const ticks = timeTicks([0, 6e9], plot);
    expect(ticks.map((tick) => tick.x)).toEqual([100, 200, 300, 400, 500, 600, 700]);
    expect(ticks.map(({ timeNs }) => x(timeNs))).toEqual(ticks.map((tick) => tick.x));
  });

  it('labels stand apart at every width', () => {
    for (const width of [200, 254, 640, 742]) {
      for (const endNs of [1e9, 6.06e9, 12e9, 90e9]) {
        const ticks = timeTicks([0, endNs], { x0: 0, x1: width });
        ticks.slice(1).forEach((tick, i) => {
          const before = ticks[i]!;
          const half = (textWidth(before.label, 14) + textWidth(tick.label, 14)) / 2;
          expect(tick.x - before.x).toBeGreaterThan(half);
        });
      }
    }
  });
});

describe('spanMarks', () => {
  it('draws what takes time to scale and in its place', () => {
    const [mark] = spanMarks([span('handler', 1, 4, 1)], x, plot, null);
    expect(mark).toMatchObject({ x: 200, width: 300, cut: false });
  });

  it('draws what takes no time wide enough to be seen', () => {
    const marks = spanMarks([span('handler', 1, 1, 1)], x, plot, null);
    expect(marks[0]!.width).toBe(markMinPx);
  });

  it('puts a burst of one instant side by side, never over each other, and not for ever', () => {
    const burst = Array.from({ length: 50 }, (_, i) => span('handler', 4, 4, i));
    const marks = spanMarks(burst, x, plot, null);
    expect(marks.length).toBeGreaterThan(1);
    marks.slice(1).forEach((mark, i) => {
      expect(mark.x).toBeGreaterThan(marks[i]!.x + marks[i]!.width);
    });
    expect(marks.at(-1)!.x - x(4e9)).toBeLessThan(25);
  });

  it('keeps a block in its place after a burst at the same instant', () => {
    const spans = [span('io', 1, 1, 1), span('io', 1, 1, 2), span('handler', 1, 4, 3)];
    const marks = spanMarks(spans, x, plot, null);
    expect(marks).toHaveLength(1);
    expect(marks[0]!.x).toBe(x(1e9));
  });

  it('shows a send or an accept of its own instant', () => {
    expect(spanMarks([span('io', 2, 2, 1)], x, plot, null)).toHaveLength(1);
  });

  it('before a bet shows nothing later than the playhead, and no length of what goes on', () => {
    const spans = [span('handler', 1, 4, 1), span('handler', 4, 4, 2)];
    const marks = spanMarks(spans, x, plot, 2e9);
    expect(marks).toHaveLength(1);
    expect(marks[0]).toMatchObject({ x: 200, width: 100, cut: true });
    expect(blockedLabels(marks, lane, 14).map((label) => label.text)).toEqual(['BLOCKED']);
  });

  it('makes more than 60 instants ticks in their places, and leaves what takes time as it is', () => {
    const instants = Array.from({ length: 61 }, (_, i) => span('handler', i / 50, i / 50, i));
    expect(spanMarks(instants.slice(1), x, plot, null).some(({ isTick }) => isTick)).toBe(false);
    // It is decided by the run, and not by how much of it has been played.
    expect(spanMarks(instants, x, plot, 0)).toMatchObject([{ x: 100, isTick: true }]);
    const marks = spanMarks([...instants, span('handler', 4, 6, 61)], x, plot, null);
    const ticks = marks.filter(({ isTick }) => isTick);
    expect(ticks).toHaveLength(61);
    for (const tick of ticks) expect(tick.x).toBe(x(tick.span.startNs));
    expect(marks.at(-1)).toMatchObject({ x: 500, width: 200 });
    // Lower than what takes time: side by side they do not look like a busy thread.
    expect(ticksPath(ticks.slice(0, 1), { ...lane, y: 10, height: 30 })).toBe(
      'M100,19h1.5v12h-1.5z',
    );
  });

  it('labels a block with its length where that fits, inside its bar', () => {
    for (const seconds of [0.2, 0.5, 1, 2, 3, 5]) {
      const marks = spanMarks([span('handler', 1, 1 + seconds, 1)], x, plot, null);
      for (const label of blockedLabels(marks, lane, 14)) {
        expect(label.x).toBeGreaterThan(marks[0]!.x);
        expect(label.x + label.width).toBeLessThan(marks[0]!.x + marks[0]!.width);
      }
    }
    const long = spanMarks([span('handler', 1, 4, 1)], x, plot, null);
    expect(blockedLabels(long, lane, 14)[0]!.text).toBe('BLOCKED 3.0 s');
  });
});

describe('waits', () => {
  const three = [wait(1.5, 4.04, 1), wait(2.5, 4.04, 2), wait(3.5, 4.04, 3)];

  it('gives waits that overlap rows of their own', () => {
    expect(waitRows(three)).toMatchObject({
      rows: 3,
      bars: [{ row: 0 }, { row: 1 }, { row: 2 }],
    });
    expect(waitRows([wait(0.5, 0.54, 1), wait(1.5, 1.54, 2)]).rows).toBe(1);
  });

  it('stacks the rows inside the lane', () => {
    for (const rows of [1, 2, 3, 6]) {
      const places = Array.from({ length: rows }, (_, row) => barPlace(row, rows, lane));
      places.forEach((place, i) => {
        expect(place.y).toBeGreaterThanOrEqual(lane.y);
        expect(place.y + place.height).toBeLessThanOrEqual(lane.y + lane.height);
        if (i > 0) expect(place.y).toBeGreaterThan(places[i - 1]!.y + places[i - 1]!.height);
      });
    }
  });

  it('draws a bar from the send to the answer, and two marks beside each other for a short wait', () => {
    const options = { hideAfterNs: null, endNs: 6e9 };
    const [long] = waitMarks([wait(1, 4, 1)], x, lane, options);
    expect(long).toMatchObject({ x0: 200, x1: 500, bar: true, answered: true });
    const [short] = waitMarks([wait(1, 1.04, 1)], x, lane, options);
    expect(short!.bar).toBe(false);
    expect(short!.answerX - short!.radius).toBeGreaterThanOrEqual(short!.x0);
  });

  it('before a bet tells all sends, and of waits only what has passed', () => {
    const marks = waitMarks(three, x, lane, { hideAfterNs: 2.2e9, endNs: 6e9 });
    expect(marks.map((mark) => mark.answered)).toEqual([false, false, false]);
    expect(marks.map((mark) => mark.bar)).toEqual([true, false, false]);
    expect(marks[0]!.x1).toBe(x(2.2e9));
    // A send of the future must not stand lower because it will overlap: that would tell the answer.
    const middles = marks.map((mark) => mark.y + mark.height / 2);
    expect(new Set(middles).size).toBe(1);
    expect(waitLabels(marks, 14, 2.2e9)).toEqual([]);
  });

  it('a wait without an answer goes on to the end of the run, and its bar says so once all is told', () => {
    const [mark] = waitMarks([wait(1, null, 1)], x, lane, { hideAfterNs: null, endNs: 5e9 });
    expect(mark).toMatchObject({ x1: x(5e9), answered: false });
    expect(waitLabels([mark!], 14, null).map(({ text }) => text)).toEqual(['no answer']);
    expect(waitLabels([mark!], 14, 3e9)).toEqual([]);
  });

  it('a wait that goes on after the end of a part of the run has no answer drawn, and no word about it', () => {
    const options = { hideAfterNs: null, endNs: 3e9 };
    const lost = { ...wait(1, null, 1), lostNs: 4e9 };
    for (const later of [wait(1, 4, 1), lost]) {
      const [mark] = waitMarks([later], x, lane, options);
      expect(mark).toMatchObject({ x1: x(3e9), answered: false, lost: false });
      expect(waitLabels([mark!], 14, null)).toEqual([]);
    }
  });

  it('a label stays inside its bar', () => {
    for (const seconds of [0.3, 0.5, 0.8, 1, 3]) {
      const options = { hideAfterNs: null, endNs: 6e9 };
      const marks = waitMarks([wait(1, 1 + seconds, 1)], x, lane, options);
      for (const label of waitLabels(marks, 14, null)) {
        expect(label.x).toBeGreaterThan(marks[0]!.x0 + marks[0]!.radius);
        expect(label.x + label.width).toBeLessThan(marks[0]!.x1 - marks[0]!.radius);
        expect(label.text).toBe(`${seconds.toFixed(1)} s`);
      }
    }
  });

  it('a bar says of its wait what stands beside the lane', () => {
    const stretched = (timeNs: number): number => timeNs / 1e5;
    for (const seconds of [0.07, 0.0999, 0.1, 0.149, 0.95, 2.5]) {
      const options = { hideAfterNs: null, endNs: 6e9 };
      const [mark] = waitMarks([wait(1, 1 + seconds, 1)], stretched, lane, options);
      const beside = formatWait({
        client: 'A',
        waitNs: mark!.wait.answeredNs! - mark!.wait.sentNs,
        state: 'answered',
      });
      expect(waitLabels([mark!], 14, null).map(({ text }) => text)).toEqual([beside]);
    }
  });
});

it('the axis is d3’s linear scale, to a tenth of a pixel, and back', () => {
  for (const domain of [
    [0, 6e9],
    [1e9, 1e9],
    [0, 1.1e13],
  ] as const) {
    const [own, d3] = [linearScale(domain, plot), scaleLinear(domain, [plot.x0, plot.x1])];
    d3.domain([domain[0], Math.max(domain[1], domain[0] + 1)]).clamp(true);
    for (const share of [-0.5, 0, 0.1234, 0.5, 1, 2]) {
      const timeNs = domain[0] + share * (domain[1] - domain[0]);
      expect(own(timeNs)).toBeCloseTo(d3(timeNs), 1);
      const at = plot.x0 + share * (plot.x1 - plot.x0);
      expect(own.invert(at)).toBeCloseTo(d3.invert(at), 2);
    }
  }
});

describe('a crowd of waits and of jobs', () => {
  it('stays in its lane, however many there are at a time', () => {
    for (const rows of [1, 5, 14, 60]) {
      for (const row of [0, rows - 1]) {
        const { y, height } = barPlace(row, rows, lane);
        expect(y).toBeGreaterThanOrEqual(lane.y);
        expect(y + height).toBeLessThanOrEqual(lane.y + lane.height);
      }
    }
  });

  it('has no marks on its bars, which they would hide; a wait too short for a bar keeps its own', () => {
    const long = Array.from({ length: 61 }, (_, i) => wait(0.5, 5, i));
    const marks = waitMarks([...long, wait(0.6, 0.61, 61)], x, lane, {
      hideAfterNs: null,
      endNs: 6e9,
    });
    const count = (path: string) => path.split('M').length - 1;
    const { bars, sent, answered } = crowdPaths(marks);
    expect([bars, sent, answered].map(count)).toEqual([61, 1, 1]);
    const few = crowdPaths(marks.slice(1));
    expect([few.bars, few.sent, few.answered].map(count)).toEqual([60, 61, 61]);
  });

  it('of jobs is a band, and a few jobs are bars of their own', () => {
    const bar = (i: number) => ({ span: {} as WorkerSpan, x: i * 5, width: 8 });
    const many = Array.from({ length: 60 }, (_, i) => bar(i));
    expect(asBands(many)).toEqual([{ span: {}, x: 0, width: 59 * 5 + 8 }]);
    expect(asBands(many.slice(0, 10))).toHaveLength(10);
  });
});
