import { render } from 'svelte/server';
import { loaders } from '../../scenarios/lessons';
import { loadScenario } from '../session/loadScenario';
import Reroll from '../session/components/Reroll.svelte';
import TypeLine from '../session/components/TypeLine.svelte';
import { panelsOf, panelTitles, type Panel } from '../session/panels';
import { Session } from '../session/session.svelte';
import { Sweeps } from '../session/sweeps.svelte';
import CodePanel from './CodePanel.svelte';
import { Driver } from './driver.svelte';
import Embed from './Embed.svelte';
import type { Embedded } from './embedded';
import LanesPanel from './LanesPanel.svelte';
import MachinePanel from './MachinePanel.svelte';
import { embedOptions } from './options';
import { Playing } from './playing';

const components: Readonly<Record<Panel, Embedded['PanelOf']>> = {
  timeline: LanesPanel,
  machine: MachinePanel,
  code: CodePanel,
};

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
  const { scenario, Picture } = await loadScenario(loaders, scenarioId);
  const first = panelsOf(scenario)[0]!;
  const shown = panel ?? first;
  const look = embedOptions(query);
  const root = shown === first ? '../../' : '../../../';
  const session = new Session(scenario, {
    query: look.query,
    bet: false,
    sweeps: new Sweeps(),
  });
  const driver = new Driver(session, () => undefined);
  const { head, body } = render(Embed, {
    props: {
      scenario,
      name: panelTitles[shown],
      PanelOf: components[shown],
      Picture,
      TypeLine: scenario.typing && shown === first ? TypeLine : null,
      Reroll: scenario.usesSeed ? Reroll : null,
      driver,
      playing: new Playing(driver, look),
      look,
      root,
    },
  });
  // Written here and not by the component: an embed's script has to be small, and its title stays.
  const title = scenario.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return {
    head: `${head}<title>${title} · Inside the reactor</title>`,
    body: asPicture(body, query === ''),
  };
}

/**
 * The rendered picture without what only a script needs: marks of where components begin, controls, the names of parts, and
 * digits of a coordinate that no screen shows. The embed's script draws it anew, before it is seen for long: where that is
 * so (`isBrief`), a place is a whole number, and the table that nobody sees comes with the script.
 */
function asPicture(body: string, isBrief: boolean): string {
  const steps = isBrief ? 1 : 10;
  return body
    .replace(/<!--[^>]*-->/g, '')
    .replace(isBrief ? /<div class="unseen">.*?<\/table>\s*<\/div>/s : '', '')
    .replace(/(<div class="controls">).*?(?=<a href)/s, '$1')
    .replace(/ data-id="[^"]*"/g, '')
    .replace(/ (?:[cr]?[xy][12]?|d|r|width|height|transform|font-size)="[^"]*"/g, (attribute) =>
      attribute.replace(isBrief ? /\d{2,}\.\d+/g : /\d{2,}\.\d{2,}/g, (number) =>
        String(Math.round(Number(number) * steps) / steps),
      ),
    );
}
