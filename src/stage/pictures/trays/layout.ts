import type { ByteSize } from '../../kit/bytes';
import type { FocusTarget } from '../../../scenario/types';
import type { FocusRect } from '../../kit/rings';
import { bySize, rect, span, type PictureSize, type Rect, type Span } from '../../kit/sizes';

/** Where everything of the picture stands: columns from the server to the clients, rows of clients, a crowd, costs. */
export interface TraysLayout {
  width: number;
  height: number;
  labelPx: number;
  tagPx: number;
  byteSize: ByteSize;
  /** Baseline of the headings of the columns. */
  headY: number;
  reactor: Rect;
  /** Baseline of what the reactor does to one client; on the left of it. */
  actX: number;
  actY: number;
  ours: Span;
  kernel: Span;
  wire: Span;
  markX: number;
  markRadius: number;
  /** Where it is told how many lines a client has. */
  countX: number;
  trayPx: number;
  /** Middles of the rows of the four who have a name. */
  rows: readonly number[];
  crowd: { headX: number; headY: number; headPx: number; gridY: number; cellPx: number };
  /** Baseline of the note below the rows. */
  noteY: number;
  costs: CostsLayout;
}

export interface CostsLayout {
  headY: number;
  /** Top of the first row, and from one to the next. */
  y: number;
  pitch: number;
  rowsMax: number;
  barPx: number;
  /** Words stand over the bar, not beside it. */
  stacked: boolean;
  labelX: number;
  bar: Span;
  /** Right end of the words after a bar. */
  endX: number;
}

interface SizeNumbers extends Pick<
  TraysLayout,
  'width' | 'height' | 'labelPx' | 'tagPx' | 'byteSize' | 'headY' | 'reactor' | 'actX' | 'actY'
> {
  columns: readonly [number, number, number, number, number, number];
  markX: number;
  markRadius: number;
  countX: number;
  trayPx: number;
  rowsY: number;
  pitch: number;
  crowdY: number;
  cellPx: number;
  costs: CostsLayout;
}

/** Rows of cells that the crowd stands in. */
export const CROWD_ROWS = 2;

const sizes = bySize<SizeNumbers>({
  width: [992, 644, 366, 960],
  height: [620, 500, 538, 442],
  labelPx: [15, 14, 14, 16],
  tagPx: [13, 13, 14, 16],
  headY: [24, 18, 90, 66],
  byteSize: [
    { letterPx: 11.5, delimiterPx: 24, fontPx: 15, labelPx: 14 },
    { letterPx: 9, delimiterPx: 18, fontPx: 13, labelPx: 13 },
    { letterPx: 8.6, delimiterPx: 17, fontPx: 14, labelPx: 14 },
    { letterPx: 11, delimiterPx: 24, fontPx: 16, labelPx: 16 },
  ],
  reactor: [
    rect(16, 40, 190, 176),
    rect(10, 30, 138, 130),
    rect(6, 7, 218, 62),
    rect(24, 76, 180, 120),
  ],
  actX: [16, 10, 236, 24],
  actY: [246, 186, 40, 226],
  columns: [
    [236, 446, 470, 660, 668, 838],
    [166, 298, 314, 434, 440, 536],
    [6, 120, 128, 244, 248, 290],
    [228, 428, 450, 634, 642, 798],
  ],
  markX: [868, 560, 311, 824],
  markRadius: [15, 13, 12, 14],
  countX: [892, 580, 328, 846],
  trayPx: [38, 32, 30, 32],
  rowsY: [62, 48, 114, 90],
  pitch: [58, 46, 38, 40],
  crowdY: [288, 232, 279, 252],
  cellPx: [20, 17, 13, 14],
  costs: [
    {
      headY: 424,
      y: 438,
      pitch: 34,
      rowsMax: 5,
      barPx: 20,
      stacked: false,
      labelX: 16,
      bar: span(160, 976),
      endX: 976,
    },
    {
      headY: 344,
      y: 354,
      pitch: 28,
      rowsMax: 5,
      barPx: 17,
      stacked: false,
      labelX: 10,
      bar: span(136, 636),
      endX: 636,
    },
    {
      headY: 361,
      y: 368,
      pitch: 33,
      rowsMax: 5,
      barPx: 10,
      stacked: true,
      labelX: 6,
      bar: span(6, 360),
      endX: 360,
    },
    {
      headY: 348,
      y: 355,
      pitch: 21,
      rowsMax: 4,
      barPx: 15,
      stacked: false,
      labelX: 24,
      bar: span(176, 936),
      endX: 936,
    },
  ],
});

export function traysLayout(size: PictureSize): TraysLayout {
  const { columns, rowsY, pitch, crowdY, cellPx, ...rest } = sizes[size];
  const [ours0, ours1, kernel0, kernel1, wire0, wire1] = columns;
  // Beside the grid there is no room for its heading on a phone.
  const headed = size === 'phone';
  const gridY = crowdY + (headed ? 12 : 8);
  return {
    ...rest,
    ours: { x0: ours0, x1: ours1 },
    kernel: { x0: kernel0, x1: kernel1 },
    wire: { x0: wire0, x1: wire1 },
    rows: [0, 1, 2, 3].map((i) => rowsY + i * pitch),
    crowd: headed
      ? { headX: ours0, headY: crowdY, headPx: rest.width - 12, gridY, cellPx }
      : {
          headX: rest.labelPx > 15 ? 24 : rest.actX,
          headY: gridY + rest.labelPx - 1,
          headPx: ours0 - rest.actX - 12,
          gridY,
          cellPx,
        },
    noteY: rowsY + 3 * pitch + rest.trayPx / 2 + rest.labelPx + 6,
  };
}

/** Where the parts are that a beat points at. */
export function focusRings(
  layout: TraysLayout,
  focus: readonly FocusTarget[],
  { rowCount, hasCrowd, costRows }: { rowCount: number; hasCrowd: boolean; costRows: number },
): FocusRect[] {
  const { rows, trayPx, crowd, costs } = layout;
  const pad = Math.min(5, (layout.kernel.x0 - layout.ours.x1) / 2 - 1);
  const band = ({ x0, x1 }: Span, y0: number, y1: number, padX = pad): Rect => ({
    x: x0 - padX,
    y: y0 - pad,
    width: x1 - x0 + 2 * padX,
    height: y1 - y0 + 2 * pad,
  });
  const endY = rows[rowCount - 1]! + trayPx / 2;
  /** The trays of a column: of the rows, and of the crowd if there is one. */
  const column = (span: Span, from: number): Rect[] => [
    band(span, rows[from]! - trayPx / 2, endY),
    ...(hasCrowd ? [band(span, crowd.gridY, crowd.gridY + CROWD_ROWS * crowd.cellPx)] : []),
  ];
  const places: Partial<Record<FocusTarget, Rect[]>> = {
    reactor: [
      {
        x: layout.reactor.x - 4,
        y: layout.reactor.y - 4,
        width: layout.reactor.width + 8,
        height: layout.reactor.height + 8,
      },
    ],
    // The first, who writes, has no tray of ours.
    writeBuffer: column(layout.ours, 1),
    sendBuffer: column(layout.kernel, 0),
    wire: [band(layout.wire, rows[0]! - trayPx / 2, endY, 1)],
    costs: [
      {
        x: costs.labelX - 4,
        y: costs.headY - layout.labelPx - 3,
        width: costs.endX - costs.labelX + 8,
        height: costs.y + costRows * costs.pitch + 5 - (costs.headY - layout.labelPx - 3),
      },
    ],
  };
  return focus.flatMap((target) => {
    const rects = places[target] ?? [];
    return rects.map((rect) => ({ target, ...rect }));
  });
}
