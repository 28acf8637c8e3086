import { frameCount, schedule, shots, type FilmPlan, type Schedule } from './schedule';

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

/** How a film is kept: as video, or as a GIF. */
export type FilmKind = 'video' | 'gif';

/** How a film is to be made. */
export interface Making extends Size {
  kind: FilmKind;
  fps: number;
}

/** A file up to this size can be made in a page's memory, where it is there two or three times for a while. */
export const MAX_FILE_BYTES = 256 * 2 ** 20;

/** What video is allowed, in bits for each pixel of each frame. Flat colours take far less. */
const VIDEO_BITS = 0.1;
/** What a GIF's pictures take at most, in bytes for each pixel: several times what was measured of any scenario. */
const GIF_BYTES = 0.02;

/** Bits a second that a film's video is allowed. */
export function videoBitrate({ width, height, fps }: Making): number {
  return Math.round(width * height * fps * VIDEO_BITS);
}

/** The most bytes that the file of a film is expected to take. */
export function fileBytes(film: Schedule, making: Making): number {
  const { width, height, fps, kind } = making;
  if (kind === 'gif') return Math.ceil(shots(film, fps).length * width * height * GIF_BYTES);
  return Math.ceil((videoBitrate(making) / 8) * (frameCount(film, fps) / fps));
}

/** Why a film is too long, and what of it would fit. */
export interface TooLong {
  frames: number;
  bytes: number;
  /** StillMoment of the last beat up to which it fits as it is; null if not even one beat fits. */
  to: number | null;
  /** A smaller size with which all of it fits. */
  size: Size | null;
  /** A lower rate with which all of it fits. */
  fps: number | null;
}

/** Null if the film fits into memory, else what would. Pure. */
export function tooLong(plan: FilmPlan, making: Making, maxBytes = MAX_FILE_BYTES): TooLong | null {
  const bytesOf = (of: FilmPlan, how: Making): number => fileBytes(schedule(of), how);
  const fits = (of: FilmPlan, how: Making): boolean => bytesOf(of, how) <= maxBytes;
  if (fits(plan, making)) return null;
  let to: number | null = null;
  for (let place = plan.from; place < plan.to; place++) {
    if (!fits({ ...plan, to: place }, making)) break;
    to = place;
  }
  const smaller = sizes.filter(({ width }) => width < making.width).reverse();
  const slower = rates.filter((fps) => fps < making.fps).reverse();
  return {
    frames: frameCount(schedule(plan), making.fps),
    bytes: bytesOf(plan, making),
    to,
    size: smaller.find((size) => fits(plan, { ...making, ...size })) ?? null,
    fps: slower.find((fps) => fits(plan, { ...making, fps })) ?? null,
  };
}

/** The refusal in words. */
export function tooLongText(
  { frames, bytes, to, size, fps }: TooLong,
  from: number,
  maxBytes = MAX_FILE_BYTES,
): string {
  const parts = [
    ...(to === null
      ? []
      : [to === from ? `step ${from + 1} alone` : `steps ${from + 1} to ${to + 1}`]),
    ...(size === null ? [] : [`${size.width} × ${size.height}`]),
    ...(fps === null ? [] : [`${fps} frames a second`]),
  ];
  const what = parts.length === 0 ? 'fewer steps in a smaller size' : parts.join(', or ');
  return (
    `This film has ${frames} frames and could take ${bytesText(bytes)}, more than the ` +
    `${bytesText(maxBytes)} that a page can safely hold. What fits: ${what}.`
  );
}

/** `340 kB`, `2.1 MB`: thousands, as file managers count. */
export function bytesText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}
