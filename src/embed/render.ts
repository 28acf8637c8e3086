import { render } from 'svelte/server';
import { loaders } from '../../scenarios/index';
import { openScenario } from '../session/opened';
import { panelsOf, type Panel } from '../session/panels';
import { Session } from '../session/session.svelte';
import Embed from './Embed.svelte';
import type { Embedded } from './embedded';
import * as embedLanes from './lanes';
import { embedOptions } from './options';

/**
 * A scenario's embed as it opens, for the file that the build writes: its picture needs no script.
 *
 * @param query of the address that it is to look like; its poster shows a step in the middle.
 * @param panel the one that its file shows; without it, the scenario's first.
 * @throws Error when there is no such scenario.
 */
export async function renderEmbed(
  scenarioId: string,
  query = '',
  panel?: Panel,
): Promise<{ head: string; body: string }> {
  const { scenario, Picture } = await openScenario(loaders, scenarioId);
  const shown = panel ?? panelsOf(scenario)[0];
  const opened: Embedded =
    shown === 'timeline'
      ? { scenario, Picture: null, lanes: embedLanes }
      : { scenario, Picture, lanes: null };
  const look = embedOptions(query);
  const root = shown === panelsOf(scenario)[0] ? '../../' : '../../../';
  const session = new Session(scenario, { query: look.query, bet: false });
  const { head, body } = render(Embed, { props: { ...opened, session, look, root } });
  // Written here and not by the component: an embed's script has to be small, and its title stays.
  const title = scenario.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return {
    head: `${head}<title>${title} · Inside the reactor</title>`,
    // Comments say where a block begins, to a client's runtime; an embed has none.
    body: body.replace(/<!--.*?-->/g, ''),
  };
}
