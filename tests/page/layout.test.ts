import { expect, test } from 'vitest';
import { layoutFor } from '../../src/page/shell/layout.svelte';

test.each([
  [1440, 900, 16, 'wide'],
  [1280, 720, 16, 'wide'],
  [1024, 768, 16, 'medium'],
  [820, 1180, 16, 'column'],
  [390, 844, 16, 'phone'],
  [844, 390, 16, 'low'],
  // 200 %: by zoom, then by the size of text.
  [720, 450, 16, 'low'],
  [1440, 900, 32, 'low'],
  [1024, 768, 32, 'phone'],
])('a window of %i × %i px with text of %i px is laid out %s', (width, height, rem, layout) =>
  expect(layoutFor(width, height, rem)).toBe(layout),
);
