import { exportWorkload } from '../../../workload/exportWorkload';
import type { Parameter } from '../../../scenario/types';
import type { Session } from '../../../session/session.svelte';
import { shortText } from '../../../stage/kit/text';
import { makersOf } from '../../clients/makers';
import { numberIn } from '../constants';
import { ownFormat } from './detect';
import { MOST, ownIn, ownVersion, type OwnParameter, type OwnScenario } from './format';
import emptyServer from './empty.py?raw';

/** The least that answers: a server, and one client that says a line. */
export function emptyOwn(): OwnScenario {
  return ownIn({
    format: ownFormat,
    version: ownVersion,
    title: 'A scenario of my own',
    server: emptyServer,
    net: { latencyMs: 20 },
    clients: [{ name: 'A', actions: [{ at: 500, send: 'hello\r\n' }] }],
  });
}

/**
 * What a page shows now, as the beginning of a scenario of one's own: the file, what its clients do in this run, and
 * the sliders that set constants of the file.
 *
 * @param source the file as the reader has it
 * @throws RecordingError where it is more than such a scenario may be
 */
export function ownFrom(session: Session, source: string): OwnScenario {
  const { scenario, variant, values, seed, typed, run } = session;
  const reactor = scenario.reactor?.(values) ?? run?.making.reactor ?? 'select';
  const making = { variantId: variant.id, values, seed, typed, reactor };
  const played = makersOf(session).scenarioFor(making);
  const workload = exportWorkload(played, variant.id, values, { seed, typed, reactor });
  const { until, net, gil, costs, names, clients } = workload;
  const { callbacks, jobs, backlog } = workload.server;
  const document = {
    format: ownFormat,
    version: ownVersion,
    title: shortText(`Mine: ${scenario.title}`, MOST.letters),
    server: source,
    reactor,
    until,
    net,
    gil,
    costs,
    names,
    callbacks,
    jobs,
    backlog,
    clients: clients.map((client) => {
      const { [client.name]: role = '' } = played.roles;
      return { ...client, ...(role !== '' && { role: shortText(role, 20) }) };
    }),
    parameters: Object.values(scenario.parameters)
      .flatMap((parameter) => ownParameter(parameter, source))
      .slice(0, MOST.parameters),
  };
  // As a file has it: what is not there is left out.
  return ownIn(JSON.parse(JSON.stringify(document)));
}

/** A slider of a lesson that sets a constant of the file: in equal steps. */
function ownParameter(
  { constant, word, label, unit, min, max, step }: Parameter,
  source: string,
): OwnParameter[] {
  if (constant === undefined || word !== undefined) return [];
  if (numberIn(source, constant) === null) return [];
  return [{ constant, label, unit, min, max, step }];
}

/** A range for a constant that has none yet: from 0 to twice what it is. */
export function rangeFor(constant: string, source: string): OwnParameter {
  const now = numberIn(source, constant) ?? 1;
  const isWhole = Number.isInteger(now) && !/\./.test(lineFor(constant, source));
  const most = isWhole ? Math.max(10, 2 * now) : Math.max(1, Math.ceil(2 * now));
  const step = isWhole ? Math.max(1, Math.ceil(most / 1000)) : most > 100 ? 1 : 0.1;
  return { constant, label: constant, unit: '', min: 0, max: most, step };
}

const lineFor = (constant: string, source: string): string =>
  source.split('\n').find((line) => line.startsWith(constant)) ?? '';
