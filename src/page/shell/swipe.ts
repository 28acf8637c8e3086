/** How far a finger must go sideways, px, to mean a step. */
const DISTANCE_PX = 48;

/** An attachment: a swipe to the left goes forward, to the right back. A mouse does not swipe. */
export function swipe(onstep: (direction: 1 | -1) => void): (element: HTMLElement) => () => void {
  return (element) => {
    let start: { id: number; x: number; y: number } | null = null;
    const down = (event: PointerEvent): void => {
      start =
        event.pointerType === 'mouse'
          ? null
          : { id: event.pointerId, x: event.clientX, y: event.clientY };
    };
    const up = (event: PointerEvent): void => {
      if (start === null || event.pointerId !== start.id) return;
      const x = event.clientX - start.x;
      const y = event.clientY - start.y;
      start = null;
      if (Math.abs(x) >= DISTANCE_PX && Math.abs(x) > 2 * Math.abs(y)) onstep(x < 0 ? 1 : -1);
    };
    const cancel = (): void => {
      start = null;
    };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', cancel);
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', cancel);
    };
  };
}
