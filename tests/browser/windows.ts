import type { Size } from './measure';

// The windows that people have: the page is looked at in each of them.

export const desk: Size = { width: 1440, height: 900 };
export const tablet: Size = { width: 1024, height: 768 };
export const phone: Size = { width: 390, height: 844 };
/** The least that a window of text may have (WCAG 2.2, 1.4.10). */
export const narrow: Size = { width: 320, height: 640 };

export const windows: readonly Size[] = [
  desk,
  { width: 1440, height: 789 },
  { width: 1366, height: 768 },
  { width: 1280, height: 720 },
  tablet,
  { width: 820, height: 1180 },
  { width: 768, height: 1024 },
  { width: 844, height: 390 },
  { width: 720, height: 450 },
  phone,
  narrow,
];
