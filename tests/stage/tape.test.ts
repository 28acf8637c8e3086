import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { scenario as marker } from '../../scenarios/find-the-marker/scenario';
import { scenario as stream } from '../../scenarios/stream/scenario';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import type { Picture } from '../../src/scenario/picture';
import { runScenario } from '../../src/scenario/runScenario';
import type { Scenario } from '../../src/scenario/types';
import TapePicture from '../../src/stage/pictures/tape/TapePicture.svelte';
import { tapeCells } from '../../src/stage/pictures/tape/cells';
import { tapeLayout } from '../../src/stage/pictures/tape/layout';
import { placeOfByte, tapeStory, windowAt } from '../../src/stage/pictures/tape/story';
import { causeIndex } from '../../src/scenario/story';
import { beatsOf } from '../../src/player/playback/steps';
import type { PictureSize } from '../../src/stage/kit/sizes';

const SIZES = ['wide', 'medium', 'phone', 'embed'] as const;

function draw(
  scenario: Scenario,
  recording: Recording,
  index: number,
  size: PictureSize,
  timeNs = worldAt(recording, index).timeNs,
): string {
  const world = worldAt(recording, index);
  const props = {
    picture: scenario.picture as Picture<'tape'>,
    recording,
    world,
    timeNs,
    values: {},
    layers: scenario.layers,
    size,
    focus: ['reads' as const],
    roles: scenario.roles,
    reducedMotion: false,
  };
  return render(TapePicture, { props }).body;
}

/** At its own time, which may be between two events. */
function drawBeat(recording: Recording, id: string): string {
  const { event, timeNs } = beatsOf(recording).find((beat) => beat.id === id)!;
  return draw(stream, recording, event, 'wide', timeNs);
}

const indexOf = causeIndex;
/** Top of the box of the byte at `offset`. */
const yOf = (html: string, offset: number): number =>
  Number(
    new RegExp(`data-id="byte-${offset}" transform="translate\\([\\d.]+ ([\\d.]+)`).exec(html)![1],
  );
const xOf = (html: string, offset: number): number =>
  Number(new RegExp(`data-id="byte-${offset}" transform="translate\\(([\\d.]+)`).exec(html)![1]);

describe('the tape of the stream', () => {
  const recording = runScenario(stream);

  it('before the first write it is empty', () => {
    expect(draw(stream, recording, 0, 'wide')).not.toContain('data-id="byte-');
  });

  it('a byte goes down, row by row, in its own column', () => {
    const at = (beat: string): string => drawBeat(recording, beat);
    const stages = ['second-write', 'no-edges', 'in-the-kernel', 'first-read'].map(at);
    const ys = stages.map((html) => yOf(html, 0));
    expect(ys).toEqual([...ys].sort((a, b) => a - b));
    expect(new Set(ys).size).toBe(4);
    expect(new Set(stages.map((html) => xOf(html, 0))).size).toBe(1);
  });

  it('has a dashed bracket for each write, a solid one for each read, scissors between', () => {
    const html = draw(stream, recording, indexOf(recording, 're-roll'), 'wide');
    expect(html.match(/data-id="write-/g)).toHaveLength(2);
    expect(html.match(/data-id="read-/g)).toHaveLength(3);
    expect(html.match(/data-id="cut-/g)).toHaveLength(2);
    expect(html).toContain('read 2: 7 bytes');
  });

  it('brackets of writes fade once their bytes are on the wire', () => {
    const faded = (beat: string): number =>
      Number(/data-id="write-0">.*?opacity="([\d.]+)"/s.exec(drawBeat(recording, beat))![1]);
    expect(faded('second-write')).toBe(1);
    expect(faded('no-edges')).toBeLessThan(0.5);
  });

  it('slides between two events', () => {
    const story = tapeStory(recording, 'A');
    const index = recording.events.findLastIndex((event) => event.timeNs <= 0.65e9);
    const shares = [0.65e9, 0.7e9, 0.8e9].map((timeNs) => {
      const place = placeOfByte(story, 0, index, timeNs);
      return place.row === 'wire' ? place.share : null;
    });
    expect(shares).toEqual([expect.closeTo(1 / 6), expect.closeTo(1 / 3), expect.closeTo(2 / 3)]);
  });
});

describe('the tape with a tray', () => {
  const recording = runScenario(marker);

  it('keeps the leftovers and hands out what is complete', () => {
    const html = draw(marker, recording, indexOf(recording, 'first-call'), 'wide');
    expect(yOf(html, 0)).toBeGreaterThan(yOf(html, 7));
    expect(html).toContain('leftovers: 3 bytes');
    expect(html).toContain('lineReceived(b');
  });

  it('shows what raised, and by which read', () => {
    const raw = runScenario(marker, 'raw');
    expect(draw(marker, raw, raw.events.length - 1, 'wide')).toContain('✗ JSONDecodeError');
  });

  it('begins a new part where the old one is done with', () => {
    const story = tapeStory(recording, 'A');
    expect(windowAt(story, 0)).toEqual({ start: 0, end: 14 });
    expect(windowAt(story, indexOf(recording, 'three-calls'))).toEqual({ start: 14, end: 35 });
    expect(windowAt(story, indexOf(recording, 'too-long'))).toEqual({ start: 35, end: 18_035 });
  });
});

describe.each(SIZES)('%s', (size) => {
  const runs: [string, Scenario, Recording][] = [
    ['stream', stream, runScenario(stream)],
    ['read by single bytes', stream, runScenario(stream, undefined, { size: 1 })],
    ...marker.variants.flatMap(({ id }) =>
      [1, 5, 20_000].map((bytes): [string, Scenario, Recording] => [
        `${id} ${bytes}`,
        marker,
        runScenario(marker, id, { size: bytes }),
      ]),
    ),
  ];

  it.each(runs)('%s: every moment can be drawn', (_, scenario, recording) => {
    const beats = beatsOf(recording).map(({ event }) => event);
    recording.events.forEach((_event, index) => {
      if (!beats.includes(index) && index % 9 !== 0) return;
      expect(draw(scenario, recording, index, size)).not.toMatch(/NaN|undefined|Infinity/);
    });
  });

  it.each(runs)('%s: boxes touch, do not overlap, and fit', (_, _scenario, recording) => {
    const story = tapeStory(recording, 'A');
    const layout = tapeLayout(size, { tray: story.hasTray, other: false, answers: story.hasTray });
    for (const { index } of story.sends) {
      const cells = tapeCells(story, windowAt(story, index), layout.cells);
      cells.forEach((cell, i) => {
        expect(cell.x).toBeCloseTo(i === 0 ? 0 : cells[i - 1]!.x + cells[i - 1]!.width);
        expect(cell.width).toBeGreaterThan(12);
      });
      const last = cells.at(-1)!;
      expect(last.x + last.width).toBeLessThanOrEqual(layout.x1 - layout.x0 + 0.01);
    }
  });

  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('rows do not overlap: tray %s, compared %s', (tray, other) => {
    const layout = tapeLayout(size, { tray, other, answers: tray });
    const rows = [layout.writer, layout.kernel, layout.tray, layout.out, layout.other];
    const tops = rows.flatMap((row) => (row === null ? [] : [row.y]));
    tops.slice(1).forEach((y, i) => expect(y - tops[i]!).toBeGreaterThan(layout.boxHeight + 10));
    expect(layout.wire.y1 - layout.wire.y0).toBeGreaterThan(18);
    expect(tops.at(-1)! + layout.boxHeight + layout.bracketPx + layout.labelPx * 1.3).toBeLessThan(
      layout.height,
    );
  });
});

describe.each(['medium', 'phone'] as const)('%s: labels stand over their rows', (size) => {
  it('bytes on the wire stay clear of the labels of the wire and of the kernel', () => {
    for (const tray of [false, true]) {
      for (const other of [false, true]) {
        const { wire, kernel, boxHeight, labelPx } = tapeLayout(size, {
          tray,
          other,
          answers: tray,
        });
        expect(wire.from).toBeGreaterThan(wire.labelY + 2);
        expect(wire.to + boxHeight).toBeLessThanOrEqual(kernel.labelY - labelPx + 2);
        expect(wire.to).toBeGreaterThan(wire.from);
      }
    }
  });
});
