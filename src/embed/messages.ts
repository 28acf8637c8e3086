import type { Theme } from '../session/address';
import type { Session } from '../session/session.svelte';
import type { Driver } from './driver';
import { eventsBetween, type Told } from './events';
import { Inbox } from './inbox';
import type { EmbedOptions } from './options';
import { framed, tell } from './parent';
import { goToStep, reopen, stepsOf } from './place';
import type { Happening } from './playRules';
import type { Playing } from './playing';
import {
  formatEvent,
  formatResize,
  readMessage,
  type Command,
  type EventName,
  type Method,
  type Signal,
  type StepValue,
  type Values,
} from './protocol';

/** What a page around may reach besides the session. */
export interface Reach {
  driver: Driver;
  playing: Playing;
  options: EmbedOptions;
  happen(what: Happening): void;
  setTheme(theme: Theme | 'auto'): void;
  /** A host helper is there. */
  hosted(): void;
}

type Handler = (value: unknown, listener?: string) => boolean | void;
type Handlers = Partial<Record<Method | Signal, Handler>>;

/** Listeners of one event: more than these are not written down. */
const MAX_LISTENERS = 20;
const RESIZE = 'iframe.resize';

/**
 * Obeys the page around, and tells it what happens here. What it says is read as data: a method of a fixed list with
 * a value that is checked. What is not understood is counted, at the root's `data-ignored`.
 */
export function followMessages(reach: Reach, queued: readonly unknown[]): void {
  const { driver, playing, options } = reach;
  const { session } = driver;
  const listeners = new Map<unknown, Set<string | undefined>>();
  let ignored = 0;
  const ignore = (): void => {
    document.documentElement.dataset['ignored'] = `${++ignored}`;
  };

  const stepNow = (): StepValue | undefined => stepsOf(session)[Math.max(session.beatPlace, 0)];
  const readings: { [Name in keyof Values]: () => Values[Name] | undefined } = {
    ready: () => ({
      src: location.href,
      id: options.id || undefined,
      events,
      methods,
      steps: stepsOf(session),
    }),
    play: () => undefined,
    pause: () => undefined,
    ended: () => undefined,
    timeupdate: () => ({ seconds: session.timeNs / 1e9, duration: lengthOf(session) }),
    stepchange: stepNow,
    statechange: () => ({ state: session.state }),
    error: () => ({ message: session.error ?? '' }),
    getPaused: () => session.state !== 'playing',
    getCurrentTime: () => session.timeNs / 1e9,
    getDuration: () => lengthOf(session),
    getStep: stepNow,
    getSteps: () => stepsOf(session),
    getState: () => session.query,
    getPoster: () => posterOf(session),
  };
  const answer = (name: keyof Values, listener?: string): void =>
    tell(formatEvent(name, readings[name]() as never, listener));
  const resized = (): void => tell(formatResize(Math.round((innerWidth * 9) / 16), location.href));

  /** What changes the picture. Each returns whether its value made sense; nothing where every value does. */
  const deeds: Handlers = {
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
      if (theme) reach.setTheme(theme);
      return theme !== undefined;
    },
    setState(value) {
      if (typeof value === 'string') reopen(session, value);
      return typeof value === 'string';
    },
  };

  /** What does not, or sees to it itself. */
  const quiet: Handlers = {
    'slide:start': () => reach.happen('slide:start'),
    'slide:stop': () => reach.happen('slide:stop'),
    setLoop(value) {
      playing.loops = value === true || value === 1 || value === '1' || value === 'true';
    },
    host: () => reach.hosted(),
    addEventListener(value, listener) {
      if (value !== RESIZE && !events.some((event) => event === value)) return false;
      const all = listeners.get(value) ?? new Set();
      if (all.size >= MAX_LISTENERS) return false;
      listeners.set(value, all.add(listener));
      // What has happened already is told at once.
      if (value === RESIZE) resized();
      if (value === 'ready' || (value === 'error' && session.state === 'error')) {
        answer(value, listener);
      }
      return true;
    },
    removeEventListener(value, listener) {
      const all = listeners.get(value);
      if (listener === undefined) all?.clear();
      else all?.delete(listener);
    },
  };

  const names = (of: object): string[] => Object.keys(of);
  const [asked, events] = [true, false].map((gets) =>
    names(readings).filter((name) => name.startsWith('get') === gets),
  ) as [Method[], EventName[]];
  const all = [...names(quiet), ...names(deeds), ...asked] as (Method | Signal)[];
  const methods = all.filter((method) => !method.startsWith('slide:'));

  const obey = (from: Handlers, { method, value, listener }: Command): void => {
    if (from[method]!(value, listener) === false) ignore();
  };
  const inbox = new Inbox(
    (next) => {
      let command = next();
      while (command) {
        const { method, listener } = command;
        if (deeds[method]) {
          // One picture for all that come together.
          driver.act(() => {
            for (; command && deeds[command.method]; command = next()) obey(deeds, command);
          });
          continue;
        }
        if (quiet[method]) obey(quiet, command);
        else answer(method as keyof Values, listener);
        command = next();
      }
    },
    { now: () => performance.now(), later: setTimeout },
  );
  const hear = (data: unknown): void => {
    const command = readMessage(data, all);
    if (command === null || !inbox.push(command)) ignore();
  };

  const now = (): Told => ({
    state: session.state,
    ended: playing.ended,
    stepId: session.beat?.id ?? '',
    timeNs: session.timeNs,
  });
  let told = now();
  let timeToldMs = -Infinity;
  driver.onchange(() => {
    const [before, wallMs] = [told, performance.now()];
    told = now();
    for (const event of eventsBetween(before, told, wallMs - timeToldMs)) {
      const all = listeners.get(event);
      if (event === 'timeupdate') timeToldMs = wallMs;
      // Who has asked is told as asked; a page that never asks hears of all but the time.
      if (all?.size) all.forEach((listener) => answer(event, listener));
      else if (event !== 'timeupdate') answer(event);
    }
  });
  addEventListener('resize', () => {
    if (listeners.get(RESIZE)?.size) resized();
  });

  answer('ready');
  if (session.state === 'error') answer('error');
  queued.forEach(hear);
  // In the place of the listener in the document's head, which has queued so far.
  window.onmessage = ({ source, data }) => {
    if (source === parent && framed()) hear(data);
  };
}

function numberFrom(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Seconds of the run's own time. */
function lengthOf({ run }: Session): number {
  return (run?.endNs ?? 0) / 1e9;
}

/** The picture that is drawn, as an SVG document with its style in it. */
function posterOf({ theme }: Session): string {
  const svg = document.querySelector<SVGSVGElement>('svg.stage')?.cloneNode(true) as SVGSVGElement;
  if (!svg) return '';
  const { width, height } = svg.viewBox.baseVal;
  for (const [name, value] of Object.entries({ width, height, 'data-theme': theme })) {
    svg.setAttribute(name, `${value}`);
  }
  const style = document.createElementNS(svg.namespaceURI, 'style');
  style.textContent = [...document.querySelectorAll('style')].map((e) => e.textContent).join('');
  svg.prepend(style);
  svg.style.background = 'var(--paper)';
  return new XMLSerializer().serializeToString(svg);
}
