import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** The dark page has other colours than the light one and nothing else: there only the rules of colours are tried. */
export const rulesIn = (theme: string): readonly string[] | undefined =>
  theme === 'dark' ? ['color-contrast', 'link-in-text-block'] : undefined;

/**
 * What axe finds wrong with a page: one line for each rule that is broken, with the elements that break it.
 * It runs in the page itself: its other way, for frames of other origins, opens a second page each time.
 * @param part selectors of the part of the page that is looked at, and of what in it is not
 * @param rules only these (`rulesIn`)
 */
export async function violations(
  page: Page,
  part?: { include: string; exclude: string },
  rules?: readonly string[],
): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (rules) axe.withRules([...rules]);
  if (part) axe.include(part.include).exclude(part.exclude);
  const { violations } = await axe.analyze();
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(', ')}`);
}
