/** A line of the present that can be dragged: what its handlers go by. */
export interface Scrub {
  timeNs: number;
  domainNs: readonly [number, number];
  /** From a place in the picture, in its units, to a time. */
  invert: (x: number) => number;
  /** The axis is logarithmic: keys multiply. */
  logarithmic: boolean;
  onscrub: (timeNs: number) => void;
}

const stepNs = 1e8;
const keys: Record<string, (timeNs: number, domainNs: Scrub['domainNs']) => number> = {
  ArrowLeft: (t) => t - stepNs,
  ArrowDown: (t) => t - stepNs,
  ArrowRight: (t) => t + stepNs,
  ArrowUp: (t) => t + stepNs,
  PageDown: (t) => t - 10 * stepNs,
  PageUp: (t) => t + 10 * stepNs,
  Home: (_, domainNs) => domainNs[0],
  End: (_, domainNs) => domainNs[1],
};

function scrubTo({ domainNs, onscrub }: Scrub, wantedNs: number): void {
  onscrub(Math.round(Math.min(domainNs[1], Math.max(domainNs[0], wantedNs))));
}

/** A key on the focused line. Keys that are none of its own are left alone. */
export function scrubByKey(event: KeyboardEvent, scrub: Scrub): void {
  const move = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
  if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  const { timeNs, domainNs } = scrub;
  const isStep = event.key !== 'Home' && event.key !== 'End';
  if (scrub.logarithmic && isStep) {
    scrubTo(scrub, Math.max(timeNs, domainNs[0]) * 1.1 ** (move(0, domainNs) / stepNs));
  } else {
    // Whole tenths, so that the keys reach the numbers that are written on the axis.
    scrubTo(scrub, Math.round(move(timeNs, domainNs) / stepNs) * stepNs);
  }
}

/** The picture may be scaled: its own matrix turns the pointer's place into the picture's units. */
export function pointIn(slider: SVGElement, event: PointerEvent): { x: number; y: number } {
  return pointOf(slider.ownerSVGElement!, event);
}

/** The same of the picture itself. Plain data: a DOMPoint has no properties of its own to be spread. */
export function pointOf(
  picture: SVGSVGElement,
  { clientX, clientY }: PointerEvent,
): { x: number; y: number } {
  const matrix = picture.getScreenCTM()!.inverse();
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix);
  return { x, y };
}

/** The line was pressed: it takes the pointer and goes there. */
export function scrubByPress(slider: SVGElement, event: PointerEvent, scrub: Scrub): void {
  if (event.button !== 0) return;
  slider.setPointerCapture(event.pointerId);
  slider.focus({ preventScroll: true });
  event.preventDefault();
  scrubTo(scrub, scrub.invert(pointIn(slider, event).x));
}

/** The pointer moved: the line follows while it has it. */
export function scrubByMove(slider: SVGElement, event: PointerEvent, scrub: Scrub): void {
  if (!slider.hasPointerCapture(event.pointerId)) return;
  scrubTo(scrub, scrub.invert(pointIn(slider, event).x));
}
