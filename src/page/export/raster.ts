import type { Position } from '../../player/playback/steps';
import type { Frames } from './frames';
import type { Size } from './sizes';

/** Draws pictures of a scene in pixels, one at a time. */
export class Raster {
  readonly canvas = document.createElement('canvas');
  readonly size: Size;
  readonly #frames: Frames;
  readonly #context: CanvasRenderingContext2D;
  /** The picture that the canvas has. */
  #drawn = '';

  /** @throws Error when the browser has no memory for a canvas of this size. */
  constructor(frames: Frames, size: Size) {
    this.#frames = frames;
    this.size = size;
    Object.assign(this.canvas, size);
    const context = this.canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (context === null) throw new Error('This browser gave no canvas to draw on.');
    this.#context = context;
  }

  /**
   * Draws the picture at a position: the same one gives the same pixels.
   * @returns false when that is what is drawn already
   */
  async draw(position: Position): Promise<boolean> {
    const svg = this.#frames.svgAt(position, this.size);
    if (svg === this.#drawn) return false;
    const image = await pictureOf(svg);
    this.#context.drawImage(image, 0, 0, this.size.width, this.size.height);
    this.#drawn = svg;
    return true;
  }

  pixels(): Uint8ClampedArray<ArrayBuffer> {
    return this.#context.getImageData(0, 0, this.size.width, this.size.height).data;
  }

  png(): Promise<Blob> {
    return pngOf(this.canvas);
  }
}

async function pictureOf(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('This browser could not write the picture as PNG.'));
      else resolve(blob);
    }, 'image/png');
  });
}
