import { render } from 'svelte/server';
import App from './App.svelte';

/**
 * A scenario's page as it opens, for the file that the build writes: needs no script to be seen.
 *
 * @param root relative address of the site's root from that file, with a slash at its end.
 * @throws Error when there is no such scenario.
 */
export function renderPage(scenarioId: string, root = '../'): { head: string; body: string } {
  const { head, body } = render(App, { props: { scenarioId, query: '', root } });
  return { head, body };
}
