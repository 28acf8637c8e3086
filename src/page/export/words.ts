import { durationText } from '../../player/measures/durations';
import { wrapText } from '../../stage/kit/text';
import { frameCount, schedule, type FilmPlan } from './schedule';

/** What a film will be: `34 s, 1020 frames.` */
export function filmText(plan: FilmPlan, fps: number): string {
  const film = schedule(plan);
  return `${durationText(film.lengthMs * 1e6)}, ${frameCount(film, fps)} frames.`;
}

/**
 * A caption in as few lines as its room takes, of about equal length. A number stays with its unit.
 *
 * @param roomPx width of a line, in the unit of `sizePx`
 */
export function captionLines(caption: string, roomPx: number, sizePx: number): string[] {
  const whole = caption.replace(/(\d) (?=(?:h|min|s|ms|bytes?|KiB|MiB)\b)/g, '$1\u00a0');
  const linesIn = (px: number): string[] => wrapText(whole, px, sizePx, { bold: true });
  const count = linesIn(roomPx).length;
  let px = roomPx;
  while (px > sizePx && linesIn(px - sizePx).length === count) px -= sizePx;
  return linesIn(px);
}
