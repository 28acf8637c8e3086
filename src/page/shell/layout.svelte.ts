import type { PagePictureSize } from '../../stage/kit/sizes';

/**
 * How the page is laid out: `wide` picture, code and bet side by side; `medium` the code or the bet beside the machine;
 * `column` all of it below each other; `phone` one panel at a time; `low` a phone held sideways, or 200 % zoom.
 */
export type Layout = 'wide' | 'medium' | 'column' | 'phone' | 'low';

/** The size in which each layout draws its pictures. */
export const pictureSize: Readonly<Record<Layout, PagePictureSize>> = {
  wide: 'wide',
  medium: 'medium',
  column: 'medium',
  phone: 'phone',
  low: 'phone',
};

/** Width of both pictures of the wide layout, and height of the machine; what a narrower pair may come down to. */
const PICTURE_WIDTH = 992;
const MACHINE_HEIGHT = 352;
const ASPECT_MIN = 1.25;

/** Width to height of the machine over a timeline that is so high, in the units of the wide pictures. */
export function aspectOf(timelineHeight: number): number {
  return Math.max(ASPECT_MIN, PICTURE_WIDTH / (MACHINE_HEIGHT + timelineHeight));
}

const WIDE_REM = 80;
const MEDIUM_REM = 60;
const COLUMN_REM = 38;
/** Less height than this shows one row of controls and half a picture. */
const LOW_REM = 30;
const USUAL_REM_PX = 16;
const BAR_SHARE_MAX = 0.45;

/**
 * The layout for a window, px, whose root text size is `remPx`: counted in units of the text size, so that larger text has
 * fewer columns.
 */
export function layoutFor(widthPx: number, heightPx: number, remPx: number): Layout {
  const widthRem = widthPx / remPx;
  if (widthRem >= COLUMN_REM && heightPx / remPx < LOW_REM) return 'low';
  if (widthRem >= WIDE_REM) return 'wide';
  if (widthRem >= MEDIUM_REM) return 'medium';
  return widthRem >= COLUMN_REM ? 'column' : 'phone';
}

/** Follows the window's size and the reader's text size. */
export class LayoutState {
  current: Layout;
  /** Whether the bar with the controls may stay in sight: not where it would take most of the window. */
  barFits = $state.raw(true);

  /** `ahead`: what is rendered ahead, where there is no window. */
  constructor(ahead?: Layout) {
    this.current = $state.raw(ahead ?? measured());
  }

  /** Starts to follow; returns what stops it. `ruler` is an element 1 rem wide, `bar` the controls. */
  follow(ruler: Element, bar: Element): () => void {
    const measure = (): void => {
      this.current = measured();
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
}

function measured(): Layout {
  const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return layoutFor(window.innerWidth, window.innerHeight, remPx > 0 ? remPx : USUAL_REM_PX);
}
