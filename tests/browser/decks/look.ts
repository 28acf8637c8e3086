import type { Page } from '@playwright/test';
import { expect, type Deck, type Shown } from './deck';

/** The colours of a picture of the page at some points, as `r,g,b`. */
async function colours(page: Page, points: { x: number; y: number }[]): Promise<string[]> {
  const picture = (await page.screenshot()).toString('base64');
  return page.evaluate(
    async ({ picture, points }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext('2d', { willReadFrequently: true })!;
      context.drawImage(image, 0, 0);
      return points.map(({ x, y }) => context.getImageData(x, y, 1, 1).data.slice(0, 3).join());
    },
    { picture, points },
  );
}

/** No box around an embed on a dark deck: just inside its edge the colour is that outside, and dark. */
export async function hasNoBox(deck: Deck, which: Shown): Promise<void> {
  const { x, y, width, height } = (await deck.iframe(which).boundingBox())!;
  const [left, right, top, bottom] = [x, x + width, y, y + height].map(Math.round) as [
    number,
    number,
    number,
    number,
  ];
  const inside = [
    { x: left + 3, y: top + 3 },
    { x: right - 3, y: top + 3 },
    { x: left + 3, y: Math.round((top + bottom) / 2) },
  ];
  const outside = inside.map((point) => ({
    ...point,
    x: point.x + (point.x < right - 9 ? -6 : 6),
  }));
  const found = await colours(deck.page, [...inside, ...outside]);
  expect(found.slice(0, 3)).toEqual(found.slice(3));
  expect(Math.max(...found.flatMap((colour) => colour.split(',').map(Number)))).toBeLessThan(64);
}
