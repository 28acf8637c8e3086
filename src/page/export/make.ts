import type { Position } from '../../player/playback/steps';
import type { Session } from '../../session/session.svelte';
import { Frames, type Look } from './frames';
import { gifFile } from './gif';
import type { Job, Made } from './job';
import { Raster } from './raster';
import { planOf, sceneOf, stemOf } from './scene';
import { schedule, shots } from './schedule';
import type { Size } from './sizes';

/** What can be saved. */
export type Format = 'png' | 'svg' | 'steps' | 'strip' | 'video' | 'gif';

/** What the reader chose. */
export interface Choice extends Look {
  format: Format;
  /** Which picture: the place of a beat, from 0, or null for the moment that the page shows. */
  place: number | null;
  /** Places of the first and the last beat of a film or a strip, from 0. */
  from: number;
  to: number;
  size: Size;
  speed: number;
  fps: number;
}

/**
 * Makes the file that the reader chose, of what the session shows now. Nothing that happens on the page meanwhile
 * changes it.
 *
 * @throws Error in words for the reader: there is no run, the browser cannot; and the signal's
 * reason when it is cancelled.
 */
export async function make(session: Session, choice: Choice, job: Job): Promise<Made> {
  const { position } = session;
  const scene = await sceneOf(session);
  job.signal.throwIfAborted();
  const frames = new Frames(scene, choice);
  try {
    return await madeOf(frames, choice, position, job);
  } finally {
    frames.close();
  }
}

async function madeOf(frames: Frames, choice: Choice, now: Position, job: Job): Promise<Made> {
  const { format, size, place } = choice;
  const position = place === null ? now : frames.beat(place);
  if (format === 'svg' || format === 'png') {
    const { svgFile, pngFile } = await import('./stills');
    const name = pictureName(frames, place);
    return format === 'svg'
      ? svgFile(frames, position, name)
      : pngFile(frames, position, size, name);
  }
  if (format === 'steps' || format === 'strip') {
    const { zipFile, stripFile } = await import('./stills');
    return (format === 'steps' ? zipFile : stripFile)(frames, choice, size, job);
  }
  return filmFile(frames, choice, stemOf(frames.scene), job);
}

/** `blocked-reactor-03-knocking`, or `blocked-reactor` where the moment has no name. */
function pictureName({ scene }: Frames, place: number | null): string {
  const beat = place === null ? undefined : scene.run.beats[place];
  if (beat === undefined) return stemOf(scene);
  return `${stemOf(scene)}-${String(place! + 1).padStart(2, '0')}-${beat.id}`;
}

async function filmFile(frames: Frames, choice: Choice, name: string, job: Job): Promise<Made> {
  const { from, to, speed, size, fps, format } = choice;
  const film = schedule(planOf(frames.scene, from, to, speed));
  const raster = new Raster(frames, size);
  if (format === 'gif') return gifFile(film, fps, raster, name, job);
  // The first picture is there from the start, whatever it is tried with.
  await raster.draw(shots(film, fps)[0]!.position);
  const { videoFile, videoWay } = await import('./video');
  const making = { ...size, fps };
  const way = await videoWay(making);
  job.signal.throwIfAborted();
  if (way !== null) {
    const made = await videoFile(film, making, way, raster, name, job);
    const note = way.extension === 'mp4' ? '' : 'this browser cannot write MP4, so it is WebM';
    return { ...made, note };
  }
  const made = await gifFile(film, fps, raster, name, job);
  return { ...made, note: 'this browser cannot write video, so it is a GIF' };
}
