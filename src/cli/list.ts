import type { Parameter, Taught, Word } from '../scenario/types';
import { table } from './table';

/** What `--list --json` says of each scenario. */
export interface ListedScenario {
  id: string;
  chapter: number;
  title: string;
  variants: { id: string; label: string }[];
  parameters: {
    id: string;
    label: string;
    unit: Parameter['unit'];
    min: number;
    max: number;
    step: number;
    default: number;
    /** The default as a word, where it is one. */
    word?: string;
  }[];
}

export function listAsJson(scenarios: readonly Taught[]): string {
  const list = scenarios.map(({ id, chapter, title, variants, parameters }): ListedScenario => ({
    id,
    chapter,
    title,
    variants: variants.map((variant) => ({ id: variant.id, label: variant.label })),
    parameters: Object.entries(parameters).map(([name, parameter]) => ({
      id: name,
      label: parameter.label,
      unit: parameter.unit,
      min: parameter.min,
      max: parameter.max,
      step: parameter.step,
      default: parameter.default,
      ...(parameter.word && { word: parameter.word.write(parameter.default) }),
    })),
  }));
  return `${JSON.stringify(list, null, 2)}\n`;
}

/** The words that a parameter may be, or a few of them. */
function wordsOf({ min, max }: Parameter, { others, write }: Word): string {
  const words = [...new Set(others)].map((value) => write(value)).filter((word) => word !== '');
  return words.length === max - min + 1
    ? words.join(', ')
    : `such as ${words.slice(0, 3).join(', ')}`;
}

export function listAsText(scenarios: readonly Taught[]): string {
  const rows = scenarios.flatMap(({ id, chapter, title, parameters }) => {
    const head = [id, String(chapter), title];
    const lines = Object.entries(parameters).map(([name, parameter]) => {
      const { min, max, unit, word, default: preset } = parameter;
      if (word !== undefined) return [`--${name}`, wordsOf(parameter, word), word.write(preset)];
      const range = `${min} to ${max}${unit === '' ? '' : ` ${unit}`}`;
      return [`--${name}`, range, String(preset)];
    });
    if (lines.length === 0) return [head];
    return lines.map((line, n) => [...(n === 0 ? head : ['', '', '']), ...line]);
  });
  return table(
    [
      { head: 'scenario' },
      { head: 'chapter', align: 'right' },
      { head: 'title' },
      { head: 'parameter' },
      { head: 'range' },
      { head: 'default', align: 'right' },
    ],
    rows,
  );
}
