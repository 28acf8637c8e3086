/** How the page is laid out. Counted in units of the text size, so that larger text has fewer columns. */
export type Layout = 'wide' | 'medium' | 'phone';

const WIDE_REM = 80;
const MEDIUM_REM = 60;
const USUAL_REM_PX = 16;
const BAR_SHARE_MAX = 0.45;

/** The layout for a window of `widthPx` whose root text size is `remPx`. */
export function layoutFor(widthPx: number, remPx: number): Layout {
  const widthRem = widthPx / remPx;
  if (widthRem >= WIDE_REM) return 'wide';
  return widthRem >= MEDIUM_REM ? 'medium' : 'phone';
}

/** Follows the window's width and the reader's text size. */
export class LayoutState {
  current = $state.raw<Layout>('wide');
  /** Whether the bar with the controls may stay in sight: not where it would take most of the window. */
  barFits = $state.raw(true);

  constructor() {
    // Rendered ahead there is no window; the widest is the most telling.
    if (typeof window !== 'undefined') this.#measure();
  }

  /** Starts to follow; returns what stops it. `ruler` is an element 1 rem wide, `bar` the controls. */
  follow(ruler: Element, bar: Element): () => void {
    const measure = (): void => {
      this.#measure();
      this.barFits = bar.getBoundingClientRect().height <= window.innerHeight * BAR_SHARE_MAX;
    };
    const observer = new ResizeObserver(measure);
    for (const element of [document.documentElement, ruler, bar]) observer.observe(element);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }

  #measure(): void {
    const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.current = layoutFor(window.innerWidth, remPx > 0 ? remPx : USUAL_REM_PX);
  }
}
