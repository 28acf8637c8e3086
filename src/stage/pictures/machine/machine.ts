import type { FocusRect } from '../../kit/rings';
import { momentText } from '../../../player/measures/durations';
import { NOTICEABLE_NS } from '../../../player/measures/noticeable';
import type { FocusTarget, Layer } from '../../../scenario/types';
import type { World } from '../../../player/world/world.types';
import type { ByteSize } from '../../kit/bytes';
import { tableColumns, type TableColumns } from '../../kit/names';
import { letterRadiusMin } from '../../kit/shapes';
import { bySize, rect, span, type PictureSize, type Rect, type Span } from '../../kit/sizes';

/** Where everything of the machine stands; rows are given by the y of their middle. */
export interface MachineLayout {
  width: number;
  height: number;
  titleY: number | null;
  headY: number;
  labelPx: number;
  bytes: ByteSize;
  trayHeight: number;
  pitch: number;
  clientX: number;
  clientRadius: number;
  /** The shapes are too small for a letter: it stands beside them. */
  compact: boolean;
  wire: Span | null;
  tray: Span;
  clientRows: number[];
  /** Clients without a row of their own, and the row that says so. */
  hidden: number;
  hiddenRow: number;
  listenRow: number | null;
  wakerRow: number | null;
  table: Rect | null;
  /** Middle of the columns of the table; null when there is no room for the column. */
  readX: number;
  writeX: number | null;
  nameX: number | null;
  /** What a name may take (`TableColumns`), and whether "not asked" is a dot because of it. */
  nameRoom: number;
  ownRoom: number;
  terse: boolean;
  cell: { width: number; height: number };
  noteY: number;
  ask: Span & { y: number };
  reactor: Rect;
  loop: Rect & { ring: boolean };
}

interface SizeNumbers {
  width: number;
  height: number;
  titleY: number | null;
  headY: number;
  rowsTop: number;
  rowsBottom: number;
  pitchMax: number;
  labelPx: number;
  letterPx: number;
  delimiterPx: number;
  bytePx: number;
  trayHeight: number;
  clientX: number;
  clientRadius: number;
  wire: Span | null;
  tray: Span;
  table: Span;
  nameX: number | null;
  readX: number;
  writeX: number | null;
  cell: { width: number; height: number };
  ask: Span;
  reactor: Rect;
  loop: Rect & { ring: boolean };
  waker: boolean;
}

const sizes = bySize<SizeNumbers>({
  width: [992, 644, 366, 960],
  height: [352, 300, 246, 442],
  titleY: [25, null, null, null],
  headY: [54, 22, 17, 76],
  rowsTop: [66, 32, 23, 88],
  rowsBottom: [304, 256, 183, 382],
  pitchMax: [42, 40, 35, 50],
  labelPx: [14, 13, 14, 16],
  letterPx: [16, 14, 11, 17],
  delimiterPx: [20, 19, 19, 23],
  bytePx: [14, 14, 14, 16],
  trayHeight: [26, 26, 25, 32],
  clientX: [33, 28, 20, 40],
  clientRadius: [14, 13, 13, 17],
  wire: [span(56, 226), span(46, 130), null, span(66, 226)],
  tray: [span(232, 498), span(134, 270), span(40, 162), span(232, 474)],
  table: [span(508, 718), span(278, 438), span(169, 211), span(482, 668)],
  nameX: [520, null, null, null],
  readX: [596, 318, 190, 526],
  writeX: [677, 397, null, 618],
  waker: [true, true, false, true],
  cell: [
    { width: 34, height: 26 },
    { width: 32, height: 26 },
    { width: 30, height: 24 },
    { width: 40, height: 30 },
  ],
  ask: [span(718, 756), span(438, 464), span(211, 226), span(668, 706)],
  reactor: [
    rect(756, 66, 220, 152),
    rect(464, 32, 172, 140),
    rect(226, 23, 134, 160),
    rect(706, 88, 238, 166),
  ],
  loop: [
    { x: 756, y: 240, width: 220, height: 98, ring: true },
    { x: 464, y: 190, width: 172, height: 96, ring: true },
    { x: 6, y: 195, width: 354, height: 48, ring: false },
    { x: 706, y: 292, width: 238, height: 124, ring: true },
  ],
});

const pitchMin = 23;

/** The columns of the table: names have one on the widest picture only, and it is as wide as they need. */
function columnsOf(
  { nameX, readX, writeX, cell, table, labelPx }: SizeNumbers,
  names: readonly string[],
): Pick<MachineLayout, 'nameX' | keyof TableColumns> {
  if (nameX === null || writeX === null)
    return { nameX, nameRoom: 0, ownRoom: 0, readX, writeX, terse: false };
  const columns = { right: table.x1, nameX, readX, writeX, cellWidth: cell.width };
  return { nameX, ...tableColumns(names, columns, labelPx) };
}

/**
 * The machine's geometry for so many clients; more than fit are counted, not squeezed.
 *
 * @param names of the clients, for the column of names
 */
export function machineLayout(
  size: PictureSize,
  clients: number,
  layers: readonly Layer[],
  names: readonly string[] = [],
): MachineLayout {
  const n = sizes[size];
  const listen = layers.includes('listenQueue');
  const waker = layers.includes('readiness') && n.waker;
  const extra = (listen ? 1 : 0) + (waker ? 1 : 0);
  const room = n.rowsBottom - n.rowsTop;
  const fit = Math.floor(room / pitchMin) - extra;
  const shown = clients <= fit ? clients : fit - 1;
  const rows = (clients <= fit ? clients : fit) + extra;
  const pitch = Math.min(n.pitchMax, room / Math.max(1, rows));
  const compact = pitch * 0.4 < letterRadiusMin && n.clientRadius >= letterRadiusMin;
  const narrow = compact && n.wire === null;
  const radius = narrow ? 8 : compact ? Math.min(9, pitch * 0.36) : n.clientRadius;
  const rowY = (i: number): number => n.rowsTop + (i + 0.5) * pitch;
  const clientEnd = clients <= fit ? clients : fit;
  const bottom = n.rowsTop + rows * pitch;
  return {
    width: n.width,
    height: n.height,
    titleY: n.titleY,
    headY: n.headY,
    labelPx: n.labelPx,
    bytes: {
      letterPx: n.letterPx,
      delimiterPx: n.delimiterPx,
      fontPx: n.bytePx,
      labelPx: n.labelPx,
    },
    trayHeight: Math.min(n.trayHeight, pitch - 3),
    pitch,
    clientX: narrow ? radius * 1.2 + 3 : n.clientX,
    clientRadius: radius,
    compact,
    wire: layers.includes('wire') ? n.wire : null,
    tray: n.tray,
    clientRows: Array.from({ length: shown }, (_, i) => rowY(i)),
    hidden: clients - shown,
    hiddenRow: rowY(shown),
    listenRow: listen ? rowY(clientEnd) : null,
    wakerRow: waker ? rowY(clientEnd + (listen ? 1 : 0)) : null,
    table:
      layers.includes('readiness') || layers.includes('idleTimers')
        ? {
            x: n.table.x0,
            y: n.rowsTop,
            width: n.table.x1 - n.table.x0,
            height: bottom - n.rowsTop,
          }
        : null,
    ...columnsOf(n, names.slice(0, shown)),
    cell: { width: n.cell.width, height: Math.min(n.cell.height, pitch - 5) },
    noteY: bottom + n.labelPx + 6,
    ask: { ...n.ask, y: n.reactor.y + n.reactor.height / 2 },
    reactor: n.reactor,
    loop: n.loop,
  };
}

/** Share of the way that something in flight has behind it, 0 to 1. */
export function flightShare(
  item: { departedNs: number; arrivesNs: number | null },
  timeNs: number,
): number {
  const wholeNs = item.arrivesNs === null ? 0 : item.arrivesNs - item.departedNs;
  if (wholeNs <= 0) return 0;
  return Math.min(1, Math.max(0, (timeNs - item.departedNs) / wholeNs));
}

/** How the reactor looks: `blocked` is a handler that holds the thread for more than 100 ms. */
export type ReactorLook = 'starting' | 'waiting' | 'running' | 'blocked' | 'stopped';

export function reactorLook(world: World, timeNs: number): ReactorLook {
  const { state, block, handler } = world.reactor;
  if (state !== 'running') return state;
  if (
    block !== null &&
    block.durationNs > NOTICEABLE_NS &&
    timeNs < block.startNs + block.durationNs
  ) {
    return 'blocked';
  }
  return handler !== null && timeNs - handler.sinceNs > NOTICEABLE_NS ? 'blocked' : 'running';
}

/** Nobody asks: what the table says was true at `lastAskedNs`, and the kernel may know better. */
export function tableIsStale(world: World, timeNs: number): boolean {
  if (world.reactor.state !== 'running') return false;
  return !world.asking && world.lastAskedNs !== null && timeNs - world.lastAskedNs > NOTICEABLE_NS;
}

export type CellLook = 'notAsked' | 'no' | 'yes' | 'kernelKnows' | 'noSocket';

/**
 * One cell of the readiness table. `said`: what select answered; while it is asked or nobody asks, what is so
 * in the kernel now. `kernelKnows`: ready, and nobody has asked since.
 */
export function cellLook(
  asked: boolean,
  now: boolean,
  said: boolean | null,
  state: { asking: boolean; stale: boolean },
): CellLook {
  if (!asked) return 'notAsked';
  if (state.stale) return now ? 'kernelKnows' : 'no';
  if (state.asking) return now ? 'yes' : 'no';
  return said ? 'yes' : 'no';
}

const focusPadPx = 5;

/** Rings around the parts that a beat points at. What is not in this picture has none. */
export function focusRects(layout: MachineLayout, focus: readonly FocusTarget[]): FocusRect[] {
  const { clientRows, pitch } = layout;
  const top = (clientRows[0] ?? 0) - pitch / 2 + 1;
  const height = clientRows.length * pitch - 2;
  const column = (span: Span): Rect => ({ x: span.x0, y: top, width: span.x1 - span.x0, height });
  const places: Partial<Record<FocusTarget, Rect | null>> = {
    wire: layout.wire && column(layout.wire),
    receiveBuffer: column(layout.tray),
    sendBuffer: column(layout.tray),
    listenQueue:
      layout.listenRow === null
        ? null
        : { ...column(layout.tray), y: layout.listenRow - pitch / 2 + 4, height: pitch - 8 },
    readiness: layout.table,
    idleTimers: layout.table,
    reactor: layout.reactor,
    loop: layout.loop,
  };
  return focus.flatMap((target) => {
    const place = places[target];
    if (!place) return [];
    return [
      {
        target,
        ...inside(layout, {
          x: place.x - focusPadPx,
          y: place.y - focusPadPx,
          width: place.width + 2 * focusPadPx,
          height: place.height + 2 * focusPadPx,
        }),
      },
    ];
  });
}

/** What of a ring is in the picture, so that its line is. */
function inside({ width, height }: { width: number; height: number }, ring: Rect): Rect {
  const x = Math.max(2, ring.x);
  const y = Math.max(2, ring.y);
  return {
    x,
    y,
    width: Math.min(width - 2, ring.x + ring.width) - x,
    height: Math.min(height - 2, ring.y + ring.height) - y,
  };
}

/** The moment: to the hundredth at an event, to the tenth while time flows between two. */
export function momentOf(world: World, timeNs: number): string {
  return momentText(timeNs, timeNs === world.timeNs ? 2 : 1);
}
