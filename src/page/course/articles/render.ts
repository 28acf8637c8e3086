import { render } from 'svelte/server';
import { scenarios } from '../../../../scenarios/all';
import Glossary from './Glossary.svelte';
import OwnServer from './OwnServer.svelte';
import WhatThePostSaid from './WhatThePostSaid.svelte';

export { articles } from './list';

/**
 * A page of words, for the file that the build writes: it needs no script.
 *
 * @param root relative address of the site's root from that file, with a slash at its end.
 * @throws Error when there is no such page.
 */
export function renderArticle(id: string, root: string): { head: string; body: string } {
  const known = scenarios.map((scenario) => scenario.id);
  switch (id) {
    case 'glossary':
      return render(Glossary, { props: { known, root } });
    case 'what-the-post-said':
      return render(WhatThePostSaid, { props: { scenarios, root } });
    case 'in-your-own-server':
      return render(OwnServer, { props: { root } });
    default:
      throw new Error(`there is no page “${id}”`);
  }
}
