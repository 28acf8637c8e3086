import type { FocusTarget } from '../../../scenario/types';
import { ringsAround, type FocusRect } from '../../kit/rings';
import { bySize, rect, type PictureSize, type Rect } from '../../kit/sizes';

/** Where everything of the picture stands. */
export interface TankLayout {
  width: number;
  height: number;
  labelPx: number;
  /** Baselines of the two lines over the tanks: what each is, and how much is in it. */
  nameY: number;
  amountY: number;
  file: Rect;
  /** Our buffer, our kernel’s, the client’s kernel’s. */
  tanks: readonly [Rect, Rect, Rect];
  /** Baseline of the line under the tanks: how much fits in. */
  roomY: number;
  /** The arrows that lead back, and the baseline of their words. */
  backY: number;
  backWordsY: number;
  client: { x: number; y: number; radius: number };
  /** Where the reader sets how fast the client reads: from the lowest to the highest. */
  rate: Rect;
  /** Baseline of the words over it. */
  rateWordsY: number;
  chartHeadY: number;
  chart: Rect;
}

const table = bySize<TankLayout>({
  width: [992, 644, 366, 960, 480],
  height: [352, 352, 412, 442, 178],
  labelPx: [15, 14, 14, 16, 12],
  nameY: [20, 18, 16, 82, 10],
  amountY: [40, 36, 34, 104, 24],
  file: [
    rect(20, 52, 96, 132),
    rect(8, 46, 66, 110),
    rect(6, 44, 40, 104),
    rect(40, 116, 88, 120),
    rect(6, 31, 48, 43),
  ],
  tanks: [
    [rect(204, 52, 190, 132), rect(470, 52, 124, 132), rect(672, 52, 124, 132)],
    [rect(130, 46, 132, 110), rect(310, 46, 84, 110), rect(440, 46, 84, 110)],
    [rect(82, 44, 84, 104), rect(196, 44, 52, 104), rect(272, 44, 52, 104)],
    [rect(200, 116, 176, 120), rect(446, 116, 116, 120), rect(634, 116, 116, 120)],
    [rect(88, 31, 104, 43), rect(226, 31, 62, 43), rect(322, 31, 62, 43)],
  ],
  roomY: [201, 172, 164, 254, 90],
  backY: [218, 188, 180, 272, 99],
  backWordsY: [238, 206, 198, 293, 117],
  client: [
    { x: 898, y: 164, radius: 22 },
    { x: 587, y: 136, radius: 18 },
    { x: 347, y: 128, radius: 14 },
    { x: 856, y: 216, radius: 22 },
    { x: 432, y: 60, radius: 13 },
  ],
  rate: [
    rect(828, 216, 140, 24),
    rect(540, 192, 94, 24),
    rect(190, 226, 160, 24),
    rect(786, 272, 140, 24),
    rect(390, 100, 84, 24),
  ],
  rateWordsY: [206, 180, 240, 262, 92],
  chartHeadY: [268, 234, 282, 326, 131],
  chart: [
    rect(20, 278, 956, 62),
    rect(8, 246, 628, 94),
    rect(8, 294, 350, 104),
    rect(24, 338, 912, 84),
    rect(6, 141, 468, 27),
  ],
});

export const tankLayout = (size: PictureSize): TankLayout => table[size];

/** What leads back from one place to the one before it, from the client on: to the kernel, to us, to the file. */
export function backArrows({ file, tanks }: TankLayout): readonly { x0: number; x1: number }[] {
  const places = [file, ...tanks].map(({ x, width }) => x + width / 2);
  return [3, 2, 1].map((i) => ({ x0: places[i]! - 8, x1: places[i - 1]! + 8 }));
}

const focusPadPx = 4;

/** Rings around the parts that a beat points at. */
export function tankFocus(layout: TankLayout, focus: readonly FocusTarget[]): FocusRect[] {
  const { file, tanks, backY, backWordsY, chart, labelPx } = layout;
  const end = tanks[0].x + tanks[0].width / 2;
  return ringsAround(
    focus,
    {
      writeBuffer: tanks[0],
      kernel: tanks[1],
      peerKernel: tanks[2],
      order: rect(file.x, backY - labelPx / 2, end - file.x, backWordsY - backY + labelPx),
      costs: chart,
    },
    focusPadPx,
  );
}
