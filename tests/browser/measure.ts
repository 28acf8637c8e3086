import type { Page } from '@playwright/test';

/** What is wrong with the text of a page: one line for each piece that is cut or lies on another. */
export async function wrongText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Piece {
      text: string;
      box: DOMRect;
      element: Element;
    }
    const shown = (element: Element): boolean => {
      if (element.closest('.unseen, noscript, option, [hidden]') !== null) return false;
      const style = getComputedStyle(element);
      if (style.clipPath === 'inset(50%)') return false;
      return style.visibility !== 'hidden' && Number(style.opacity) > 0.05;
    };
    const pieces: Piece[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element === null || node.textContent!.trim() === '' || !shown(element)) continue;
      if (['SCRIPT', 'STYLE', 'TITLE'].includes(element.tagName)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > 1 && box.height > 1) {
          pieces.push({ text: node.textContent!.trim(), box, element });
        }
      }
    }

    const wrong: string[] = [];
    /** The part of a line box that has ink: ascenders and descenders of neighbours may touch. */
    const inked = ({ box }: Piece) => ({
      x0: box.x + 0.5,
      x1: box.right - 0.5,
      y0: box.y + box.height * 0.22,
      y1: box.bottom - box.height * 0.22,
    });
    /** What stays in place over what scrolls under it hides it on purpose. */
    const layer = ({ element }: Piece) => element.closest('.bar, .toast, .time-slider, .code');
    for (const [i, one] of pieces.entries()) {
      const a = inked(one);
      const frame = one.element.closest('svg.stage, .panel, .header, .bar, .caption');
      const limit = frame?.getBoundingClientRect();
      if (limit !== undefined && one.element.closest('.code') === null) {
        const inside =
          a.x0 >= limit.x - 1 &&
          a.x1 <= limit.right + 1 &&
          a.y0 >= limit.y - 1 &&
          a.y1 <= limit.bottom + 1;
        if (!inside) wrong.push(`cut: “${one.text}”`);
      }
      if (a.x1 > document.documentElement.clientWidth + 1)
        wrong.push(`off the page: “${one.text}”`);
      for (const other of pieces.slice(i + 1)) {
        if (layer(one) !== layer(other)) continue;
        const b = inked(other);
        if (a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1) {
          wrong.push(`“${one.text}” lies on “${other.text}”`);
        }
      }
    }
    return [...new Set(wrong)];
  });
}

/** Controls smaller than a finger, by name. */
export async function smallTargets(page: Page, leastPx = 44): Promise<string[]> {
  return page.evaluate((least) => {
    const controls = document.querySelectorAll(
      'button, select, input, a[href], [role=tab], [role=slider]',
    );
    return [...controls].flatMap((control) => {
      // The label of a radio is as good a target as its circle.
      const target = control.matches('input[type=radio]') ? control.closest('label')! : control;
      const { width, height } = target.getBoundingClientRect();
      if (width === 0 || (width >= least - 0.5 && height >= least - 0.5)) return [];
      const name = control.getAttribute('aria-label') ?? control.textContent;
      return [`${name?.trim()}: ${Math.round(width)} × ${Math.round(height)}`];
    });
  }, leastPx);
}

/** How far the page can be scrolled sideways, px. */
export async function sideways(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
