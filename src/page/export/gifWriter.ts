import { GIFEncoder, quantize } from 'gifenc';

type Rgb = [number, number, number];

/** Colours of a frame; one more of the 256 places is for "as before". */
const MAX_COLOURS = 255;
/** The most frequent colours of a frame are kept as they are. */
const EXACT_COLOURS = 160;

/**
 * Writes a GIF frame by frame. A frame has its own colours, those of the pixels that changed; the others are
 * transparent and stay as they were. Flat pictures with two or three moving marks become small, and exact.
 */
export class GifWriter {
  readonly #gif = GIFEncoder();
  readonly #width: number;
  readonly #height: number;
  #before: Uint32Array | null = null;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
  }

  /**
   * @param rgba opaque pixels, four bytes each
   * @param delayCs how long the frame stays, in hundredths of a second
   */
  add(rgba: Uint8ClampedArray, delayCs: number): void {
    const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
    const before = this.#before;
    const changed = before === null ? pixels : pixels.filter((pixel, i) => pixel !== before[i]);
    const palette = paletteOf(changed);
    const indexOf = nearest(palette);
    const asBefore = palette.length;
    const index = new Uint8Array(pixels.length);
    for (let i = 0; i < pixels.length; i++) {
      index[i] = before !== null && pixels[i] === before[i] ? asBefore : indexOf(pixels[i]!);
    }
    this.#gif.writeFrame(index, this.#width, this.#height, {
      palette: [...palette, [0, 0, 0]],
      delay: delayCs * 10,
      dispose: 1,
      ...(before === null ? {} : { transparent: true, transparentIndex: asBefore }),
    });
    this.#before = pixels;
  }

  /** The file. Nothing can be added after it. */
  finish(): Uint8Array<ArrayBuffer> {
    this.#gif.finish();
    return this.#gif.bytes();
  }
}

/** At most 255 colours for the pixels: all of them where they are so few, else the frequent ones and a choice of the rest. */
function paletteOf(pixels: Uint32Array): Rgb[] {
  const counts = new Map<number, number>();
  for (let i = 0; i < pixels.length;) {
    const start = i;
    const pixel = pixels[i]!;
    while (pixels[i] === pixel) i++;
    counts.set(pixel, (counts.get(pixel) ?? 0) + i - start);
  }
  const colours = [...counts].sort(([, a], [, b]) => b - a).map(([pixel]) => pixel);
  // A table of colours has two places at least.
  if (colours.length <= MAX_COLOURS) return colours.length === 0 ? [[0, 0, 0]] : colours.map(rgbOf);
  const rest = new Uint32Array(colours.slice(EXACT_COLOURS));
  const chosen = quantize(new Uint8Array(rest.buffer), MAX_COLOURS - EXACT_COLOURS);
  return [...colours.slice(0, EXACT_COLOURS).map(rgbOf), ...chosen] as Rgb[];
}

/** Red is the first byte in memory, which is the lowest on every machine that has a browser. */
function rgbOf(pixel: number): Rgb {
  return [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
}

/** Tells the place of the colour of `palette` that is nearest to a pixel. */
function nearest(palette: readonly Rgb[]): (pixel: number) => number {
  const known = new Map<number, number>();
  return (pixel) => {
    let found = known.get(pixel);
    if (found !== undefined) return found;
    const [r, g, b] = rgbOf(pixel);
    let least = Infinity;
    for (let i = 0; i < palette.length; i++) {
      const [pr, pg, pb] = palette[i]!;
      const distance = (r - pr) ** 2 + (g - pg) ** 2 + (b - pb) ** 2;
      if (distance < least) [least, found] = [distance, i];
    }
    known.set(pixel, found!);
    return found!;
  };
}
