import { ringsAround, type FocusRect } from '../../kit/rings';
import type { JobPlace } from '../../../scenario/picture';
import type { FocusTarget } from '../../../scenario/types';
import { bySize, rect, type PictureSize, type Rect } from '../../kit/sizes';

/** Where everything of the picture stands. */
export interface ClockLayout {
  width: number;
  height: number;
  labelPx: number;
  /** Baseline of the headings; of those of the two programs, which stand inside. */
  headY: number;
  dial: { x: number; y: number; radius: number };
  /** Where it is said what its ticks mean. */
  key: { x: number; y: number };
  readout: Rect;
  program: Rect;
  reactor: Rect;
  /** The threads of the pool, side by side, and the baseline of what is said of those that wait. */
  pool: Rect;
  queueY: number;
  database: Rect;
  /** The other program. */
  other: Rect;
  /** Where the job may be. */
  places: Readonly<Record<JobPlace, Rect>>;
}

const table = bySize<ClockLayout>({
  width: [992, 644, 366, 960, 480],
  height: [352, 300, 364, 442, 178],
  labelPx: [15, 14, 14, 16, 13],
  headY: [24, 18, 15, 84, 14],
  dial: [
    { x: 160, y: 186, radius: 124 },
    { x: 100, y: 162, radius: 80 },
    { x: 80, y: 92, radius: 54 },
    { x: 156, y: 258, radius: 124 },
    { x: 76, y: 92, radius: 54 },
  ],
  key: [
    { x: 16, y: 346 },
    { x: 8, y: 288 },
    { x: 164, y: 138 },
    { x: 24, y: 426 },
    { x: 156, y: 175 },
  ],
  readout: [
    rect(800, 256, 176, 84),
    rect(508, 214, 126, 78),
    rect(164, 34, 196, 120),
    rect(776, 326, 160, 94),
    rect(398, 103, 80, 74),
  ],
  program: [
    rect(320, 34, 452, 196),
    rect(200, 28, 296, 170),
    rect(6, 166, 270, 150),
    rect(312, 96, 440, 206),
    rect(150, 4, 242, 130),
  ],
  reactor: [
    rect(334, 46, 196, 120),
    rect(208, 36, 140, 108),
    rect(10, 172, 125, 99),
    rect(324, 108, 190, 124),
    rect(154, 8, 122, 92),
  ],
  pool: [
    rect(548, 70, 210, 56),
    rect(358, 56, 130, 40),
    rect(140, 190, 130, 44),
    rect(532, 136, 208, 56),
    rect(282, 26, 104, 34),
  ],
  queueY: [147, 118, 256, 213, 76],
  database: [
    rect(800, 34, 176, 196),
    rect(508, 28, 126, 170),
    rect(284, 166, 76, 150),
    rect(776, 96, 160, 206),
    rect(398, 22, 80, 76),
  ],
  other: [
    rect(320, 256, 452, 84),
    rect(200, 214, 296, 78),
    rect(6, 320, 354, 40),
    rect(312, 326, 440, 94),
    rect(150, 138, 242, 24),
  ],
  places: [
    {
      reactor: rect(334, 182, 196, 40),
      waits: rect(548, 158, 210, 30),
      computes: rect(548, 192, 210, 30),
      apart: rect(560, 290, 198, 40),
    },
    {
      reactor: rect(208, 156, 140, 34),
      waits: rect(358, 126, 130, 30),
      computes: rect(358, 160, 130, 30),
      apart: rect(358, 246, 130, 34),
    },
    {
      reactor: rect(10, 277, 125, 34),
      waits: rect(140, 277, 58, 34),
      computes: rect(202, 277, 68, 34),
      apart: rect(202, 323, 152, 34),
    },
    {
      reactor: rect(324, 246, 190, 42),
      waits: rect(532, 222, 208, 34),
      computes: rect(532, 260, 208, 34),
      apart: rect(540, 368, 200, 42),
    },
    {
      reactor: rect(154, 104, 122, 26),
      waits: rect(282, 82, 104, 23),
      computes: rect(282, 108, 104, 23),
      apart: rect(276, 140, 112, 20),
    },
  ],
});

export const clockLayout = (size: PictureSize): ClockLayout => table[size];

const GAP = 3;

/** Where thread `i` of `count` stands. */
export function threadPlace({ pool }: ClockLayout, i: number, count: number): Rect {
  const width = (pool.width + GAP) / count;
  return rect(pool.x + i * width, pool.y, width - GAP, pool.height);
}

/** Where connection `i` that is at work stands in the database. */
export function connectionPlace({ database, labelPx }: ClockLayout, i: number): Rect {
  const height = Math.min(26, (database.height - 10) / 6 - 3);
  return rect(
    database.x + 6,
    database.y + 6 + i * (height + 3),
    database.width - 12,
    Math.max(height, labelPx),
  );
}

const holds = ({ x, y, width, height }: Rect, at: { x: number; y: number }): boolean =>
  at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height;

/** Where a job that is let go at a point then is; null beside the programs. */
export function placeAt(layout: ClockLayout, at: { x: number; y: number }): JobPlace | null {
  const { places, program, other, reactor } = layout;
  const names = Object.keys(places) as JobPlace[];
  const onPlace = names.find((name) => holds(places[name], at));
  if (onPlace !== undefined) return onPlace;
  if (holds(other, at)) return 'apart';
  if (!holds(program, at)) return null;
  return at.x <= reactor.x + reactor.width + GAP ? 'reactor' : 'waits';
}

/** A point of the dial: `turn` from 0 at the top to 1, clockwise; `radius` in units. */
export function dialPoint(
  { dial }: ClockLayout,
  turn: number,
  radius: number,
): { x: number; y: number } {
  const angle = 2 * Math.PI * turn;
  const round = (n: number): number => Math.round(n * 100) / 100;
  return {
    x: round(dial.x + radius * Math.sin(angle)),
    y: round(dial.y - radius * Math.cos(angle)),
  };
}

/** Letters in a row along a circle, near their turns: each as far behind the one before as its width; those that have room. */
export function lettersAlong<T extends { turn: number }>(
  letters: readonly T[],
  widthPx: number,
  radius: number,
): (T & { at: number })[] {
  const gap = widthPx / (2 * Math.PI * radius);
  let next = 0;
  return letters.flatMap((letter) => {
    const at = Math.max(next, letter.turn);
    next = at + gap;
    return at > 1 - gap ? [] : [{ ...letter, at }];
  });
}

/** An arc from the top, over `turn` of the circle, less than the whole. */
export function dialArc(layout: ClockLayout, turn: number, radius: number): string {
  const from = dialPoint(layout, 0, radius);
  const to = dialPoint(layout, turn, radius);
  return `M${from.x},${from.y}A${radius},${radius} 0 ${turn > 0.5 ? 1 : 0} 1 ${to.x},${to.y}`;
}

/** A tick on the dial for each turn, from one radius to another. */
export function dialTicks(
  layout: ClockLayout,
  turns: readonly number[],
  from: number,
  to: number,
): string {
  return turns
    .map((turn) => {
      const [a, b] = [dialPoint(layout, turn, from), dialPoint(layout, turn, to)];
      return `M${a.x},${a.y}L${b.x},${b.y}`;
    })
    .join('');
}

const focusPadPx = 4;

/** Rings around the parts that a beat points at; `slot` is where the job is. */
export function clockFocus(
  layout: ClockLayout,
  focus: readonly FocusTarget[],
  job: JobPlace,
): FocusRect[] {
  const { dial, places } = layout;
  const out = dial.radius + 15;
  const targets: Partial<Record<FocusTarget, Rect>> = {
    balance: rect(dial.x - out, dial.y - out, 2 * out, 2 * out),
    reactor: layout.reactor,
    workers: layout.pool,
    slot: places[job],
  };
  return ringsAround(focus, targets, focusPadPx);
}
