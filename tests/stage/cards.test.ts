import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/what-blocks/scenario';
import { worldAt } from '../../src/player/world/world';
import type { Picture } from '../../src/scenario/picture';
import { runScenario } from '../../src/scenario/runScenario';
import { cardsLayout, placeAt } from '../../src/stage/pictures/cards/layout';
import {
  cardsOf,
  places,
  placeWords,
  resultOf,
  scoreOf,
  type CardPlace,
} from '../../src/stage/pictures/cards/model';
import { placeByKey, sortOf } from '../../src/stage/pictures/cards/kept';
import CardsPicture from '../../src/stage/pictures/cards/CardsPicture.svelte';
import { textWidth, wrapText } from '../../src/stage/kit/text';
import type { PictureSize, Rect } from '../../src/stage/kit/sizes';

const recordingOf = (long: number) => runScenario(scenario, undefined, { long });
const recording = recordingOf(1);
const told = scenario.picture as Picture<'cards'>;
const cards = cardsOf(recording, told);
const SIZES: readonly PictureSize[] = ['wide', 'medium', 'phone', 'embed'];

describe('what the run says of the cards', () => {
  test('its place is the first in which it does not block, or that of Twisted’s own', () => {
    const rights = Object.fromEntries(cards.map(({ code, right }) => [code, right]));
    expect(rights).toEqual({
      'time.sleep(1)': 'thread',
      'deferLater(reactor, 1, f)': 'fine',
      'requests.get(url)': 'thread',
      'open(p).read()': 'thread',
      'cursor.execute(sql)': 'thread',
      'socket.gethostbyname(h)': 'thread',
      'sorted(ten_million)': 'process',
      'hashlib.pbkdf2_hmac(...)': 'thread',
      'subprocess.run(args)': 'process',
      'lock.acquire()': 'thread',
      'transport.write(30 MB)': 'fine',
      'yield d': 'fine',
    });
  });

  test.each([
    [0.005, 'reactor'],
    [0.01, 'reactor'],
    [0.015, 'thread'],
    [0.05, 'thread'],
    [0.15, 'thread'],
    [2, 'thread'],
  ] as const)('a line of %s s belongs in: %s', (long, place) => {
    const found = cardsOf(recordingOf(long), told);
    expect(found.find(({ code }) => code === 'requests.get(url)')!.right).toBe(place);
    expect(found.find(({ code }) => code === 'yield d')!.right).toBe('fine');
  });

  test('nothing is told before the run has come to it', () => {
    const [sleep] = cards;
    const after = sleep!.trials[0]!.waitToNs;
    expect(resultOf(sleep!, 'reactor', after - 1)).toBeNull();
    expect(resultOf(sleep!, 'reactor', after)).toBe('1.0 s');
    expect(resultOf(sleep!, 'thread', after)).toBeNull();
    expect(resultOf(sleep!, 'fine', after)).toBeNull();
    expect(resultOf(sleep!, 'fine', Infinity)).toBe('no');
    expect(resultOf(cards[9]!, 'process', Infinity)).toBe('—');
  });

  test('the score counts what is shown and sorted', () => {
    const sort: Record<string, CardPlace> = { 'time.sleep(1)': 'thread', 'yield d': 'reactor' };
    expect(scoreOf(cards, sort, 0)).toEqual({ sorted: 2, shown: 0, judged: 0, right: 0 });
    expect(scoreOf(cards, sort, Infinity)).toEqual({ sorted: 2, shown: 12, judged: 2, right: 1 });
  });
});

describe('where it stands', () => {
  const overlap = (a: Rect, b: Rect): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  test.each(SIZES)('%s: nothing lies on another thing, all is inside, code fits', (size) => {
    const layout = cardsLayout(size, cards.length);
    const boxes = layout.rows.flatMap(({ code, cells, lane }) => [
      code.handle,
      ...places.map((place) => cells[place]),
      lane,
    ]);
    if (layout.foot !== null) boxes.push(...layout.buttons);
    boxes.forEach((a, i) => {
      expect(a.x).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width).toBeLessThanOrEqual(layout.width);
      expect(a.y + a.height).toBeLessThanOrEqual(layout.height);
      for (const b of boxes.slice(i + 1)) expect(overlap(a, b)).toBe(false);
    });
    for (const place of layout.headY === null ? [] : places) {
      const room = layout.rows[0]!.cells[place].width;
      expect(textWidth(placeWords[place], layout.labelPx, { bold: true }), place).toBeLessThan(
        room,
      );
    }
    for (const [i, { code }] of cards.entries()) {
      const { x, handle } = layout.rows[i]!.code;
      const end = x + textWidth(code, layout.codePx, { mono: true });
      expect(end, code).toBeLessThanOrEqual(handle.x + handle.width);
    }
  });

  test('a card is dropped on the column below the pointer', () => {
    const layout = cardsLayout('wide', 12);
    for (const place of places) {
      const { x, width } = layout.rows[0]!.cells[place];
      expect(placeAt(layout, x + width / 2)).toBe(place);
    }
    expect(placeAt(layout, 10)).toBeNull();
  });

  test('words are wrapped to the room', () => {
    for (const line of wrapText('one two three four five six seven', 90, 14)) {
      expect(textWidth(line, 14)).toBeLessThanOrEqual(90);
    }
  });
});

test.each([undefined, null, 'fine', 3, [], { 'yield d': 'nowhere' }])(
  'what was kept and is no sort is none: %j',
  (kept) => expect(sortOf(kept)).toEqual({}),
);

test('arrow keys go round the four places', () => {
  expect(placeByKey('ArrowRight', undefined)).toBe('fine');
  expect(placeByKey('ArrowRight', 'process')).toBe('fine');
  expect(placeByKey('ArrowLeft', 'fine')).toBe('process');
  expect(placeByKey('Home', 'fine')).toBeNull();
});

describe('the picture', () => {
  const draw = (size: PictureSize, index: number, onindex?: () => void, other = false) =>
    render(CardsPicture, {
      props: {
        picture: told,
        recording,
        size,
        focus: [],
        layers: [],
        roles: {},
        reducedMotion: false,
        world: worldAt(recording, index),
        timeNs: recording.events[index]!.timeNs,
        values: { long: 1 },
        figures: scenario.figures!({ long: 1 }, 'cards'),
        ...(onindex && { onindex }),
        ...(other && { other: { recording: recordingOf(0.05), label: '0.05 s' } }),
      },
    }).body;
  const last = recording.events.length - 1;

  test.each(SIZES)('%s: twelve groups of four radios, and lines that fit', (size) => {
    const html = draw(size, last, () => undefined, true);
    expect(html.match(/role="radiogroup"/g)).toHaveLength(12);
    expect(html.match(/role="radio"/g)).toHaveLength(48);
    const { height, foot } = cardsLayout(size, 12);
    if (foot === null) return;
    const ys = [...html.matchAll(/<text[^>]* y="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(Math.max(...ys)).toBeLessThanOrEqual(height - 6);
  });

  test('where it may not be touched it is a picture', () => {
    const html = draw('embed', last);
    expect(html).not.toMatch(/role="(radio|button)"|tabindex/);
  });

  test('Twisted’s own way has a column, or stands with its line, once the run has shown it', () => {
    for (const size of SIZES) {
      expect(draw(size, 0)).not.toContain('getProcessOutput');
      expect(draw(size, last)).toContain('getProcessOutput');
      const { ownX, rows, laneX, labelPx } = cardsLayout(size, 12);
      const { code, cells } = rows[0]!;
      if (ownX !== null) expect(ownX).toBeGreaterThan(cells.process.x + cells.process.width);
      for (const { own } of cards) {
        if (ownX !== null) expect(ownX + textWidth(own ?? '', labelPx)).toBeLessThan(laneX);
        else if (size === 'medium') {
          const end = code.x + textWidth(`Twisted: ${own}`, 12);
          expect(end).toBeLessThan(code.handle.x + code.handle.width);
        }
      }
    }
  });

  test('what was measured is told with its tag, once the run has shown it', () => {
    expect(draw('wide', 0)).not.toContain('measured');
    expect(draw('wide', last)).toContain('held the reactor for 0.91 s (measured)');
  });
});
