/**
 * What is looked for in a page: a line for each thing that is wrong with it. It runs in the page, so that it can use
 * nothing from outside itself; a trip to the page costs more than most looks, and takes any number of them.
 */
export type Look = () => string[];

/** Text that is cut, or lies on other text. */
export function wrongText(): string[] {
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
}

/** That it scrolls sideways. */
export function sideways(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`scrolls sideways, ${scrollWidth - clientWidth} px`] : [];
}

/** Controls smaller than a finger, by name. */
export function smallTargets(): string[] {
  const leastPx = 44;
  const controls = document.querySelectorAll(
    ':is(button, select, input, a[href], [role=tab], [role=slider]):not(:disabled)',
  );
  return [...controls].flatMap((control) => {
    // The label of a radio is as good a target as its circle.
    const target = control.matches('input[type=radio]') ? control.closest('label')! : control;
    const { width, height } = target.getBoundingClientRect();
    if (width === 0 || (width >= leastPx - 0.5 && height >= leastPx - 0.5)) return [];
    const name = control.getAttribute('aria-label') ?? control.textContent;
    return [`${name?.trim()}: ${Math.round(width)} × ${Math.round(height)}`];
  });
}

/** That nothing is said of what is shown. */
export function noCaption(): string[] {
  const said = document.querySelector('[aria-live=polite]')?.textContent?.trim();
  return said ? [] : ['nothing is said'];
}

/** What of the picture, the timeline and the bet the bar lies over, where a wide page is not scrolled. */
export function covered(): string[] {
  const app = document.querySelector<HTMLElement>('.app')!;
  if (app.dataset['layout'] !== 'wide') return [];
  const bar = app.querySelector('main:not([hidden]) > .bar')!.getBoundingClientRect();
  const parts = app.querySelectorAll(
    '[data-panel=machine] svg.stage, [data-panel=timeline], [data-panel=predict]',
  );
  return [...parts].flatMap((part) => {
    const { bottom, height } = part.getBoundingClientRect();
    const name = part.closest('[data-panel]')!.getAttribute('data-panel')!;
    return height > 0 && bottom > bar.top + 1
      ? [`the bar covers ${Math.round(bottom - bar.top)} px of ${name}`]
      : [];
  });
}

/** That the bar of a wide page is high on a small laptop, or not as high as when it was last looked at in this window. */
export function unsteadyBar(): string[] {
  const app = document.querySelector<HTMLElement>('.app')!;
  if (app.dataset['layout'] !== 'wide') return [];
  const bar = app.querySelector('main:not([hidden]) > .bar')!.getBoundingClientRect();
  const now = Math.round(bar.height);
  const known = window as unknown as { barHeights?: Record<string, number> };
  const before = ((known.barHeights ??= {})[`${innerWidth} × ${innerHeight}`] ??= now);
  const isHigh = innerHeight < 820 && now > 110;
  return now !== before || isHigh ? [`the bar has ${now} px, had ${before} px`] : [];
}

/** That a phone held sideways, or 200 % zoom, has less than 240 px of picture in sight, or caption and controls not in one row. */
export function littlePicture(): string[] {
  const app = document.querySelector<HTMLElement>('.app')!;
  if (app.dataset['layout'] !== 'low') return [];
  const picture = app.querySelector('[data-panel=machine] svg.stage')!.getBoundingClientRect();
  const bar = app.querySelector('main:not([hidden]) > .bar')!;
  const caption = bar.querySelector('.caption')!.getBoundingClientRect();
  const controls = bar.querySelector('.controls')!.getBoundingClientRect();
  const seenPx =
    Math.min(picture.bottom, bar.getBoundingClientRect().top) - Math.max(picture.top, 0);
  const low = seenPx < 239.5 ? [`${Math.round(seenPx)} px of picture in sight`] : [];
  const isBelow = controls.top >= caption.bottom - 1 || caption.top >= controls.bottom - 1;
  return isBelow ? [...low, 'caption and controls are not in one row'] : low;
}

/** Code in two rows that stands together, begins below its number, or is out of sight at the right. */
export function wrongRows(): string[] {
  const list = document.querySelector('[data-id=code]')!;
  const beyond = list.scrollWidth > list.clientWidth ? ['wider than its panel'] : [];
  const lines = [...list.children].flatMap((line) => {
    const rowPx = Number.parseFloat(getComputedStyle(line).lineHeight);
    const chunks = [...line.querySelectorAll('.chunk')].filter((chunk) => chunk.textContent);
    const tall = chunks.filter((chunk) => chunk.getBoundingClientRect().height > 1.5 * rowPx);
    const first = chunks[0]?.getBoundingClientRect().top;
    const isBelow = first !== undefined && first > line.getBoundingClientRect().top + rowPx / 2;
    return [...tall.map((chunk) => chunk.textContent), ...(isBelow ? [line.textContent] : [])];
  });
  return [...beyond, ...lines];
}
