/** Where an audience does not look: the speaker's copies of reveal and Marp, and Slidev's previews. */
export function isPreview(element: Element): boolean {
  return (
    /[?&](receiver|view=(next|presenter))/i.test(location.search) ||
    element.closest('.grid-section.next') !== null
  );
}

/**
 * Whether an element is on the slide that is shown. Null where that has not changed: the element was
 * scrolled out of sight, which an embed notices by itself and which is not the end of a slide.
 */
export function isShown(element: Element): boolean | null {
  if (element.closest('.reveal') !== null) {
    // Its neighbours are hidden by visibility alone, so only the classes tell. Slides can be nested.
    return (
      element.closest('.present') !== null &&
      element.closest('section:not(.present), .slide-background:not(.present)') === null &&
      element.closest('.fragment:not(.visible)') === null
    );
  }
  const drawn =
    element.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) ?? true;
  // Measured only then: it would have a slide laid out that Marp keeps from it.
  if (!drawn) return false;
  const { width, height, top, bottom, left, right } = element.getBoundingClientRect();
  if (width * height === 0) return false;
  return (bottom > 0 && top < innerHeight && right > 0 && left < innerWidth) || null;
}
