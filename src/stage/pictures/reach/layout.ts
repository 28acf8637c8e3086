import type { FocusTarget } from '../../../scenario/types';
import { ringsAround, type FocusRect } from '../../kit/rings';
import { bySize, rect, type PictureSize, type Rect } from '../../kit/sizes';
import type { SceneLayout } from '../wall/layout';

/** The wall between two threads with a hand over it, what the reactor has asked, and where one client’s wait goes. */
export interface ReachLayout extends SceneLayout {
  width: number;
  height: number;
  /** What is written to the client and lies in the process. */
  tray: Rect;
  /** The way of the hand: from the workers’ side over the wall, or around its end, to the tray. */
  reach: { path: string; tip: { x: number; y: number }; wordsX: number; wordsY: number };
  /** What the call was asked in which the reactor sleeps, and the reactor’s own list. */
  asked: Rect;
  now: Rect;
  /** What the reader chooses: the reactor, and the next event. */
  choices: readonly Rect[];
  /** Room for a word before each of the two. */
  choiceWords: number;
  /** The wait over time: a bar, or two where runs are compared; before each its name, behind it how long it was. */
  split: {
    x: number;
    width: number;
    nameX: number;
    headY: number;
    barY: number;
    barHeight: number;
    pitch: number;
  };
  /** A sentence under the bar; without lines there is no room for it. */
  words: { x: number; y: number; width: number; lines: number };
}

type Numbers = Omit<ReachLayout, 'rows' | 'flat' | 'deferred'> & {
  row: Rect;
  rowCount: number;
};

const sizes = bySize<Numbers>({
  width: [992, 644, 366, 960, 480],
  height: [352, 356, 456, 442, 178],
  labelPx: [14, 13, 14, 16, 13],
  reactor: [
    rect(16, 10, 396, 170),
    rect(8, 6, 258, 166),
    rect(6, 4, 354, 132),
    rect(24, 54, 384, 170),
    rect(4, 3, 262, 87),
  ],
  tray: [
    rect(28, 36, 372, 32),
    rect(18, 30, 238, 32),
    rect(14, 26, 302, 28),
    rect(36, 82, 360, 34),
    rect(9, 24, 252, 21),
  ],
  box: [
    rect(28, 74, 372, 62),
    rect(18, 68, 238, 62),
    rect(14, 58, 302, 46),
    rect(36, 122, 360, 60),
    rect(9, 47, 252, 40),
  ],
  calls: [
    rect(28, 144, 372, 28),
    rect(18, 136, 238, 28),
    rect(166, 108, 150, 24),
    rect(36, 188, 360, 30),
    rect(80, 5, 181, 18),
  ],
  wall: [
    rect(430, 50, 132, 130),
    rect(274, 40, 96, 132),
    rect(6, 142, 310, 44),
    rect(426, 90, 132, 134),
    rect(272, 14, 62, 76),
  ],
  slot: [
    rect(424, 144, 144, 28),
    rect(268, 136, 108, 28),
    rect(166, 136, 150, 56),
    rect(414, 188, 156, 30),
    rect(268, 68, 70, 20),
  ],
  bell: [
    { x: 496, y: 82, radius: 18 },
    { x: 322, y: 76, radius: 17 },
    { x: 46, y: 164, radius: 15 },
    { x: 492, y: 126, radius: 19 },
    { x: 303, y: 29, radius: 10 },
  ],
  workers: [
    rect(580, 10, 396, 170),
    rect(378, 6, 258, 166),
    rect(6, 192, 354, 64),
    rect(576, 54, 360, 170),
    rect(340, 3, 136, 87),
  ],
  row: [
    rect(592, 38, 372, 40),
    rect(388, 32, 238, 40),
    rect(14, 216, 300, 34),
    rect(588, 84, 336, 46),
    rect(345, 24, 126, 34),
  ],
  rowCount: [1, 1, 1, 1, 1],
  reach: [
    {
      path: 'M592,58C556,-4 446,-4 404,48',
      tip: { x: 402, y: 50 },
      wordsX: 498,
      wordsY: 40,
    },
    {
      path: 'M388,52C364,10 286,10 259,42',
      tip: { x: 257, y: 44 },
      wordsX: 323,
      wordsY: 36,
    },
    {
      path: 'M314,233H338V44H322',
      tip: { x: 318, y: 44 },
      wordsX: 0,
      wordsY: 0,
    },
    {
      path: 'M588,106C556,58 446,58 400,95',
      tip: { x: 398, y: 98 },
      wordsX: 494,
      wordsY: 86,
    },
    {
      path: 'M345,36C336,0 286,0 268,22',
      tip: { x: 262, y: 28 },
      wordsX: 0,
      wordsY: 0,
    },
  ],
  asked: [
    rect(16, 188, 272, 62),
    rect(8, 178, 310, 58),
    rect(6, 262, 174, 62),
    rect(24, 232, 280, 72),
    rect(4, 94, 234, 51),
  ],
  now: [
    rect(296, 188, 266, 62),
    rect(326, 178, 310, 58),
    rect(186, 262, 174, 62),
    rect(312, 232, 246, 72),
    rect(242, 94, 234, 51),
  ],
  choices: [
    [rect(664, 188, 312, 29), rect(664, 221, 312, 29)],
    [rect(66, 240, 146, 36), rect(268, 240, 368, 36)],
    [rect(6, 329, 126, 44), rect(138, 329, 222, 44)],
    [rect(664, 232, 272, 34), rect(664, 270, 272, 34)],
    [],
  ],
  choiceWords: [84, 52, 0, 88, 0],
  split: [
    { x: 112, width: 780, nameX: 16, headY: 272, barY: 280, barHeight: 28, pitch: 34 },
    { x: 80, width: 490, nameX: 8, headY: 292, barY: 299, barHeight: 24, pitch: 28 },
    { x: 68, width: 232, nameX: 6, headY: 391, barY: 399, barHeight: 25, pitch: 29 },
    { x: 120, width: 700, nameX: 24, headY: 326, barY: 335, barHeight: 32, pitch: 40 },
    { x: 86, width: 320, nameX: 4, headY: 161, barY: 150, barHeight: 22, pitch: 0 },
  ],
  words: [
    { x: 16, y: 336, width: 960, lines: 1 },
    { x: 8, y: 347, width: 628, lines: 1 },
    { x: 6, y: 446, width: 354, lines: 1 },
    { x: 24, y: 408, width: 912, lines: 1 },
    { x: 0, y: 0, width: 0, lines: 0 },
  ],
});

export function reachLayout(size: PictureSize): ReachLayout {
  const { row, rowCount, ...n } = sizes[size];
  const rows = Array.from({ length: rowCount }, (_, i) => ({
    ...row,
    y: row.y + i * (row.height + 6),
  }));
  return { ...n, rows, deferred: null, flat: size === 'phone' };
}

const focusPadPx = 4;

/** Rings around the parts that a beat points at. */
export function reachFocus(layout: ReachLayout, focus: readonly FocusTarget[]): FocusRect[] {
  const { split, bell, asked, now } = layout;
  const places: Partial<Record<FocusTarget, Rect | readonly Rect[]>> = {
    reactor: layout.reactor,
    workers: layout.workers,
    slot: layout.slot,
    bell: rect(bell.x - bell.radius, bell.y - bell.radius, 2 * bell.radius, 2 * bell.radius),
    writeBuffer: layout.tray,
    readiness: [asked, now],
    costs: rect(split.x, split.barY, split.width, split.barHeight),
  };
  return ringsAround(focus, places, focusPadPx);
}
