import { render } from 'svelte/server';
import { loaders } from '../../../scenarios/lessons';
import { panelsOf, type Panel } from '../../session/panels';
import { Session } from '../../session/session.svelte';
import type { PictureName } from '../../scenario/picture';
import { qrSvg } from '../slides/qr';
import PrintPage from './PrintPage.svelte';

/** A picture of the printed page: a step of the run, and the query of the embed that shows it. */
export interface PrintedStep {
  number: number;
  caption: string;
  query: string;
  /** What of the run the picture shows. */
  panel: Panel;
}

/** A scenario's printed page: first its steps, then, with a picture for each, the page. */
export interface Printed {
  steps: readonly PrintedStep[];
  /**
   * @param pictures each step's, as an address that an `<img>` takes
   * @param address of the lesson; null where the page has to find it out when it is looked at
   */
  page(pictures: readonly string[], address: string | null): { head: string; body: string };
}

/** Pictures that are the same at each step: what of them differs is what the reader sets, for the first, the middle and the last. */
const PLACEMENTS: Readonly<Partial<Record<PictureName, readonly [string, string, string]>>> = {
  cure: ['', '&cures=thread', '&cures=process'],
};

/**
 * The page that a teacher prints: three steps, the code, what to keep in mind, and where to find it.
 *
 * @throws Error when there is no such scenario
 */
export async function printed(scenarioId: string): Promise<Printed> {
  const load = loaders[scenarioId];
  if (load === undefined) throw new Error(`there is no scenario “${scenarioId}”`);
  const { scenario } = await load();
  const at = (query: string): Session => new Session(scenario, { query, bet: false });
  const session = at('?step=1');
  const count = session.run?.beats.length ?? 0;
  const placements = PLACEMENTS[scenario.picture.name] ?? ['', '', ''];
  const steps = [1, Math.ceil((count + 1) / 2), count].map((number, i): PrintedStep => {
    // Lanes show all of the time at once: they are the machine's last picture. Other pictures tell the end themselves.
    const panel = number === count ? panelsOf(scenario)[0]! : 'machine';
    const step = `?step=${number}${placements[i]}`;
    const query = `${step}&theme=light&controls=0`;
    return { number, caption: at(step).caption, query, panel };
  });
  return {
    steps,
    page: (pictures, address) =>
      render(PrintPage, {
        props: {
          scenario,
          bet: session.betView,
          steps: steps.map((step, i) => ({ ...step, picture: pictures[i]! })),
          count,
          address,
          qr: address === null ? null : qrSvg(address, `QR code of ${address}`),
        },
      }),
  };
}
