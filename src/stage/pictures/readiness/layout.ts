import type { FocusTarget } from '../../../scenario/types';
import {
  machineLayout,
  type FocusRect,
  type MachineLayout,
  type Rect,
  type Span,
} from '../machine/machine';
import type { PictureSize } from '../../lanes/timeline';

/** Where everything of the picture of the readiness table stands. */
export interface ReadinessLayout {
  /** For the rows of clients, the listen queue and the reactor's box. */
  machine: MachineLayout;
  table: Rect;
  nameX: number;
  readX: number;
  writeX: number;
  /** Words of the two columns. */
  heads: readonly [string, string];
  /** "not asked" in words does not fit: a dot stands for it, and a line below says so. */
  terse: boolean;
  cpu: Rect;
  /** What was asked and answered, in words. */
  words: Span & { y: number; pitch: number };
}

interface Numbers {
  width: number;
  height: number;
  titleY: number | null;
  headY: number;
  rows: Span;
  pitchMax: number;
  clientX: number;
  clientRadius: number;
  wire: Span | null;
  tray: Span;
  table: Span;
  nameX: number;
  readX: number;
  writeX: number;
  cellWidth: number;
  ask: Span;
  reactor: Rect;
  cpu: Rect;
  words: ReadinessLayout['words'];
}

const sizes: Record<PictureSize, Numbers> = {
  wide: {
    ...{ width: 992, height: 352, titleY: 25, headY: 54, rows: { x0: 62, x1: 322 }, pitchMax: 46 },
    ...{ clientX: 33, clientRadius: 14, wire: { x0: 56, x1: 180 }, tray: { x0: 186, x1: 418 } },
    ...{ table: { x0: 434, x1: 724 }, nameX: 448, readX: 570, writeX: 670, cellWidth: 46 },
    ...{ ask: { x0: 724, x1: 768 }, reactor: { x: 768, y: 62, width: 208, height: 104 } },
    cpu: { x: 768, y: 182, width: 208, height: 64 },
    words: { x0: 768, x1: 976, y: 276, pitch: 24 },
  },
  medium: {
    ...{ width: 644, height: 300, titleY: null, headY: 21, rows: { x0: 28, x1: 272 } },
    ...{ pitchMax: 42, clientX: 24, clientRadius: 13, wire: { x0: 42, x1: 112 } },
    ...{ tray: { x0: 116, x1: 230 }, table: { x0: 240, x1: 446 }, nameX: 248, readX: 332 },
    ...{ writeX: 407, cellWidth: 34, ask: { x0: 446, x1: 472 } },
    reactor: { x: 472, y: 28, width: 164, height: 96 },
    cpu: { x: 472, y: 140, width: 164, height: 62 },
    words: { x0: 472, x1: 638, y: 228, pitch: 22 },
  },
  phone: {
    ...{ width: 366, height: 330, titleY: null, headY: 17, rows: { x0: 23, x1: 288 } },
    ...{ pitchMax: 40, clientX: 20, clientRadius: 13, wire: null, tray: { x0: 40, x1: 120 } },
    ...{ table: { x0: 128, x1: 222 }, nameX: 0, readX: 149, writeX: 199, cellWidth: 28 },
    ...{ ask: { x0: 222, x1: 236 }, reactor: { x: 236, y: 23, width: 126, height: 106 } },
    cpu: { x: 236, y: 144, width: 124, height: 62 },
    words: { x0: 236, x1: 362, y: 232, pitch: 20 },
  },
  embed: {
    ...{ width: 960, height: 442, titleY: null, headY: 74, rows: { x0: 84, x1: 400 } },
    ...{ pitchMax: 56, clientX: 40, clientRadius: 17, wire: { x0: 66, x1: 174 } },
    ...{ tray: { x0: 180, x1: 396 }, table: { x0: 410, x1: 690 }, nameX: 422, readX: 540 },
    ...{ writeX: 638, cellWidth: 50, ask: { x0: 690, x1: 726 } },
    reactor: { x: 726, y: 84, width: 218, height: 120 },
    cpu: { x: 726, y: 226, width: 218, height: 74 },
    words: { x0: 726, x1: 944, y: 334, pitch: 28 },
  },
};

/** The geometry for so many clients, each with a row, and the listening socket below them. */
export function readinessLayout(size: PictureSize, clients: number): ReadinessLayout {
  const n = sizes[size];
  const pitch = Math.min(n.pitchMax, (n.rows.x1 - n.rows.x0) / (clients + 1));
  const rowY = (i: number): number => n.rows.x0 + (i + 0.5) * pitch;
  const compact = pitch < 30;
  const bottom = n.rows.x0 + (clients + 1) * pitch;
  const base = machineLayout(size, clients, ['receiveBuffer', 'listenQueue']);
  const table = {
    x: n.table.x0,
    y: n.rows.x0,
    width: n.table.x1 - n.table.x0,
    height: bottom - n.rows.x0,
  };
  return {
    machine: {
      ...base,
      ...{ width: n.width, height: n.height, titleY: n.titleY, headY: n.headY },
      ...{ pitch, compact, clientX: compact && n.wire === null ? 12 : n.clientX },
      clientRadius: compact ? Math.min(9, pitch * 0.36) : n.clientRadius,
      ...{ wire: n.wire, tray: n.tray, trayHeight: Math.min(base.bytes.labelPx + 12, pitch - 3) },
      clientRows: Array.from({ length: clients }, (_, i) => rowY(i)),
      ...{ hidden: 0, listenRow: rowY(clients), wakerRow: null, table },
      cell: { width: n.cellWidth, height: Math.min(28, pitch - 4) },
      noteY: bottom + base.labelPx + 6,
      ...{ reactor: n.reactor, ask: { ...n.ask, y: n.reactor.y + n.reactor.height / 2 } },
    },
    ...{ table, nameX: n.nameX, readX: n.readX, writeX: n.writeX, cpu: n.cpu, words: n.words },
    heads: size === 'phone' ? ['read?', 'write?'] : ['readable?', 'writable?'],
    terse: size === 'phone',
  };
}

const focusPadPx = 4;

/** Rings around the parts that a beat points at. */
export function readinessFocus(
  { machine, table, cpu }: ReadinessLayout,
  focus: readonly FocusTarget[],
): FocusRect[] {
  const { tray, clientRows, pitch, listenRow } = machine;
  const top = (clientRows[0] ?? 0) - pitch / 2;
  const places: Partial<Record<FocusTarget, Rect>> = {
    receiveBuffer: {
      ...{ x: tray.x0, y: top + 1, width: tray.x1 - tray.x0 },
      height: clientRows.length * pitch - 2,
    },
    listenQueue: {
      ...{ x: tray.x0, y: listenRow! - pitch / 2 + 3, width: tray.x1 - tray.x0 },
      height: pitch - 6,
    },
    readiness: table,
    reactor: machine.reactor,
    cpu,
  };
  return focus.flatMap((target) => {
    const place = places[target];
    if (place === undefined) return [];
    return [
      {
        target,
        x: place.x - focusPadPx,
        y: place.y - focusPadPx,
        width: place.width + 2 * focusPadPx,
        height: place.height + 2 * focusPadPx,
      },
    ];
  });
}
