import { resolvePlace } from '../session/place';
import type { Session } from '../session/session.svelte';
import type { StepValue } from './protocol';

/** A step as a page around may name it: in this run, and what had to be changed for it. */
export interface Found {
  /** Place of the beat among those of the run, from 0. */
  place: number;
  correction: string | null;
}

/**
 * Finds the beat that an option or a message names: by id, by number from 1, or `last`. One that does not exist
 * becomes the nearest. Null without a run, or for what is no name at all.
 */
export function findStep({ run, scenario }: Session, step: unknown): Found | null {
  const text = typeof step === 'number' || typeof step === 'string' ? `${step}` : '';
  if (!run || run.beats.length === 0 || text === '') return null;
  if (text === 'last') return { place: run.beats.length - 1, correction: null };
  const number = Number(text);
  const { target, correction } = resolvePlace(
    Number.isNaN(number) ? { kind: 'named', beatId: text } : { kind: 'number', number },
    run,
    'beat',
    scenario,
  );
  return { place: target && 'beat' in target ? target.beat : 0, correction };
}

/** Goes to a step and says what had to be changed. Whether it was the name of one. */
export function goToStep(session: Session, step: unknown): boolean {
  const found = findStep(session, step);
  if (found === null) return false;
  session.seekBeat(found.place);
  if (found.correction !== null) session.notice = `${found.correction}.`;
  return true;
}

/** The beats of the present run. */
export function stepsOf({ run, scenario, values }: Session): StepValue[] {
  return (run?.beats ?? []).map(({ id }, i) => ({
    number: i + 1,
    id,
    caption: scenario.beats.find((beat) => beat.id === id)?.caption(run!.recording, values) ?? '',
  }));
}

/** Keys of an address that are about whoever looks, not about what is shown. */
const OF_THE_READER = ['speed', 'theme', 'motion'];

/** A query without some of its keys. */
export function without(query: string, ...keys: string[]): string {
  const given = new URLSearchParams(query);
  for (const key of keys) given.delete(key);
  return `${given}`;
}

/** The same address without what is about whoever looks: as it stands now, it stays. */
export function withoutReader(query: string): string {
  return without(query, ...OF_THE_READER);
}

/** Goes to an address of the same scenario. What it does not say about whoever looks stays as it is. */
export function reopen(session: Session, query: string): void {
  const wanted = new URLSearchParams(query);
  const present = new URLSearchParams(session.query);
  for (const key of OF_THE_READER) {
    const value = present.get(key);
    if (value !== null && !wanted.has(key)) wanted.set(key, value);
  }
  session.open(`${wanted}`);
}
