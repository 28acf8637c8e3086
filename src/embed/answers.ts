import type { Session } from '../session/session.svelte';
import type { EmbedOptions } from './options';
import { stepsOf } from './steps';
import { EVENTS, METHODS, type StepValue, type Values } from './protocol';

/** What is told with each event, and answered to each question. */
export type Answers = { readonly [Name in keyof Values]: () => Values[Name] | undefined };

export function answersOf(session: Session, options: EmbedOptions): Answers {
  const seconds = (): number => session.timeNs / 1e9;
  const duration = (): number => (session.run?.endNs ?? 0) / 1e9;
  const step = (): StepValue | undefined => stepsOf(session)[Math.max(session.beatPlace, 0)];
  return {
    ready: () => ({
      src: location.href,
      id: options.id || undefined,
      events: EVENTS,
      methods: METHODS,
      steps: stepsOf(session),
    }),
    play: () => undefined,
    pause: () => undefined,
    ended: () => undefined,
    timeupdate: () => ({ seconds: seconds(), duration: duration() }),
    stepchange: step,
    statechange: () => ({ state: session.state }),
    error: () => ({ message: session.error ?? '' }),
    getPaused: () => session.state !== 'playing',
    getCurrentTime: seconds,
    getDuration: duration,
    getStep: step,
    getSteps: () => stepsOf(session),
    getState: () => session.query,
    getPoster: () => posterOf(session),
  };
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
  // Svelte marks its blocks with comments.
  return new XMLSerializer().serializeToString(svg).replace(/<!--.*?-->/g, '');
}
