const GAP_PX = 8;

/**
 * Puts a card above or below what it is about, on the other side where there is no room; inside the window.
 *
 * @param first the side that is better
 */
export function placeBeside(card: HTMLElement, box: DOMRect, first: 'above' | 'below'): void {
  const { clientWidth, clientHeight } = document.documentElement;
  const { width, height } = card.getBoundingClientRect();
  const [leftMax, topMax] = [clientWidth - width - GAP_PX, clientHeight - height - GAP_PX];
  const [above, below] = [box.top - height - GAP_PX, box.bottom + GAP_PX];
  const isAbove = first === 'above' ? above >= GAP_PX : below > topMax;
  const top = isAbove ? above : below;
  card.style.left = `${Math.max(GAP_PX, Math.min(box.left, leftMax))}px`;
  card.style.top = `${Math.max(GAP_PX, Math.min(top, topMax))}px`;
}
