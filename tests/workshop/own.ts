// Scenarios of a reader's own for the tests: as a page begins them, and as they come out of a file.
import { scenarios } from '../../scenarios/all';
import { withValues } from '../../src/page/workshop/constants';
import { ownDocument, type OwnScenario } from '../../src/page/workshop/own/format';
import { ownFrom } from '../../src/page/workshop/own/start';
import { sourceOf } from '../../src/scenario/pythonLines';
import { Session } from '../../src/session/session.svelte';

/** Of a lesson as it is opened. */
export function ownOfLesson(id: string, query = ''): OwnScenario {
  const session = new Session(
    scenarios.find((one) => one.id === id)!,
    { query, bet: false },
  );
  const { scenario, variant, values } = session;
  return ownFrom(session, withValues(scenario, sourceOf(variant, values), values));
}

/** As it is after its way through a file. */
export const written = (own: OwnScenario): Record<string, unknown> =>
  JSON.parse(JSON.stringify(ownDocument(own))) as Record<string, unknown>;
