/** Opens the card of a noun whose link was clicked, where the browser can show one; else its link leads to the glossary. */
export function opensNoun(event: MouseEvent, root: string): void {
  const link = (event.target as Element).closest?.<HTMLAnchorElement>('a.noun');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!('popover' in HTMLElement.prototype)) return;
  event.preventDefault();
  import('./nounCards')
    .then(({ openCard }) => openCard(link, root))
    // The card cannot be had: the glossary has the same words.
    .catch(() => (location.href = link.href));
}
