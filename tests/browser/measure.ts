import type { Page } from '@playwright/test';
import type { Look } from './looks';

export interface Size {
  width: number;
  height: number;
}

/** All that the looks find in a page as it is. */
export async function found(page: Page, ...looks: readonly Look[]): Promise<string[]> {
  return page.evaluate<string[]>(`[${looks.join(',')}].flatMap((look) => look())`);
}

/** A page of Playwright's, or one that is driven in another way. */
export interface Evaluates {
  evaluate<T>(expression: string): Promise<T>;
}

/** Beats of a run: every one, the first, the middle and the last, or the first and the last. */
export type Beats = 'every' | 'some' | 'ends';

/**
 * Goes through the beats of a page or an embed, first to last, in one trip to it. Returns a line for each thing that the
 * looks find, with its beat; where there are fewer beats than three, or one is not come to, a line says so.
 */
export async function foundAtBeats(
  page: Evaluates,
  beats: Beats,
  looks: readonly Look[],
): Promise<string[]> {
  return page.evaluate<string[]>(`(${walk})([${looks.join(',')}], '${beats}')`);
}

/** In the page, as looks are. */
async function walk(looks: Look[], beats: Beats): Promise<string[]> {
  const { dataset } = document.documentElement;
  const picture = (): Promise<unknown> => new Promise(requestAnimationFrame);
  const at = (): number => Number(dataset['step']);
  // A run that takes long is made beside the page, and not there at once.
  while (document.querySelector('[aria-busy=true]')) await picture();
  const steps = Number(dataset['steps']);
  const lines = steps >= 3 ? [] : [`${steps} beats`];
  const goTo = async (step: number): Promise<void> => {
    const name = step < at() ? 'Previous step' : 'Next step';
    const button = document.querySelector<HTMLElement>(`button[aria-label="${name}"]`)!;
    for (let left = Math.abs(step - at()); left > 0; left--) button.click();
    for (let left = 60; left > 0 && at() !== step; left--) await picture();
    if (at() !== step) lines.push(`step ${step} is not come to from step ${at()}`);
    await picture();
  };
  for (let step = 1; step <= steps; step++) {
    const isEnd = step === 1 || step === steps;
    const isMiddle = step === Math.ceil(steps / 2);
    if (!isEnd && (beats === 'ends' || (beats === 'some' && !isMiddle))) continue;
    await goTo(step);
    for (const line of looks.flatMap((look) => look())) lines.push(`step ${step}: ${line}`);
  }
  return lines;
}

/** Gives the window another size, and waits until the page has laid itself out in it. */
export async function resize(page: Page, size: Size): Promise<void> {
  await page.setViewportSize(size);
  await pictures(page, 2);
}

/** Waits for pictures of a page, as many as `count`. */
export async function pictures(page: Page, count: number): Promise<void> {
  await page.evaluate(async (left) => {
    while (left-- > 0) await new Promise(requestAnimationFrame);
  }, count);
}
