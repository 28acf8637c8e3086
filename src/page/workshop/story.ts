import type { Recording, ToldBeat } from '../../recording/recording';
import { tellStory } from '../../scenario/tellStory';
import type { Scenario, Values } from '../../scenario/types';
import type { Run } from '../../session/run';

/** The beats of the story whose captions this run can fill in; of one that cannot be told at all, none. */
export function tellable(
  scenario: Scenario,
  recording: Recording,
  values: Values,
  source: string,
): ToldBeat[] {
  try {
    const told = tellStory(scenario.story, recording, values, source);
    const whole = { ...recording, beats: told };
    return told.filter(({ id }) => {
      const caption = captionOr(() =>
        scenario.beats.find((beat) => beat.id === id)!.caption(whole, values),
      );
      return caption !== null && !/undefined|NaN|null/.test(caption);
    });
  } catch {
    return [];
  }
}

function captionOr(caption: () => string): string | null {
  try {
    return caption();
  } catch {
    return null;
  }
}

/**
 * Whether what the page says beside the picture can be said of this run: it is written for a server that somebody talks
 * to, and an edited file may make none.
 */
export function canBeShown(scenario: Scenario, { recording, making }: Run): boolean {
  try {
    for (const parameter of Object.values(scenario.parameters)) parameter.consequence?.(recording);
    scenario.tally?.(recording, recording.events.length - 1);
    scenario.notes?.(making.values, making.variantId);
    return recording.events.length > 0;
  } catch {
    return false;
  }
}
