import { mount } from 'svelte';
import NounCards from './NounCards.svelte';

// The cards of the nouns. Loaded when somebody opens one.

let cards: { open(link: HTMLAnchorElement): Promise<void> } | undefined;

/** Opens the card of a noun that was clicked, over the page. @param root relative address of the site's root. */
export async function openCard(link: HTMLAnchorElement, root: string): Promise<void> {
  cards ??= mount(NounCards, { target: document.body, props: { root } }) as NonNullable<
    typeof cards
  >;
  await cards.open(link);
}
