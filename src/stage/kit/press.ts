/** Enter or the space bar on a part that is a button, though SVG knows none: it does what a press does. */
export function pressByKey(event: KeyboardEvent, press: () => void): void {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  event.stopPropagation();
  press();
}
