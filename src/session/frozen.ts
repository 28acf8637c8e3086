import type { VirtualNs } from '../recording/events';
import type { Recording } from '../recording/recording';
import type { Beat, Bet, Parameter, Taught } from '../scenario/types';

/** What a frozen file holds in place of what makes runs. Plain data. */
export interface Frozen {
  /** As it is in memory, with its beats. */
  recording: Recording;
  axisEndNs: VirtualNs;
  /** The file that real Twisted ran. */
  source?: string;
  /** A reader changed what the lesson's bet is about. */
  isChanged?: true;
  /** In place of the lesson's question. */
  question?: string;
  /** The sentence of each beat, where they are not the lesson's. */
  captions?: Readonly<Record<string, string>>;
  /** Of a recording that is no lesson's: what it is called. */
  title?: string;
}

/** Nothing is asked: it is settled by the first event. */
export const noBet: Bet = {
  question: () => '',
  options: () => [],
  answer: () => 0,
  because: () => '',
  moment: () => -1,
};

/** The scenario of a frozen file: one run, which no slider, option or message changes. Pure. */
export function thawed(scenario: Taught, frozen: Frozen): Taught {
  const { recording, axisEndNs, source, isChanged, captions, title } = frozen;
  const { question = scenario.question } = frozen;
  const variant =
    scenario.variants.find(({ id }) => id === recording.variant) ?? scenario.variants[0];
  const { arranged: _, ...asWritten } = variant;
  const { typing: _typing, usesSeed: _seed, sweep: _sweep, ...rest } = scenario;
  const own: Taught = {
    ...rest,
    question,
    recorded: recording,
    axisMs: () => axisEndNs / 1e6,
    variants: [source === undefined ? variant : { ...asWritten, python: source }],
    parameters: Object.fromEntries(
      Object.entries(scenario.parameters).map(([id, parameter]) => [
        id,
        fixed(parameter, title === undefined ? recording.parameters?.[id] : null),
      ]),
    ),
    ...(captions && { beats: Object.entries(captions).map(toBeat) }),
    ...((isChanged || title !== undefined) && { bet: noBet }),
  };
  return title === undefined ? own : { ...own, title, roles: {} };
}

const toBeat = ([id, text]: [string, string]): Beat => ({ id, caption: () => text, focus: [] });

/**
 * A parameter that has one value. What the lesson says of its consequence is not known of this run.
 *
 * @param recorded its value; null where the run is no lesson's, and a constant of its file is another one's.
 */
function fixed(
  { consequence: _, constant, ...parameter }: Parameter,
  recorded: number | string | null | undefined,
): Parameter {
  const value = typeof recorded === 'number' ? recorded : parameter.default;
  const { word } = parameter;
  return {
    ...parameter,
    min: value,
    max: value,
    default: value,
    choices: [value],
    ...(constant !== undefined && recorded !== null && { constant }),
    ...(word && { word: { ...word, read: () => ({ value }) } }),
  };
}
