import type { Station } from '../../../player/world/world.types';
import { textWidth } from '../../kit/text';
import type { Rect } from '../../kit/sizes';

export interface LoopGeometry {
  /** The closed way that a turn takes. */
  track: string;
  arrows: { x: number; y: number; turn: number }[];
  stations: (Rect & { name: Station; label: string })[];
  turnX: number;
  turnY: number;
}

const names: readonly Station[] = ['threadCalls', 'timers', 'ask', 'run'];
const longLabels = ['thread calls', 'timers due', 'ask the OS', 'run ready'];
const shortLabels = ['threads', 'timers', 'ask OS', 'run'];

/** The turn as a closed loop: a ring of two by two, clockwise, or a strip with a way back under it. */
export function loopGeometry(box: Rect & { ring: boolean }, labelPx: number): LoopGeometry {
  return box.ring ? ring(box, labelPx) : strip(box, labelPx);
}

function labelsFor(room: number, labelPx: number): readonly string[] {
  const widest = Math.max(...longLabels.map((text) => textWidth(text, labelPx, { bold: true })));
  return widest + 4 <= room ? longLabels : shortLabels;
}

function ring(box: Rect, labelPx: number): LoopGeometry {
  const gap = 14;
  const width = (box.width - gap) / 2;
  const height = labelPx + 18;
  const labels = labelsFor(width, labelPx);
  const left = box.x;
  const right = box.x + width + gap;
  const top = box.y;
  const bottom = box.y + box.height - height;
  const places = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ] as const;
  const leftX = left + width / 2;
  const rightX = right + width / 2;
  const topY = top + height / 2;
  const bottomY = bottom + height / 2;
  const centreX = box.x + box.width / 2;
  const sideY = (top + height + bottom) / 2;
  return {
    track: `M${leftX},${topY}H${rightX}V${bottomY}H${leftX}Z`,
    arrows: [
      { x: centreX, y: topY, turn: 0 },
      { x: rightX, y: sideY, turn: 90 },
      { x: centreX, y: bottomY, turn: 180 },
      { x: leftX, y: sideY, turn: 270 },
    ],
    stations: places.map(([x, y], i) => ({
      x,
      y,
      width,
      height,
      name: names[i]!,
      label: labels[i]!,
    })),
    turnX: centreX,
    turnY: sideY,
  };
}

function strip(box: Rect, labelPx: number): LoopGeometry {
  const gap = 14;
  const width = (box.width - 3 * gap) / 4;
  const height = labelPx + 16;
  const labels = labelsFor(width, labelPx);
  const y = box.y;
  const middle = y + height / 2;
  const backY = box.y + box.height - 6;
  const firstX = box.x + width / 2;
  const lastX = box.x + box.width - width / 2;
  const centreX = box.x + box.width / 2;
  const between = [0, 1, 2].map((i) => ({
    x: box.x + (i + 1) * width + i * gap + gap / 2 + 1,
    y: middle,
    turn: 0,
  }));
  return {
    track: `M${firstX},${middle}H${lastX}V${backY}H${firstX}Z`,
    arrows: [...between, { x: box.x + width * 1.3, y: backY, turn: 180 }],
    stations: names.map((name, i) => ({
      x: box.x + i * (width + gap),
      y,
      width,
      height,
      name,
      label: labels[i]!,
    })),
    turnX: centreX,
    turnY: backY,
  };
}
