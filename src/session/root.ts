import type { Session } from './session.svelte';

/** The `data-*` attributes that the root element of a page and of an embed carries, by their names. */
export function rootOf(session: Session): Record<string, string> {
  const { run, index, timeNs } = session;
  const place = Math.max(session.beatPlace, 0);
  return {
    'data-scenario': session.scenario.id,
    'data-step': String(place + 1),
    'data-steps': String(run?.beats.length ?? 0),
    'data-step-id': run?.beats[place]?.id ?? '',
    'data-event': String(index),
    'data-turn': String(session.turn),
    'data-time-ms': String(timeNs / 1e6),
    'data-state': session.state,
    'data-theme': session.theme,
    'data-motion': session.reducedMotion ? 'reduce' : 'auto',
  };
}

/** Writes them; those that did not change are not touched. */
export function applyRoot(root: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (root.getAttribute(name) !== value) root.setAttribute(name, value);
  }
}
