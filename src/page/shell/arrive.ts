/** Whoever opened what this is the heading of is told so, once it is drawn: both together would be long work. */
export function arrive(heading: HTMLElement): () => void {
  const timer = setTimeout(() => {
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  });
  return () => clearTimeout(timer);
}
