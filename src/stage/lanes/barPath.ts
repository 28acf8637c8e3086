import type { Rect } from '../kit/sizes';

/** A length in the units of a picture, as text: no screen shows more than one decimal. */
export const px = (n: number): string => String(Math.round(n * 10) / 10);

/** A bar as a part of a path, for bars that are drawn together. */
export function barPath({ x, y, width, height }: Rect): string {
  return `M${px(x)},${px(y)}h${px(width)}v${px(height)}h-${px(width)}z`;
}
