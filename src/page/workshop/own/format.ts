import {
  anything,
  flag,
  integer,
  isObject,
  InputError,
  list,
  number,
  object,
  oneOf,
  refuse,
  type Check,
} from '../../../recording/check';
import { RecordingError } from '../../../recording/refusal';
import type { Scenario, Unit } from '../../../scenario/types';
import { host, milliseconds } from '../../../workload/quantities';
import {
  parseServerWorkload,
  type ServerWorkload,
  type WorkloadClient,
} from '../../../workload/workload';
import type { Act } from '../../clients/acts';
import { numberIn } from '../constants';
import { MAX_SOURCE } from '../limits';
import { MOST_CHARACTERS, ownFormat } from './detect';
import { MOST_SAID, sentenceProblem, shown } from './sentence';
import { stepIn, type Step } from './steps';

/** Grows when a reader of the old format would misread the new one. */
export const ownVersion = 1;

export const UNITS: readonly Unit[] = ['', 's', 'ms', 'min', 'bytes', 'MB', 'MB/s'];

/** A number of the file that a slider sets. */
export interface OwnParameter {
  constant: string;
  label: string;
  unit: Unit;
  min: number;
  max: number;
  step: number;
}

/** What the network and a client's kernel are like for one client; and what it is there for. */
export type OwnClient = { role?: string } & Omit<WorkloadClient, 'connect' | 'actions'>;

type HostNames = NonNullable<Scenario['names']>;

/** The network and the machine around a server, as a workload says it. */
export type Surroundings = Pick<ServerWorkload, 'until' | 'net' | 'gil' | 'costs'> & {
  /** Hosts' names that the server may look up. */
  names?: HostNames;
  /** What the recording tells besides: of a Deferred's functions, of a pool's jobs. */
  callbacks?: true;
  jobs?: true;
  backlog?: number;
};

/** A scenario of a reader's own: a file, its clients, the numbers that sliders set, and what is told of the run. */
export interface OwnScenario {
  title: string;
  /** The text of `server.py`. */
  server: string;
  reactor: 'select' | 'epoll';
  surroundings: Surroundings;
  /** In the order of their lanes. */
  clients: readonly OwnClient[];
  /** What they do, each client's in its order. */
  acts: readonly Omit<Act, 'key'>[];
  parameters: readonly OwnParameter[];
  steps: readonly Step[];
}

/** What one may hold. More nobody makes by hand, and more has no room on the page. */
export const MOST = {
  parameters: 4,
  steps: 40,
  clients: 60,
  acts: 600,
  /** In simulated time: a day. */
  ms: 86_400_000,
  letters: 80,
};

/** Words that are shown as they are: nothing in them hides or turns what stands beside. */
const words =
  (what: string, most: number): Check<string> =>
  (value, path) =>
    typeof value === 'string' && value.length <= most && shown(value) && value.trim() !== ''
      ? value
      : refuse(path, value, `${what} of 1 to ${most} characters on one line`);

const constant: Check<string> = (value, path) =>
  typeof value === 'string' && /^[A-Z][A-Z0-9_]{0,29}$/.test(value)
    ? value
    : refuse(path, value, 'the name of a constant in capitals, as BLOCK');

/** A client's name is a state of a machine and a lane, so it is short and plain. */
export const CLIENT = /^[A-Za-z][\w-]{0,19}$/;

const value = number('a number from 0 to 1,000,000,000', 0, 1e9);

const parameterFields = object(
  {
    constant,
    label: words('a label', 40),
    unit: oneOf(...UNITS),
    min: value,
    max: value,
    step: number('a number from 0.001 to 1,000,000,000', 0.001, 1e9),
  },
  {},
);

const MOST_POSITIONS = 10_000;

const parameterIn: Check<OwnParameter> = (given, path) => {
  const parameter = parameterFields(given, path);
  const { min, max, step } = parameter;
  if (max <= min) refuse(`${path}.max`, max, `a number above min (${min})`);
  const isExact = Math.abs(step * 1000 - Math.round(step * 1000)) < 1e-6;
  if ((max - min) / step > MOST_POSITIONS || !isExact) {
    refuse(`${path}.step`, step, 'whole thousandths, and at most 10,000 of them from min to max');
  }
  return parameter;
};

function atMost<T>(check: Check<T[]>, most: number, what: string): Check<T[]> {
  return (given, path) =>
    Array.isArray(given) && given.length > most
      ? refuse(path, given, `at most ${most} ${what}`)
      : check(given, path);
}

const fields = object(
  {
    format: anything,
    version: anything,
    title: words('a title', MOST.letters),
    server: (given, path) =>
      typeof given === 'string' && given.length <= MAX_SOURCE
        ? given
        : refuse(path, given, 'the text of a file, at most 200,000 characters'),
    clients: atMost(list(anything), MOST.clients, 'clients'),
  },
  {
    reactor: oneOf('select', 'epoll'),
    until: milliseconds,
    net: anything,
    gil: anything,
    costs: anything,
    names: anything,
    callbacks: flag,
    jobs: flag,
    backlog: integer('a whole number from 0 to 1,000', 0, 1000),
    parameters: atMost(list(parameterIn), MOST.parameters, 'parameters'),
    steps: atMost(list(stepIn), MOST.steps, 'steps'),
  },
);

/** Whether a document says that it is one: what else is wrong with it is said then. */
export const saysOwn = (document: unknown): boolean =>
  isObject(document) && document['format'] === ownFormat;

/**
 * Reads one from outside: whole and within its limits, or refused in one sentence.
 *
 * @throws RecordingError, as for every file that is opened: where, what was found, what is allowed
 */
export function ownIn(document: unknown): OwnScenario {
  try {
    return checked(document);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { path, found, allowed } = error;
    throw RecordingError.of(new InputError(path.replace(/^\$\.?/, ''), found, allowed));
  }
}

/** The same of the text of a file. @throws RecordingError */
export function ownOf(text: string): OwnScenario {
  if (text.length > MOST_CHARACTERS) {
    throw new RecordingError(
      '',
      'A scenario of your own has at most 1,000,000 characters; this text has more.',
    );
  }
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new RecordingError('', 'A scenario of your own is a JSON document; this text is not.');
  }
  return ownIn(document);
}

function checked(document: unknown): OwnScenario {
  if (!saysOwn(document)) {
    const { format } = isObject(document) ? document : {};
    refuse('format', format, `"${ownFormat}"`);
  }
  const { version } = document as { version?: unknown };
  if (version !== ownVersion) refuse('version', version, `${ownVersion}, which this page reads`);
  const { server, title, reactor = 'select', parameters = [], ...rest } = fields(document, '');
  const {
    clients: given,
    until,
    net,
    gil,
    costs,
    names,
    callbacks,
    jobs,
    backlog,
    steps = [],
  } = rest;
  const { clients, acts } = clientsIn(given as unknown[], { until, net, gil, costs });
  checkParameters(parameters, server);
  steps.forEach((step, i) => checkStep(step, `steps[${i}]`, clients, parameters));
  const surroundings = {
    ...(until !== undefined && { until }),
    ...(net !== undefined && { net: net as NonNullable<Surroundings['net']> }),
    ...(gil !== undefined && { gil: gil as NonNullable<Surroundings['gil']> }),
    ...(costs !== undefined && { costs: costs as NonNullable<Surroundings['costs']> }),
    ...(names !== undefined && { names: hostsIn(names, 'names') }),
    ...(callbacks && { callbacks }),
    ...(jobs && { jobs }),
    ...(backlog !== undefined && { backlog }),
  } as Surroundings;
  return { title, server, reactor, surroundings, clients, acts, parameters, steps };
}

/** The clients, by the checks of the workload's language; what they do, as the lanes have it. */
function clientsIn(
  given: readonly unknown[],
  around: object,
): Pick<OwnScenario, 'clients' | 'acts'> {
  const roles = given.map((one, i) => {
    const role = isObject(one) ? one['role'] : undefined;
    return role === undefined ? undefined : words('a role', 20)(role, `clients[${i}].role`);
  });
  const plain = given.map((one) =>
    isObject(one)
      ? Object.fromEntries(Object.entries(one).filter(([name]) => name !== 'role'))
      : one,
  );
  const defined = Object.entries(around).filter(([, part]) => part !== undefined);
  const workload = parseServerWorkload({ ...Object.fromEntries(defined), clients: plain });
  const all = workload.clients ?? [];
  const count = all.reduce((sum, { actions = [] }) => sum + actions.length + 1, 0);
  if (count > MOST.acts) refuse('clients', all, `at most ${MOST.acts} things that they do`);
  const clients = all.map(({ connect: _, actions: _acts, ...client }, i) => {
    if (!CLIENT.test(client.name)) {
      refuse(
        `clients[${i}].name`,
        client.name,
        'a letter, then at most 19 letters, digits, _ or -',
      );
    }
    const role = roles[i];
    return { ...client, ...(role !== undefined && { role }) } as OwnClient;
  });
  return { clients, acts: all.flatMap((client, i) => actsIn(client, `clients[${i}]`)) };
}

function actsIn({ name, connect = 0, actions = [] }: WorkloadClient, path: string) {
  const time = (atMs: number, at: string): number =>
    atMs <= MOST.ms ? atMs : refuse(at, atMs, 'milliseconds of one day');
  const first = {
    client: name,
    command: 'connect' as const,
    atMs: time(connect, `${path}.connect`),
  };
  const others = actions.map(({ at, cuts, gapMs, ...does }, i): Omit<Act, 'key'> => {
    const where = `${path}.actions[${i}]`;
    const [[command, what]] = Object.entries(does) as [[string, unknown]];
    if (command === 'sendBytes') refuse(`${where}.sendBytes`, what, 'send, with a text');
    if (what === false) refuse(`${where}.${command}`, what, 'true');
    return {
      client: name,
      command: command as Act['command'],
      atMs: Math.max(time(at, `${where}.at`), connect),
      ...(command === 'send' && { text: what as string }),
      ...(command === 'cut' && { way: what as 'both' }),
      ...(cuts && { cuts }),
      ...(gapMs !== undefined && { gapMs }),
    };
  });
  return [first, ...others.sort((a, b) => a.atMs - b.atMs)];
}

const MOST_HOSTS = 100;

function hostsIn(given: unknown, path: string): HostNames {
  if (!isObject(given)) return refuse(path, given, 'an object with the hosts’ names');
  const hosts = Object.entries(given);
  if (hosts.length > MOST_HOSTS) refuse(path, given, `at most ${MOST_HOSTS} names`);
  return Object.fromEntries(
    hosts.map(([name, one], i) => {
      if (!/^[a-z0-9][a-z0-9.-]{0,99}$/i.test(name)) refuse(path, name, 'the name of a host');
      return [name, host(one, `${path}[${i}]`)];
    }),
  );
}

function checkParameters(parameters: readonly OwnParameter[], server: string): void {
  for (const [i, { constant: name }] of parameters.entries()) {
    const path = `parameters[${i}].constant`;
    if (parameters.findIndex((one) => one.constant === name) < i) {
      refuse(path, name, 'a constant that no other parameter has');
    }
    if (numberIn(server, name) === null) {
      refuse(path, name, 'a constant that one line of the file sets to a plain number');
    }
  }
}

function checkStep(
  { client, say }: Step,
  path: string,
  clients: readonly OwnClient[],
  parameters: readonly OwnParameter[],
): void {
  const names = clients.map(({ name }) => name);
  if (client !== undefined && !names.includes(client.replace(/#\d+$/, ''))) {
    refuse(`${path}.client`, client, 'the name of one of the clients');
  }
  const constants = parameters.map((parameter) => parameter.constant);
  const problem = sentenceProblem(say, names, constants);
  if (problem !== null)
    throw new InputError(`${path}.say`, problem, `a sentence, at most ${MOST_SAID} characters`);
}

/** As a file has it: what is left out is as usual. The same scenario gives the same text. */
export function ownDocument(own: OwnScenario): object {
  const { title, server, reactor, surroundings, clients, acts, parameters, steps } = own;
  return {
    format: ownFormat,
    version: ownVersion,
    title,
    server,
    ...(reactor !== 'select' && { reactor }),
    ...surroundings,
    clients: clients.map((client) => {
      const all = acts.filter((act) => act.client === client.name);
      const connect = all.find(({ command }) => command === 'connect');
      const actions = all.filter((act) => act !== connect).map(actionOf);
      return { ...client, connect: connect?.atMs ?? 0, ...(actions.length > 0 && { actions }) };
    }),
    ...(parameters.length > 0 && { parameters }),
    ...(steps.length > 0 && { steps }),
  };
}

/** What a client does, as a workload has it. */
function actionOf({ atMs, command, text, cuts, gapMs, way = 'both' }: Omit<Act, 'key'>): object {
  return {
    at: atMs,
    ...(command === 'send' ? { send: text } : { [command]: command === 'cut' ? way : true }),
    ...(cuts && { cuts }),
    ...(cuts && gapMs !== undefined && { gapMs }),
  };
}
