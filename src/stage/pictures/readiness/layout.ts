import { ringsAround, type FocusRect } from '../../kit/rings';
import type { FocusTarget } from '../../../scenario/types';
import { machineLayout, type MachineLayout } from '../machine/machine';
import { bySize, rect, span, type PictureSize, type Rect, type Span } from '../../kit/sizes';

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

const sizes = bySize<Numbers>({
  width: [992, 644, 366, 960],
  height: [352, 300, 330, 442],
  titleY: [25, null, null, null],
  headY: [54, 21, 17, 74],
  rows: [span(62, 322), span(28, 272), span(23, 288), span(84, 400)],
  pitchMax: [46, 42, 40, 56],
  clientX: [33, 24, 20, 40],
  clientRadius: [14, 13, 13, 17],
  wire: [span(56, 180), span(42, 112), null, span(66, 174)],
  tray: [span(186, 418), span(116, 230), span(40, 120), span(180, 396)],
  table: [span(434, 724), span(240, 446), span(128, 222), span(410, 690)],
  nameX: [448, 248, 0, 422],
  readX: [570, 332, 149, 540],
  writeX: [670, 407, 199, 638],
  cellWidth: [46, 34, 28, 50],
  ask: [span(724, 768), span(446, 472), span(222, 236), span(690, 726)],
  reactor: [
    rect(768, 62, 208, 104),
    rect(472, 28, 164, 96),
    rect(236, 23, 122, 106),
    rect(726, 84, 218, 120),
  ],
  cpu: [
    rect(768, 182, 208, 64),
    rect(472, 140, 164, 62),
    rect(236, 144, 124, 62),
    rect(726, 226, 218, 74),
  ],
  words: [
    { x0: 768, x1: 976, y: 276, pitch: 24 },
    { x0: 472, x1: 638, y: 228, pitch: 22 },
    { x0: 236, x1: 362, y: 232, pitch: 20 },
    { x0: 726, x1: 944, y: 334, pitch: 28 },
  ],
});

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
      width: n.width,
      height: n.height,
      titleY: n.titleY,
      headY: n.headY,
      pitch,
      compact,
      clientX: compact && n.wire === null ? 12 : n.clientX,
      clientRadius: compact ? Math.min(9, pitch * 0.36) : n.clientRadius,
      wire: n.wire,
      tray: n.tray,
      trayHeight: Math.min(base.bytes.labelPx + 12, pitch - 3),
      clientRows: Array.from({ length: clients }, (_, i) => rowY(i)),
      hidden: 0,
      listenRow: rowY(clients),
      wakerRow: null,
      table,
      cell: { width: n.cellWidth, height: Math.min(28, pitch - 4) },
      noteY: bottom + base.labelPx + 6,
      reactor: n.reactor,
      ask: { ...n.ask, y: n.reactor.y + n.reactor.height / 2 },
    },
    table,
    nameX: n.nameX,
    readX: n.readX,
    writeX: n.writeX,
    cpu: n.cpu,
    words: n.words,
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
      x: tray.x0,
      y: top + 1,
      width: tray.x1 - tray.x0,
      height: clientRows.length * pitch - 2,
    },
    listenQueue: {
      x: tray.x0,
      y: listenRow! - pitch / 2 + 3,
      width: tray.x1 - tray.x0,
      height: pitch - 6,
    },
    readiness: table,
    reactor: machine.reactor,
    cpu,
  };
  return ringsAround(focus, places, focusPadPx);
}
