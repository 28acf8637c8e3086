import type { FocusTarget } from '../../../scenario/types';
import { ringsAround, type FocusRect } from '../../kit/rings';
import { bySize, rect, type PictureSize, type Rect } from '../../kit/sizes';
import { SEATS } from './model';

/** Where everything of the picture of the lock stands. */
export interface BatonLayout {
  width: number;
  height: number;
  labelPx: number;
  /** The words over the rows. */
  head: { x: number; y: number; width: number };
  /** The reactor's row, then the seats. */
  rows: readonly Rect[];
  /** In a row: its name, the strip of time, and what it is at. */
  nameWidth: number;
  strip: { x: number; width: number };
  /** Under the rows: what the window is. */
  axisY: number;
  /** Words over the chart, and the chart. */
  chartHead: { x: number; y: number; width: number };
  chart: Rect;
  /** The words beside the chart, a line each. */
  words: { x: number; y: number; width: number; lines: number };
  interval: Rect;
  /** One thread less, one more. */
  buttons: readonly [Rect, Rect];
}

type Numbers = Omit<BatonLayout, 'rows'> & { row: Rect; pitch: number };

const sizes = bySize<Numbers>({
  width: [992, 644, 366, 960, 480],
  height: [352, 356, 456, 442, 178],
  labelPx: [14, 13, 14, 16, 12],
  head: [
    { x: 16, y: 20, width: 600 },
    { x: 8, y: 18, width: 390 },
    { x: 8, y: 18, width: 350 },
    { x: 24, y: 70, width: 560 },
    { x: 4, y: 10, width: 300 },
  ],
  row: [
    rect(16, 30, 610, 30),
    rect(8, 28, 394, 30),
    rect(6, 26, 354, 19),
    rect(24, 82, 572, 34),
    rect(4, 17, 300, 15),
  ],
  pitch: [33, 33, 20.5, 36, 16],
  nameWidth: [96, 84, 84, 112, 70],
  strip: [
    { x: 116, width: 504 },
    { x: 94, width: 302 },
    { x: 92, width: 262 },
    { x: 140, width: 450 },
    { x: 76, width: 226 },
  ],
  axisY: [344, 344, 224, 428, 174],
  chartHead: [
    { x: 650, y: 22, width: 330 },
    { x: 418, y: 20, width: 222 },
    { x: 8, y: 342, width: 350 },
    { x: 628, y: 84, width: 308 },
    { x: 316, y: 10, width: 160 },
  ],
  chart: [
    rect(690, 34, 286, 120),
    rect(460, 32, 176, 112),
    rect(54, 354, 136, 78),
    rect(672, 96, 264, 176),
    rect(350, 20, 124, 66),
  ],
  words: [
    { x: 650, y: 190, width: 330, lines: 4 },
    { x: 418, y: 180, width: 222, lines: 4 },
    { x: 202, y: 361, width: 160, lines: 6 },
    { x: 628, y: 316, width: 316, lines: 4 },
    { x: 316, y: 112, width: 162, lines: 5 },
  ],
  interval: [
    rect(650, 268, 326, 22),
    rect(418, 270, 218, 22),
    rect(8, 252, 350, 20),
    rect(628, 420, 308, 0),
    rect(316, 178, 160, 0),
  ],
  buttons: [
    [rect(650, 302, 158, 44), rect(818, 302, 158, 44)],
    [rect(418, 304, 104, 44), rect(532, 304, 104, 44)],
    [rect(6, 284, 172, 38), rect(188, 284, 172, 38)],
    [rect(628, 0, 0, 0), rect(628, 0, 0, 0)],
    [rect(316, 0, 0, 0), rect(316, 0, 0, 0)],
  ],
});

export function batonLayout(size: PictureSize): BatonLayout {
  const { row, pitch, ...numbers } = sizes[size];
  const rows = Array.from({ length: SEATS + 1 }, (_, i) => ({ ...row, y: row.y + i * pitch }));
  return { ...numbers, rows };
}

/** Rings around the parts that a beat points at. `holder`: the row of whoever has the lock, `count`: how many work. */
export function batonFocus(
  { rows, chart }: BatonLayout,
  focus: readonly FocusTarget[],
  count: number,
): FocusRect[] {
  const [reactor, first] = rows as [Rect, Rect];
  const last = rows[Math.max(1, count)]!;
  const places: Partial<Record<FocusTarget, Rect>> = {
    reactor,
    workers: { ...first, height: last.y + last.height - first.y },
    disc: { ...reactor, height: last.y + last.height - reactor.y },
    costs: chart,
  };
  return ringsAround(focus, places, 3);
}
