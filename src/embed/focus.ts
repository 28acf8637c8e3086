/**
 * So long after its slide came the focus is taken again if it is lost, in ms. When a deck loads the embed of a slide
 * to come in a process of its own, Chromium gives the focus back to the deck, in three of ten cases.
 */
const LOADS_MS = 5_000;

let taking: AbortController | undefined;

/** Takes the keyboard's focus, and again if the browser takes it away while the deck still loads. */
export function takeFocus(): void {
  stopTaking();
  taking = new AbortController();
  const { signal } = taking;
  const untilMs = performance.now() + LOADS_MS;
  const again = (): void => {
    requestAnimationFrame((nowMs) => {
      if (!signal.aborted && nowMs < untilMs) focus();
    });
  };
  addEventListener('blur', again, { signal });
  focus();
}

/** The slide went, or the focus was given away: whoever has it now keeps it. */
export function stopTaking(): void {
  taking?.abort();
}

/** Gives the focus to the page around. */
export function giveFocus(): void {
  stopTaking();
  parent.focus();
}
