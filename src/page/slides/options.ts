import { EMBED_OPTIONS } from '../../session/embedOptions';
import type { Panel } from '../../session/panels';

/** One thing that an author sets, and how the embed's address says it. All values are text, as in an address. */
export interface Option {
  /** Its name in the address. */
  name: string;
  label: string;
  /** A switch is on at `1` and off at `0`. */
  kind: 'choice' | 'switch';
  choices: readonly { value: string; label: string }[];
  /** What holds where the address does not say. */
  normal: string;
  /** Seldom needed: it is under “More”. */
  more: boolean;
}

/** A beat of the run that is shown. */
export interface Step {
  id: string;
  caption: string;
}

/** What the options hang on. */
export interface Shown {
  steps: readonly Step[];
  /** What an embed may show, what it shows without being asked first. */
  panels: readonly Panel[];
}

/** What an author chose: an option's name and its value. Those that are not in it have their normal value. */
export type Chosen = Readonly<Record<string, string>>;

const panelLabels: Readonly<Record<Panel, string>> = {
  timeline: 'time, in lanes',
  machine: 'the scenario’s own picture',
  code: 'the server’s code',
};

const yesNo = [
  { value: '0', label: 'no' },
  { value: '1', label: 'yes' },
];

function choice(
  name: string,
  label: string,
  choices: Option['choices'],
  rest: Partial<Option> = {},
): Option {
  return {
    name,
    label,
    kind: 'choice',
    choices,
    normal: normalOf(name),
    more: false,
    ...rest,
  };
}

function toggle(name: string, label: string): Option {
  return {
    name,
    label,
    kind: 'switch',
    choices: yesNo,
    normal: normalOf(name),
    more: false,
  };
}

/** What holds in an embed whose address does not say. */
function normalOf(name: string): string {
  return EMBED_OPTIONS.find((option) => option.name === name)?.normal ?? '';
}

type Choices = Option['choices'];

/** Every option of an embed that the dialog offers, the common ones first. */
export function optionsOf({ steps, panels }: Shown): Option[] {
  const beats = steps.map(({ id, caption }, i) => ({ value: id, label: `${i + 1} · ${caption}` }));
  return [...commonOptions(beats), ...seldomOptions(beats, panels)].filter(
    (option) => option.kind === 'switch' || option.choices.length > 1,
  );
}

function commonOptions(beats: Choices): Option[] {
  return [
    choice('step', 'Step at the start', beats, { normal: beats[0]?.value ?? '' }),
    toggle('autoplay', 'Play by itself when its slide is shown'),
    choice('keys', 'Clicker and arrow keys', [
      { value: 'deck', label: 'turn the slides' },
      { value: 'steps', label: 'walk through the steps, then turn the slides' },
      { value: 'none', label: 'do nothing in here' },
    ]),
    choice('theme', 'Theme', [
      { value: 'light', label: 'light' },
      { value: 'dark', label: 'dark' },
      { value: 'auto', label: 'as the system is set' },
    ]),
    choice('controls', 'Buttons and slider', [
      { value: 'auto', label: 'shown' },
      { value: '0', label: 'not shown' },
    ]),
    choice('scale', 'Text size', [
      { value: '1', label: 'normal' },
      { value: '1.25', label: 'larger, × 1.25' },
      { value: '1.5', label: 'back row, × 1.5' },
      { value: '2', label: 'twice as large' },
    ]),
    toggle('captions', 'Captions'),
    toggle('bet', 'Ask the room to bet first'),
    toggle('type', 'A line to type in, as a client'),
  ];
}

/** What is under “More”. */
function seldomOptions(beats: Choices, panels: readonly Panel[]): Option[] {
  const last = { value: 'last', label: 'the last one' };
  const atStart = { value: '', label: 'the step at the start' };
  const speeds = ['0.25', '0.5', '1', '2', '4'];
  return [
    choice('until', 'Step at the end', [last, ...beats]),
    choice(
      'speed',
      'Speed',
      speeds.map((value) => ({ value, label: `× ${value}` })),
    ),
    toggle('loop', 'Begin again at the end'),
    choice('reset', 'When its slide comes back', [
      { value: 'slide', label: 'begin again' },
      { value: 'never', label: 'go on where it was' },
    ]),
    choice(
      'panels',
      'Picture',
      panels.map((panel, i) => ({ value: i === 0 ? '' : panel, label: panelLabels[panel] })),
    ),
    choice('bg', 'Background', [
      { value: '', label: 'that of the theme' },
      { value: 'transparent', label: 'the slide’s own' },
      { value: COLOUR, label: 'a colour' },
    ]),
    choice('poster', 'Picture before it is started', [atStart, ...beats]),
    choice('print', 'Step on paper and in the PDF', [atStart, last, ...beats]),
    toggle('sync', 'Speaker’s copy and screen follow each other'),
    choice('motion', 'Motion', [
      { value: 'auto', label: 'as the system is set' },
      { value: 'reduce', label: 'stills, one after the other' },
    ]),
  ].map((option) => ({ ...option, more: true }));
}

/** The value of `bg` that stands for a colour of the author's own, which is in `colour`. */
export const COLOUR = '#';

/** Keys of a page's address that are not of the run that is shown. */
const OF_THE_READER = ['step', 't', 'by', 'speed', 'theme', 'motion'];

/**
 * The query of an embed that shows the run of a page, with what the author chose. What is normal is left out;
 * the run's parameters are always there, as in a page's own link.
 *
 * @param pageQuery the page's own query
 * @param colour what `bg` is where it is a colour: `#rrggbb`
 */
export function embedQuery(
  pageQuery: string,
  options: readonly Option[],
  chosen: Chosen,
  colour = '#ffffff',
): string {
  const query = new URLSearchParams(pageQuery);
  for (const key of OF_THE_READER) query.delete(key);
  for (const { name, normal } of options) {
    const value = chosen[name] ?? normal;
    if (value === normal || value === '') continue;
    query.set(name, name === 'bg' && value === COLOUR ? colour.replace('#', '') : value);
  }
  // A colon is legal in a query; `compare=block:0` is easier to read than `block%3A0`.
  const text = query.toString().replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}
