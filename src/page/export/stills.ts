import { zipSync } from 'fflate';
import type { Position } from '../../player/playback/steps';
import type { Frames } from './frames';
import type { Job, Made } from './job';
import { pngOf, Raster } from './raster';
import { stemOf } from './scene';
import { stillSize, type Size } from './sizes';

/** No browser draws on a canvas wider than this; some stop at this many pixels. */
const CANVAS_WIDTH_MAX = 16_000;
const CANVAS_PIXELS_MAX = 16_000_000;

/** Every file of a zip carries the same time, the earliest that there is: equal pictures give equal zips. */
const zipTime = '1980-01-01T00:00:00';

/** One picture as SVG that every program reads. */
export function svgFile(frames: Frames, position: Position, name: string): Made {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${frames.plainSvgAt(position)}\n`;
  return { blob: new Blob([text], { type: 'image/svg+xml' }), name: `${name}.svg`, note: '' };
}

export async function pngFile(
  frames: Frames,
  position: Position,
  size: Size,
  name: string,
): Promise<Made> {
  const raster = new Raster(frames, size);
  await raster.draw(position);
  return { blob: await raster.png(), name: `${name}.png`, note: '' };
}

/** The beats from `from` to `to`, each a numbered PNG, in a zip: for slides that build up. */
export async function zipFile(
  frames: Frames,
  { from, to }: { from: number; to: number },
  size: Size,
  job: Job,
): Promise<Made> {
  const { run } = frames.scene;
  const stem = stemOf(frames.scene);
  const raster = new Raster(frames, size);
  const files: Record<string, Uint8Array> = {};
  for (let place = from; place <= to; place++) {
    job.onprogress(place - from, to - from + 1);
    await raster.draw(frames.beat(place));
    const png = await raster.png();
    job.signal.throwIfAborted();
    const number = String(place + 1).padStart(2, '0');
    files[`${stem}-${number}-${run.beats[place]!.id}.png`] = new Uint8Array(
      await png.arrayBuffer(),
    );
  }
  // A PNG is compressed already.
  const zip = zipSync(files, { level: 0, mtime: zipTime });
  const count = to - from + 1;
  return {
    blob: new Blob([zip], { type: 'application/zip' }),
    name: `${stem}-steps.zip`,
    note: count === 1 ? '1 picture' : `${count} pictures`,
  };
}

/** The beats from `from` to `to` side by side, in one PNG. Many of them become smaller than `size`. */
export async function stripFile(
  frames: Frames,
  { from, to }: { from: number; to: number },
  size: Size,
  job: Job,
): Promise<Made> {
  const count = to - from + 1;
  const cell = stripCell(count, size);
  const raster = new Raster(frames, cell);
  const strip = document.createElement('canvas');
  Object.assign(strip, { width: cell.width * count, height: cell.height });
  const context = strip.getContext('2d', { alpha: false });
  if (context === null) throw new Error('This browser gave no canvas to draw on.');
  for (let place = from; place <= to; place++) {
    job.onprogress(place - from, count);
    await raster.draw(frames.beat(place));
    job.signal.throwIfAborted();
    context.drawImage(raster.canvas, (place - from) * cell.width, 0);
  }
  return {
    blob: await pngOf(strip),
    name: `${stemOf(frames.scene)}-strip.png`,
    note: `${strip.width} × ${strip.height}`,
  };
}

/** The size of each of `count` pictures side by side: `size`, or what a canvas has room for. */
export function stripCell(count: number, size: Size): Size {
  const ratio = stillSize.height / stillSize.width;
  const most = Math.min(
    size.width,
    CANVAS_WIDTH_MAX / count,
    Math.sqrt(CANVAS_PIXELS_MAX / count / ratio),
  );
  const width = Math.floor(most / 16) * 16;
  return { width, height: width * ratio };
}
