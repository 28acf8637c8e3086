import { labelsOf } from '../../session/pictures';
import type { Session } from '../../session/session.svelte';
import { formatValue } from '../../session/words';
import type { Step } from './options';

/** The beats of the run that a page shows, each with its caption. */
export function stepsOf({ run, scenario }: Session): Step[] {
  if (run === null) return [];
  return run.beats.map(({ id }) => ({
    id,
    caption:
      scenario.beats.find((beat) => beat.id === id)?.caption(run.recording, run.making.values) ??
      id,
  }));
}

/** What is shown, in words: "The blocked reactor: block 3.0 s, compared with block 0.0 s". */
export function shownWords(session: Session): string {
  const { scenario, values, variant, seed } = session;
  const labels = labelsOf(session);
  const words = [
    ...(scenario.variants.length > 1 ? [variant.label] : []),
    ...Object.entries(scenario.parameters).map(
      ([id, parameter]) =>
        `${parameter.short} ${formatValue(values[id] ?? parameter.default, parameter)}`,
    ),
    ...(scenario.usesSeed ? [`seed ${seed}`] : []),
    ...(labels === null ? [] : [`compared with ${labels.other}`]),
  ];
  return `${scenario.title}${words.length > 0 ? ': ' : ''}${words.join(', ')}`;
}
