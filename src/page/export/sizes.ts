/** A size of pictures, in px; all are 16:9. */
export interface Size {
  width: number;
  height: number;
}

/** Size of a picture in the units that it is drawn in. */
export const stillSize: Size = { width: 960, height: 540 };

export const sizes: readonly Size[] = [
  { width: 960, height: 540 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
];

export const rates: readonly number[] = [15, 30];

/** How a film is to be made. */
export interface Making extends Size {
  fps: number;
}

/** What video is allowed, in bits for each pixel of each frame. Flat colours take far less. */
const VIDEO_BITS = 0.1;

/** Bits a second that a film's video is allowed. */
export function videoBitrate({ width, height, fps }: Making): number {
  return Math.round(width * height * fps * VIDEO_BITS);
}

/** `340 kB`, `2.1 MB`: thousands, as file managers count. */
export function bytesText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}
