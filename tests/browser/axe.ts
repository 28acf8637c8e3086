import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** The dark page has other colours than the light one and nothing else: there only the rules of colours are tried. */
export const rulesIn = (theme: string): string[] | undefined =>
  theme === 'dark' ? ['color-contrast', 'link-in-text-block'] : undefined;

/**
 * What axe finds wrong with a page: one line for each rule that is broken, with the elements that break it. What is in
 * frames has tests of its own.
 * @param part selectors of the part of the page that is looked at, and of what in it is not
 * @param rules only these (`rulesIn`)
 */
export async function violations(
  page: Page,
  part?: { include: string; exclude: string },
  rules?: string[],
): Promise<string[]> {
  // It has half a megabyte: once for each document.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ part, rules }) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(
        part ? { include: [part.include], exclude: [part.exclude] } : document,
        { resultTypes: ['violations'], iframes: false, ...(rules && { runOnly: rules }) },
      );
      return violations.map(
        (one) => `${one.id}: ${one.nodes.map((node) => node.target).join(', ')}`,
      );
    },
    { part, rules },
  );
}

/** The same in the light theme, then in the dark one, of a page that is light. */
export async function violationsInThemes(
  page: Page,
  part?: { include: string; exclude: string },
): Promise<string[]> {
  const root = page.locator('html');
  const found = await violations(page, part);
  await root.evaluate(({ dataset }) => (dataset['theme'] = 'dark'));
  const dark = await violations(page, part, rulesIn('dark'));
  await root.evaluate(({ dataset }) => (dataset['theme'] = 'light'));
  return [...found, ...dark.map((line) => `dark: ${line}`)];
}
