import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Download, Locator } from '@playwright/test';
import { expect, open, openAuthors, type Page } from './open';

/** The tab of the dialog under which pictures and films are made. */
const TAB = 'PowerPoint';

/** Opens what makes pictures and films, at an address of the site. */
export async function openExport(page: Page, address: string): Promise<Locator> {
  await open(page, address);
  return askForExport(page);
}

/** The same on the page that is open. */
export async function askForExport(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Use in slides' }).click();
  await page.getByRole('tab', { name: TAB }).click();
  return panel(page);
}

export function panel(page: Page): Locator {
  return page.getByRole('group', { name: 'Pictures and film' });
}

/** Chooses by label, in this order. */
export async function choose(page: Page, choices: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, option] of Object.entries(choices)) {
    await panel(page).getByRole('combobox', { name: label, exact: true }).selectOption(option);
  }
}

export interface Saved {
  name: string;
  bytes: Buffer;
}

/** Saves with what is chosen, and reads the file. */
export async function save(page: Page): Promise<Saved> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 50_000 }),
    panel(page).getByRole('button', { name: /^Save/ }).click(),
  ]);
  await expect(panel(page).getByRole('status')).toContainText('Saved');
  return read(download);
}

async function read(download: Download): Promise<Saved> {
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** A frame of a film as it was decoded. */
export interface Decoded {
  timestamp: number;
  duration: number;
  /** dB against the picture that it should show; null where none is given for it. */
  psnr: number | null;
}

/**
 * Decodes a film in the browser, frame by frame.
 * @param pictures PNGs by the number of the frame that should show them
 */
export async function decode(
  page: Page,
  film: Saved,
  pictures: Readonly<Record<number, Buffer>>,
): Promise<{ codec: string | null; width: number; height: number; frames: Decoded[] }> {
  const bundles = createRequire(import.meta.url).resolve('mediabunny');
  await openAuthors(page, '');
  await page.addScriptTag({ path: bundles.replace(/bundles.*$/, 'bundles/mediabunny.min.cjs') });
  return page.evaluate(
    async ({ film, pictures }) => {
      const { Input, BufferSource, ALL_FORMATS, VideoSampleSink } = (
        window as unknown as { Mediabunny: typeof import('mediabunny') }
      ).Mediabunny;
      const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
        Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const input = new Input({
        source: new BufferSource(bytesOf(film).buffer),
        formats: ALL_FORMATS,
      });
      const track = (await input.getPrimaryVideoTrack())!;
      const [width, height] = [track.displayWidth, track.displayHeight];
      const context = new OffscreenCanvas(width, height).getContext('2d', {
        willReadFrequently: true,
      })!;
      const pixels = (): Uint8ClampedArray => context.getImageData(0, 0, width, height).data;
      const frames: { timestamp: number; duration: number; psnr: number | null }[] = [];
      for await (const sample of new VideoSampleSink(track).samples()) {
        const { timestamp, duration } = sample;
        const png = pictures[frames.length];
        let psnr: number | null = null;
        if (png !== undefined) {
          sample.draw(context, 0, 0, width, height);
          const shown = pixels();
          const wanted = new Blob([bytesOf(png)], { type: 'image/png' });
          context.drawImage(await createImageBitmap(wanted), 0, 0);
          const source = pixels();
          let squares = 0;
          for (let i = 0; i < shown.length; i++) squares += (shown[i]! - source[i]!) ** 2;
          // The fourth of each four is opacity, and always the same.
          psnr = 10 * Math.log10(255 ** 2 / (squares / (shown.length * 0.75)));
        }
        sample.close();
        frames.push({ timestamp, duration, psnr });
      }
      return { codec: track.codec, width, height, frames };
    },
    {
      film: film.bytes.toString('base64'),
      pictures: Object.fromEntries(
        Object.entries(pictures).map(([frame, png]) => [frame, png.toString('base64')]),
      ),
    },
  );
}

/** The pixels of a picture that a browser can show, r, g, b, a each. */
export async function pixelsOf(page: Page, { bytes }: Saved, type: string): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ({ url }) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const { naturalWidth: width, naturalHeight: height } = image;
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d', { willReadFrequently: true })!;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      let text = '';
      for (let i = 0; i < data.length; i += 32_768) {
        text += String.fromCharCode(...data.subarray(i, i + 32_768));
      }
      return btoa(text);
    },
    { url: `data:${type};base64,${bytes.toString('base64')}` },
  );
  return Buffer.from(base64, 'base64');
}

/** dB; infinite where all is equal. */
export function psnr(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (a[i]! - b[i]!) ** 2;
  return 10 * Math.log10(255 ** 2 / (squares / (a.length * 0.75)));
}
