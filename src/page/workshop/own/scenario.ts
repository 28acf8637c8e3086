import { everyPart } from '../../../scenario/parts';
import type { Beat, Parameter, ServerProgram, Taught } from '../../../scenario/types';
import { spoken } from '../../../player/measures/durations';
import { formatValue } from '../../../session/words';
import { noBet } from '../../../session/frozen';
import { machineOf } from '../../clients/acts';
import { numberIn } from '../constants';
import type { OwnParameter, OwnScenario } from './format';
import { told } from './sentence';
import { focusOf, idOfStep, storyOf } from './story';

/** What its clients meet while only what they do is asked: nobody listens. */
const nobody: ServerProgram = ({ reactor }) => reactor.run();

/** Its one way to write the server. */
export const VARIANT = 'own';

/**
 * A scenario of a reader's own as every other: with machines for its clients and its story. Only real Twisted can run its
 * server.
 */
export function taughtOf(own: OwnScenario): Taught {
  const { title, server, reactor, surroundings, clients, acts, steps } = own;
  const story = storyOf(steps);
  const parameters = Object.fromEntries(
    own.parameters.map((parameter) => [parameter.constant, parameterOf(parameter, server)]),
  );
  const names = clients.map(({ name }) => name);
  const options = Object.fromEntries(
    clients.map(({ role: _, name, read, nat, ...client }) => [
      name,
      { ...client, ...(read && { read }), ...(nat && { nat }) },
    ]),
  );
  return {
    id: VARIANT,
    chapter: 0,
    place: 0,
    title,
    question: '',
    takeaway: '',
    parameters,
    variants: [{ id: VARIANT, label: 'server.py', python: server, server: nobody }],
    clients: machineOf(
      acts.map((act, i) => ({ ...act, key: String(i) })),
      names,
    ),
    story,
    beats: steps.map((step, i) => beatOf(step, i, parameters)),
    parts: { carrier: everyPart.carrier },
    network: () => surroundings.net ?? {},
    clientOptions: () => options,
    reactor: () => reactor,
    bet: noBet,
    picture: { name: 'machine' },
    timeline: 'lanes',
    layers: [
      ...(['wire', 'receiveBuffer', 'listenQueue', 'readiness', 'reactor', 'loop'] as const),
      ...(['sendBuffer', 'workers'] as const),
    ],
    roles: Object.fromEntries(clients.map(({ name, role = '' }) => [name, role])),
    compare: VARIANT,
  };
}

function beatOf(
  step: OwnScenario['steps'][number],
  place: number,
  parameters: Taught['parameters'],
): Beat {
  const { say, client } = step;
  const id = idOfStep(place);
  return {
    id,
    focus: focusOf(step),
    caption(recording, values) {
      const beat = recording.beats?.find((one) => one.id === id);
      return beat === undefined
        ? ''
        : told(say, recording, beat.event, { values, parameters, client });
    },
  };
}

function parameterOf({ constant, label, unit, ...range }: OwnParameter, server: string): Parameter {
  const parameter: Parameter = {
    ...range,
    label,
    short: label,
    unit,
    constant,
    default: numberIn(server, constant) ?? range.min,
    spoken: (value) => `${label} ${spoken(formatValue(value, parameter))}`,
  };
  return parameter;
}
