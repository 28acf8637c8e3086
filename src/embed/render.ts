import { render } from 'svelte/server';
import Embed from './Embed.svelte';

/**
 * A scenario's embed as it opens, for the file that the build writes: its picture needs no script.
 *
 * @throws Error when there is no such scenario.
 */
export function renderEmbed(scenarioId: string): { head: string; body: string } {
  const { head, body } = render(Embed, { props: { scenarioId, query: '' } });
  return { head, body };
}
