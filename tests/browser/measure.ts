import type { Page } from '@playwright/test';

/** What is wrong with the text of a page: one line for each piece that is cut or lies on another. */
export async function wrongText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** A line of text: the part of its box that has ink, px, and its place in the document. */
    interface Piece {
      text: string;
      place: number;
      x0: number;
      x1: number;
      y0: number;
      y1: number;
      layer: Element | null;
    }
    const shown = (element: Element): boolean => {
      if (element.closest('.unseen, noscript, option, [hidden]') !== null) return false;
      if (!element.checkVisibility()) return false; // in a closed drawer
      const style = getComputedStyle(element);
      if (style.clipPath === 'inset(50%)') return false;
      return style.visibility !== 'hidden' && Number(style.opacity) > 0.05;
    };
    const wrong: string[] = [];
    const width = document.documentElement.clientWidth;
    const pieces: Piece[] = [];
    const add = (text: string, box: DOMRect, element: Element, limit?: DOMRect): void => {
      // Ascenders and descenders of neighbours may touch.
      const [x0, x1] = [box.x + 0.5, box.right - 0.5];
      const [y0, y1] = [box.y + box.height * 0.22, box.bottom - box.height * 0.22];
      // What stays in place over what scrolls under it hides it on purpose.
      const layer = element.closest('.bar, .toast, .handle, .code');
      pieces.push({ text, place: pieces.length, x0, x1, y0, y1, layer });
      if (limit !== undefined) {
        const inside =
          x0 >= limit.x - 1 && x1 <= limit.right + 1 && y0 >= limit.y - 1 && y1 <= limit.bottom + 1;
        if (!inside) wrong.push(`cut: “${text}”`);
      }
      if (x1 > width + 1) wrong.push(`off the page: “${text}”`);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent!.trim();
      if (element === null || text === '' || !shown(element)) continue;
      if (['SCRIPT', 'STYLE', 'TITLE'].includes(element.tagName)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const frame = element.closest('svg.stage, .panel, .header, .bar, .caption');
      const scrolls = element.closest('.code') !== null;
      const limit = scrolls ? undefined : frame?.getBoundingClientRect();
      for (const box of range.getClientRects()) {
        if (box.width > 1 && box.height > 1) add(text, box, element, limit);
      }
    }

    // From the top down: what begins below a piece's end is compared with no more of it.
    pieces.sort((one, other) => one.y0 - other.y0);
    for (const [i, a] of pieces.entries()) {
      for (let j = i + 1; j < pieces.length && pieces[j]!.y0 < a.y1; j++) {
        const b = pieces[j]!;
        if (a.layer !== b.layer || a.x0 >= b.x1 || b.x0 >= a.x1) continue;
        const [first, second] = a.place < b.place ? [a, b] : [b, a];
        wrong.push(`“${first.text}” lies on “${second.text}”`);
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

/** Waits for pictures of a page, as many as `count`. */
export async function pictures(page: Page, count: number): Promise<void> {
  await page.evaluate(async (left) => {
    while (left-- > 0) await new Promise(requestAnimationFrame);
  }, count);
}

/** What of the picture, the timeline and the bet the bar lies over, at the top of the page; and the bar's height, px. */
export async function covered(
  page: Page,
): Promise<{ layout: string; bar: number; needed: string[] }> {
  return page.evaluate(() => {
    const app = document.querySelector<HTMLElement>('.app')!;
    const bar = app.querySelector('main:not([hidden]) > .bar')!.getBoundingClientRect();
    const parts = app.querySelectorAll(
      '[data-panel=machine] svg.stage, [data-panel=timeline], [data-panel=predict]',
    );
    const needed = [...parts].flatMap((part) => {
      const { bottom, height } = part.getBoundingClientRect();
      const name = part.closest('[data-panel]')!.getAttribute('data-panel')!;
      return height > 0 && bottom > bar.top + 1
        ? [`${name}: ${Math.round(bottom - bar.top)} px`]
        : [];
    });
    return { layout: app.dataset['layout']!, bar: Math.round(bar.height), needed };
  });
}
