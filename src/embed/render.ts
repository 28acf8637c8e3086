import { render } from 'svelte/server';
import { loaders } from '../../scenarios/index';
import { openScenario } from '../session/opened';
import { Session } from '../session/session.svelte';
import Embed from './Embed.svelte';
import * as embedLanes from './lanes';
import { embedOptions } from './options';

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
  const lanes = opened.scenario.timeline === 'lanes' ? embedLanes : null;
  const look = embedOptions(query);
  const session = new Session(opened.scenario, { query: look.query, bet: false });
  const { head, body } = render(Embed, { props: { ...opened, lanes, session, look } });
  // Written here and not by the component: an embed's script has to be small, and its title stays.
  const title = opened.scenario.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return {
    head: `${head}<title>${title} · Inside the reactor</title>`,
    // Comments say where a block begins, to a client's runtime; an embed has none.
    body: body.replace(/<!--.*?-->/g, ''),
  };
}
