/** What is used of gifenc 1.0.3, which has no types of its own. */
declare module 'gifenc' {
  /** At most `maxColors` colours, each `[r, g, b]`, for the pixels. */
  export function quantize(rgba: Uint8Array, maxColors: number): [number, number, number][];

  export interface GifStream {
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      options: {
        palette: readonly (readonly [number, number, number])[];
        /** ms */
        delay: number;
        dispose?: number;
        transparent?: boolean;
        transparentIndex?: number;
      },
    ): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }
  export function GIFEncoder(): GifStream;
}
