import { frameCount, schedule, type FilmPlan } from './schedule';

/** What a film will be: `34 s, 1020 frames.` */
export function filmText(plan: FilmPlan, fps: number): string {
  const film = schedule(plan);
  const seconds = film.lengthMs / 1000;
  const length =
    seconds < 90
      ? `${Math.ceil(seconds)} s`
      : `${Math.floor(seconds / 60)} min ${Math.ceil(seconds % 60)} s`;
  return `${length}, ${frameCount(film, fps)} frames.`;
}
