/**
 * Hidden fragments of a reveal.js slide, one for each step after the first, so that the deck itself counts
 * the steps: its keys, touch, controls and speaker view all work. Reveal sorts fragments at each move, so
 * they may come at any time.
 */
export function addFragments(anchor: Element, count: number): Element[] {
  const past = anchor.closest('section')?.matches('.past') === true;
  const added = Array.from({ length: count }, () => {
    const fragment = document.createElement('i');
    fragment.className = `fragment${past ? ' visible' : ''}`;
    fragment.hidden = true;
    return fragment;
  });
  anchor.after(...added);
  return added;
}

/** How many of them the deck has shown. */
export function countVisible(fragments: readonly Element[]): number {
  return fragments.filter((fragment) => fragment.matches('.visible')).length;
}

/** Tells reveal, which listens on its own window, to show so many fragments more, or fewer. */
export function moveFragments(by: number): void {
  const message = `{"method":"${by > 0 ? 'next' : 'prev'}Fragment"}`;
  for (let left = Math.abs(by); left > 0; left -= 1) postMessage(message, '*');
}
