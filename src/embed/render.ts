import { render } from 'svelte/server';
import { loaders } from '../../scenarios/index';
import { openScenario } from '../session/opened';
import EmbedStage from '../stage/EmbedStage.svelte';
import Embed from './Embed.svelte';

/**
 * A scenario's embed as it opens, for the file that the build writes: its picture needs no script.
 *
 * @param query of the address that it is to look like; its poster shows a step in the middle.
 * @throws Error when there is no such scenario.
 */
export async function renderEmbed(
  scenarioId: string,
  query = '',
): Promise<{ head: string; body: string }> {
  const opened = await openScenario(loaders, scenarioId);
  const Lanes = opened.scenario.timeline === 'lanes' ? EmbedStage : null;
  const { head, body } = render(Embed, { props: { ...opened, Lanes, query } });
  // Written here and not by the component: an embed's script has to be small, and its title stays.
  const title = opened.scenario.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return { head: `${head}<title>${title} · Inside the reactor</title>`, body };
}
