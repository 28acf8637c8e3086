import type { Theme } from '../session/address';
import type { Session } from '../session/session.svelte';
import { goToStep, reopen } from './steps';
import type { Playing } from './playing';
import type { Method, Signal } from './protocol';

/** Does what a message says; false where its value makes no sense. */
export type Handler = (value: unknown, listener?: string) => boolean | void;
export type Handlers = Partial<Record<Method | Signal, Handler>>;

/** The methods that change the picture. */
export function methodsOf(
  session: Session,
  playing: Playing,
  setTheme: (theme: Theme | 'auto') => void,
): Handlers {
  return {
    play: () => playing.play(),
    pause: () => playing.pause(),
    next: () => playing.step(1),
    prev: () => playing.step(-1),
    reset: () => playing.home(true),
    goToStep: (value) => goToStep(session, value),
    setCurrentTime(value) {
      const plays = session.state === 'playing';
      const seconds = numberFrom(value);
      if (seconds !== null) session.seekTime(seconds * 1e9);
      if (seconds !== null && plays) session.playPause();
      return seconds !== null;
    },
    setSpeed(value) {
      const speed = numberFrom(value);
      if (speed !== null) session.setSpeed(Math.min(4, Math.max(0.25, speed)));
      return speed !== null;
    },
    setTheme(value) {
      const theme = (['light', 'dark', 'auto'] as const).find((one) => one === value);
      if (theme) setTheme(theme);
      return theme !== undefined;
    },
    setState(value) {
      const isState = typeof value === 'string' && value.length <= LONGEST_STATE;
      if (isState) reopen(session, value);
      return isState;
    },
  };
}

/** An address that any browser opens is shorter; one of megabytes would take a while to be read. */
const LONGEST_STATE = 100_000;

function numberFrom(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
