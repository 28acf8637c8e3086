import { ringsAround, type FocusRect } from '../../kit/rings';
import type { Station } from '../../../player/world/world.types';
import type { FocusTarget } from '../../../scenario/types';
import { machineLayout, type MachineLayout } from '../machine/machine';
import { textWidth } from '../../kit/text';
import { bySize, rect, span, type PictureSize, type Rect, type Span } from '../../kit/sizes';

/** Where everything of the picture of a turn stands. */
export interface TurnLayout {
  width: number;
  height: number;
  titleY: number | null;
  labelPx: number;
  cells: (Rect & { name: Station; label: string })[];
  /** Distance of the lines in a cell, and how many fit under its name. */
  linePx: number;
  lines: number;
  track: string;
  arrows: { x: number; y: number; turn: number }[];
  turn: { x: number; y: number };
  /** The button that goes to the next cell. */
  next: Rect;
  /** For the rows of clients. */
  machine: MachineLayout;
  headY: number | null;
  /** Two columns side by side, or null: one list in lines of text. */
  orders: { asked: Span; came: Span; headY: number; top: number; pitch: number } | null;
  words: Rect;
  alarmY: number;
  run: { x: number; statusX: number; y: number; pitch: number };
}

interface Numbers {
  width: number;
  height: number;
  titleY: number | null;
  labelPx: number;
  left: Span;
  gap: number;
  rows: readonly [number, number];
  cellHeight: number;
  lines: number;
  clients: readonly number[];
  clientX: number;
  wire: Span | null;
  tray: Span;
  trayPx: number;
  headY: number | null;
  orders: TurnLayout['orders'];
  words: Rect;
  alarmY: number;
  run: TurnLayout['run'];
}

const sizes = bySize<Numbers>({
  width: [992, 644, 366, 960, 480],
  height: [352, 300, 316, 442, 180],
  titleY: [25, null, null, null, null],
  labelPx: [14, 13, 14, 16, 12],
  left: [span(16, 636), span(8, 400), span(6, 360), span(20, 604), span(5, 276)],
  gap: [40, 24, 14, 40, 16],
  rows: [
    [40, 154],
    [6, 112],
    [4, 98],
    [58, 192],
    [5, 76],
  ],
  cellHeight: [84, 78, 68, 98, 57],
  lines: [3, 3, 2, 3, 2],
  clients: [
    [288, 328],
    [238, 278],
    [186, 216],
    [350, 404],
    [146, 166],
  ],
  clientX: [33, 26, 20, 40, 16],
  wire: [span(56, 226), span(46, 150), null, span(66, 216), null],
  tray: [span(232, 636), span(156, 400), span(40, 360), span(222, 604), span(32, 276)],
  trayPx: [26, 26, 26, 26, 20],
  headY: [265, 212, null, 318, null],
  orders: [
    { asked: span(668, 802), came: span(846, 976), headY: 56, top: 66, pitch: 32 },
    { asked: span(414, 520), came: span(532, 638), headY: 18, top: 26, pitch: 30 },
    null,
    { asked: span(628, 780), came: span(814, 944), headY: 76, top: 88, pitch: 38 },
    { asked: span(286, 374), came: span(384, 476), headY: 10, top: 14, pitch: 24 },
  ],
  words: [
    rect(668, 66, 308, 130),
    rect(414, 26, 224, 120),
    rect(6, 250, 354, 36),
    rect(628, 88, 316, 150),
    rect(286, 15, 190, 100),
  ],
  alarmY: [222, 170, 288, 274, 122],
  run: [
    { x: 668, statusX: 802, y: 266, pitch: 32 },
    { x: 414, statusX: 528, y: 220, pitch: 30 },
    { x: 6, statusX: 132, y: 307, pitch: 0 },
    { x: 628, statusX: 778, y: 326, pitch: 38 },
    { x: 284, statusX: 384, y: 142, pitch: 13 },
  ],
});

const names: readonly Station[] = ['threadCalls', 'timers', 'ask', 'run'];
const labels = ['1 thread calls', '2 timers due', '3 ask the OS', '4 run ready'];

/** The geometry for a run of so many clients; those without room for a row are left out. */
export function turnLayout(size: PictureSize, clients: number): TurnLayout {
  const n = sizes[size];
  const width = (n.left.x1 - n.left.x0 - n.gap) / 2;
  const [top, bottom] = n.rows;
  const right = n.left.x0 + width + n.gap;
  // Clockwise, as the turn goes.
  const places = [
    [n.left.x0, top],
    [right, top],
    [right, bottom],
    [n.left.x0, bottom],
  ] as const;
  const leftX = n.left.x0 + width / 2;
  const rightX = right + width / 2;
  const topY = top + n.cellHeight / 2;
  const bottomY = bottom + n.cellHeight / 2;
  const middleX = (leftX + rightX) / 2;
  const middleY = (top + n.cellHeight + bottom) / 2;
  const nextPx = Math.min(24, bottom - top - n.cellHeight);
  const machine = machineLayout(size, clients, ['wire', 'receiveBuffer']);
  return {
    width: n.width,
    height: n.height,
    titleY: n.titleY,
    labelPx: n.labelPx,
    cells: places.map(([x, y], i) => ({
      x,
      y,
      width,
      height: n.cellHeight,
      name: names[i]!,
      label: labels[i]!,
    })),
    linePx: n.labelPx + 4,
    lines: n.lines,
    track: `M${leftX},${topY}H${rightX}V${bottomY}H${leftX}Z`,
    arrows: [
      { x: middleX, y: topY, turn: 0 },
      { x: rightX, y: middleY, turn: 90 },
      { x: middleX, y: bottomY, turn: 180 },
      { x: leftX, y: middleY, turn: 270 },
    ],
    turn: { x: middleX - 12, y: middleY },
    next: { x: middleX, y: middleY - nextPx / 2, width: n.labelPx * 5.6, height: nextPx },
    machine: {
      ...machine,
      clientRows: n.clients.slice(0, clients),
      hidden: 0,
      clientX: n.clientX,
      clientRadius: n.labelPx - 1,
      compact: false,
      wire: n.wire,
      tray: n.tray,
      trayHeight: n.trayPx,
    },
    headY: n.headY,
    orders: n.orders,
    words: n.words,
    alarmY: n.alarmY,
    run: n.run,
  };
}

const focusPadPx = 4;

/** Rings around the parts that a beat points at. */
export function turnFocus(layout: TurnLayout, focus: readonly FocusTarget[]): FocusRect[] {
  const [first, second, , last] = layout.cells;
  const { tray, clientRows, trayHeight } = layout.machine;
  const rows = clientRows.length;
  const buffers: Rect = {
    x: tray.x0,
    y: (clientRows[0] ?? 0) - trayHeight / 2,
    width: tray.x1 - tray.x0,
    height: rows === 0 ? 0 : clientRows[rows - 1]! - clientRows[0]! + trayHeight,
  };
  const { orders, run, labelPx } = layout;
  const places: Partial<Record<FocusTarget, Rect>> = {
    loop: {
      x: first!.x,
      y: first!.y,
      width: second!.x + second!.width - first!.x,
      height: last!.y + last!.height - first!.y,
    },
    receiveBuffer: buffers,
    sendBuffer: buffers,
    ...(orders && {
      calls: {
        x: orders.asked.x0,
        y: orders.top,
        width: orders.came.x1 - orders.asked.x0,
        height: 3 * orders.pitch + labelPx + 11,
      },
    }),
    ...(run.pitch > 0 && {
      code: {
        x: run.x,
        y: run.y - labelPx - 4,
        width: layout.words.width,
        height: 2 * run.pitch + labelPx + 12,
      },
    }),
  };
  return ringsAround(focus, places, focusPadPx);
}

/** What was printed, as running text in at most two lines. */
export function wordLines(came: readonly string[], roomPx: number, fontPx: number): string[] {
  const lines: string[] = [];
  let line = 'printed:';
  came.forEach((word, i) => {
    const longer = `${line} ${word}${i < came.length - 1 ? ',' : ''}`;
    if (textWidth(longer, fontPx) <= roomPx) line = longer;
    else {
      lines.push(line);
      line = `${word}${i < came.length - 1 ? ',' : ''}`;
    }
  });
  return came.length === 0 ? ['printed: nothing yet'] : [...lines, line].slice(0, 2);
}
