import type { Claim } from '../../../scenarios/course/claims';
import type { Term } from '../../../scenarios/course/glossary';
import type { CoursePlace } from './course';

/** Something that can be looked for. */
export interface Entry {
  kind: 'lesson' | 'word' | 'the post said';
  title: string;
  /** What it is about, in a sentence or two. */
  text: string;
  /** Below the site's root. */
  address: string;
}

/** All that can be looked for: lessons, words of the glossary, claims of the post. */
export function entriesOf(
  course: readonly CoursePlace[],
  glossary: readonly Term[],
  claims: readonly Claim[],
): Entry[] {
  return [
    ...course.map(({ id, title, question, problem }): Entry => ({
      kind: 'lesson',
      title,
      text: `${question} ${problem}`,
      address: `${id}/`,
    })),
    ...glossary.map(({ id, term, text }): Entry => ({
      kind: 'word',
      title: term,
      text,
      address: `glossary/#${id}`,
    })),
    ...claims.map(({ id, said, so }): Entry => ({
      kind: 'the post said',
      title: said,
      text: so,
      address: `what-the-post-said/#${id}`,
    })),
  ];
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The entries in which each word of `query` begins a word, at most `limit`; `total`: how many there are. Those whose
 * titles have the words come first, else they stay in order. A query without a word finds nothing.
 */
export function search(
  entries: readonly Entry[],
  query: string,
  limit = 8,
): { found: Entry[]; total: number } {
  const asked = wordsOf(query);
  if (asked.length === 0) return { found: [], total: 0 };
  const has = (text: string): boolean => {
    const words = wordsOf(text);
    return asked.every((one) => words.some((word) => word.startsWith(one)));
  };
  const inTitle = entries.filter(({ title }) => has(title));
  const elsewhere = entries.filter(({ title, text }) => !has(title) && has(`${title} ${text}`));
  const all = [...inTitle, ...elsewhere];
  return { found: all.slice(0, limit), total: all.length };
}
