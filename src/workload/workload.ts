import {
  describe,
  refuse,
  flag,
  InputError,
  integer,
  list,
  memberPath,
  nullable,
  number,
  object,
  oneOf,
  plainObject,
  record,
  text,
  anything,
  type Check,
} from '../recording/check';
import type { NetOptions } from '../recording/recording';
import type { HostNames } from '../twisted/internet/resolver';
import { bytes, host, ipv4, latin1, milliseconds, portNumber, someLatin1 } from './quantities';
import { PROGRAM_CHECKS, type ProgramName, type ProgramParams } from './workloadPrograms';

export { InputError } from '../recording/check';
export type { Op, DeferredStep, InlineStep, ListMode, LostHow } from './scriptOps';
export type { ProgramName, ProgramParams, ScriptParams, TimerSpec } from './workloadPrograms';

/** Which server program runs, with its own parameters. */
export type WorkloadServer = {
  [P in ProgramName]: {
    program: P;
    params?: ProgramParams[P];
    /** Length of the listen queue; default 50. */
    backlog?: number;
    /** Connections that the port accepts in one turn at first; Twisted's default is 100. */
    numberAccepts?: number;
  };
}[ProgramName];

/** One thing that a client does at `at` ms. */
export type ClientAction = { at: number } & Partial<{
  send: string;
  sendBytes: { fill?: string; n: number; end?: string };
  /** With a send: pieces into which the network cuts it, in bytes; the rest is the last. */
  cuts: number[];
  /** With `cuts`: a piece leaves so long after the one before it. */
  gapMs: number;
  /** Opens another connection, `A#2`. */
  connect: boolean;
  /** Cuts the client's cable; `up` is to the server. */
  cut: 'both' | 'up' | 'down';
  mend: boolean;
  pauseReading: boolean;
  resumeReading: boolean;
  shutdownWrite: boolean;
  close: boolean;
  reset: boolean;
}>;

/** A scripted client. Times in ms, sizes in bytes; what is left out comes from `net`. */
export interface WorkloadClient {
  name: string;
  /** When it connects, in ms; default 0. */
  connect?: number;
  latencyMs?: number;
  serverRecvBuffer?: number;
  serverSendBuffer?: number;
  clientRecvBuffer?: number;
  rate?: number | null;
  mss?: number;
  /** `keep`: does not close when the server closes. Default `close`. */
  onEof?: 'close' | 'keep';
  /** The application does not read until `resumeReading`. */
  pauseReading?: boolean;
  /** Reads `chunk` bytes every `everyMs` instead of everything at once. */
  read?: { everyMs: number; chunk: number } | null;
  /** How the network cuts each send that has no cuts of its own. */
  cuts?: number[];
  gapMs?: number;
  /** How the network cuts the whole stream, whatever the sends. Not together with `cuts`. */
  segments?: { sizes: number[]; gapMs?: number };
  /** A box in the middle that forgets the connection after `idleMs` of silence. */
  nat?: { idleMs: number; then?: 'drop' | 'reset' } | null;
  /** What a write and a send to it cost the thread, in ms, besides the run's own costs. */
  costs?: { write?: number; send?: number };
  actions?: ClientAction[];
}

/** One thing that a peer does on each of its connections, `after` ms from when it accepted it. */
export type PeerAction = { after: number } & Pick<
  ClientAction,
  | 'send'
  | 'sendBytes'
  | 'cuts'
  | 'gapMs'
  | 'pauseReading'
  | 'resumeReading'
  | 'shutdownWrite'
  | 'close'
  | 'reset'
>;

/** Somebody whom the program can connect to. What clients have of the network, peers have too. */
export interface WorkloadPeer extends Omit<
  WorkloadClient,
  'connect' | 'nat' | 'costs' | 'actions'
> {
  /** An IPv4 address; default 127.0.0.1. */
  host?: string;
  port: number;
  /** What a SYN is answered with; default `accept`. */
  answers?: 'accept' | 'refuse' | 'silent';
  /** What it is answered with from that time on. */
  changes?: { at: number; answers: 'accept' | 'refuse' | 'silent' }[];
  /** Sends back what it reads. */
  echo?: boolean;
  actions?: PeerAction[];
}

/** A workload file: a server program, its clients and the network between them. Times in ms. */
export interface Workload {
  name?: string;
  about?: string;
  /** Stop at this time; without it the run ends when nothing can happen any more. */
  until?: number | null;
  /** Turns of the loop after which the run stops; default 20000. */
  maxIterations?: number;
  /** Order of descriptors that are ready in the same turn; `arrival` with select only. */
  order?: 'fd' | 'fdDesc' | 'arrival';
  /** Order of timers with equal times. */
  tieBreak?: 'fifo' | 'heap';
  reactor?: 'select' | 'epoll';
  /** Switch interval of the GIL, default 5 ms; null: a Python without one. */
  gil?: { switchIntervalMs: number } | null;
  /** Time that each system call costs; default 0. */
  costs?: Partial<Record<'select' | 'accept' | 'recv' | 'send', number>>;
  net?: Partial<NetOptions>;
  /** What a server.py may look up. */
  names?: HostNames;
  server: WorkloadServer;
  clients?: WorkloadClient[];
  peers?: WorkloadPeer[];
}

/** A workload for a program of its own. */
export type ServerWorkload = Omit<Workload, 'server'>;

const rate = nullable(number('null or a number of bytes per ms above 0', 1e-6, 1e12));

const sizes = {
  latencyMs: milliseconds,
  serverRecvBuffer: bytes,
  serverSendBuffer: bytes,
  clientRecvBuffer: bytes,
  rate,
  mss: bytes,
};

const sendBytes = object(
  { n: integer('a whole number of bytes, 0 or more', 0, 100_000_000) },
  { fill: someLatin1, end: latin1 },
);

/** What an application does with a connection that it has. */
const CONNECTED: Record<string, Check<unknown>> = {
  send: latin1,
  sendBytes,
  pauseReading: flag,
  resumeReading: flag,
  shutdownWrite: flag,
  close: flag,
  reset: flag,
};

const COMMANDS: Record<string, Check<unknown>> = {
  ...CONNECTED,
  connect: flag,
  cut: oneOf('both', 'up', 'down'),
  mend: flag,
};

const cuts = { cuts: list(bytes), gapMs: milliseconds };

const action: Check<ClientAction> = (value, path) => {
  const checked = object({ at: milliseconds }, { ...COMMANDS, ...cuts })(value, path);
  oneCommand(checked, COMMANDS, path);
  return checked as ClientAction;
};

const peerAction: Check<PeerAction> = (value, path) => {
  const checked = object({ after: milliseconds }, { ...CONNECTED, ...cuts })(value, path);
  oneCommand(checked, CONNECTED, path);
  return checked as PeerAction;
};

/** An action has one of `commands`, and `cuts` with a send only. */
function oneCommand(checked: object, commands: Record<string, unknown>, path: string): void {
  const names = Object.keys(checked).filter((name) => Object.hasOwn(commands, name));
  if (names.length !== 1) {
    throw new InputError(
      path,
      names.length < 1 ? 'no command' : 'several commands',
      `one of ${Object.keys(commands).join(', ')}`,
    );
  }
  const isSend = names[0] === 'send' || names[0] === 'sendBytes';
  for (const name of Object.keys(cuts)) {
    if (Object.hasOwn(checked, name) && !isSend) {
      throw new InputError(
        `${path}.${name}`,
        'it without a send',
        'together with send or sendBytes',
      );
    }
  }
}

/** What the network, and the kernel and application at the far end, are like. */
const far = {
  ...sizes,
  onEof: oneOf('close', 'keep'),
  pauseReading: flag,
  read: nullable(object({ everyMs: milliseconds, chunk: bytes }, {})),
  ...cuts,
  segments: object({ sizes: list(bytes) }, { gapMs: milliseconds }),
};

const clientFields = object(
  { name: someLatin1 },
  {
    ...far,
    connect: milliseconds,
    costs: object({}, { write: milliseconds, send: milliseconds }),
    nat: nullable(object({ idleMs: milliseconds }, { then: oneOf('drop', 'reset') })),
    actions: list(action),
  },
);

const client: Check<WorkloadClient> = (value, path) => {
  const checked = clientFields(value, path) as WorkloadClient;
  farEnd(checked, path);
  return checked;
};

const answers = oneOf('accept', 'refuse', 'silent');

const peerFields = object(
  { name: someLatin1, port: portNumber },
  {
    ...far,
    host: ipv4,
    answers,
    changes: list(object({ at: milliseconds, answers }, {})),
    echo: flag,
    actions: list(peerAction),
  },
);

const peer: Check<WorkloadPeer> = (value, path) => {
  const checked = peerFields(value, path) as WorkloadPeer;
  farEnd(checked, path);
  return checked;
};

function farEnd(
  checked: Pick<WorkloadClient, 'name' | 'cuts' | 'segments'> & {
    actions?: { cuts?: number[] }[];
  },
  path: string,
): void {
  if (/#\d+$/.test(checked.name)) {
    refuse(
      `${path}.name`,
      checked.name,
      'a name that does not end as those of later connections do',
    );
  }
  const isCut = checked.cuts !== undefined || checked.actions?.some((one) => one.cuts);
  if (checked.segments !== undefined && isCut) {
    throw new InputError(`${path}.segments`, 'segments and cuts', 'one of the two');
  }
}

const server: Check<WorkloadServer> = (value, path) => {
  const source = plainObject(value, path);
  const names = Object.keys(PROGRAM_CHECKS);
  const name = source['program'];
  if (typeof name !== 'string' || !names.includes(name)) {
    return refuse(`${path}.program`, name, `one of ${names.join(', ')}`);
  }
  const checked = object(
    { program: text },
    {
      params: PROGRAM_CHECKS[name as ProgramName] as Check<unknown>,
      backlog: integer('a whole number, 0 or more', 0),
      numberAccepts: integer('a whole number, 0 or more', 0),
    },
  )(value, path) as WorkloadServer;
  // A program that needs parameters says which.
  if (checked.params === undefined) PROGRAM_CHECKS[name as ProgramName]({}, `${path}.params`);
  return checked;
};

const surroundings = {
  name: text,
  about: anything,
  realUntil: anything,
  until: nullable(milliseconds),
  maxIterations: integer('a whole number of turns, 1 or more', 1),
  order: oneOf('fd', 'fdDesc', 'arrival'),
  tieBreak: oneOf('fifo', 'heap'),
  reactor: oneOf('select', 'epoll'),
  gil: nullable(
    object({ switchIntervalMs: number('a number of milliseconds above 0', 1e-6, 1e9) }, {}),
  ),
  costs: object(
    {},
    { select: milliseconds, accept: milliseconds, recv: milliseconds, send: milliseconds },
  ),
  net: object({}, { ...sizes, writableRule: oneOf('free', 'linux') }),
  names: record(host),
  clients: list(client),
  peers: list(peer),
};

const workload = object({ server }, surroundings);
const serverless = object({}, surroundings);

/**
 * Checks a workload that was read from JSON.
 * @throws InputError with the JSON path, what was found there and what is allowed.
 */
export function parseWorkload(json: unknown): Workload {
  const checked = workload(json, '$');
  checkNames(checked);
  return checked as Workload;
}

/**
 * The same for a workload without `server`: one for a server.py.
 * @throws InputError as `parseWorkload`.
 */
export function parseServerWorkload(json: unknown): ServerWorkload {
  const checked = serverless(json, '$');
  checkNames(checked);
  return checked as ServerWorkload;
}

/** Clients and peers have a name each, peers a place each. */
function checkNames({ clients, peers }: { clients?: unknown[]; peers?: unknown[] }): void {
  const names = new Set<string>();
  for (const [list, all] of Object.entries({ clients, peers })) {
    for (const [index, { name }] of ((all ?? []) as { name: string }[]).entries()) {
      if (names.has(name))
        refuse(`$.${list}[${index}].name`, name, 'a name that no other client has');
      names.add(name);
    }
  }
  const places = new Set<string>();
  for (const [index, peer] of ((peers ?? []) as WorkloadPeer[]).entries()) {
    const place = `${peer.host ?? '127.0.0.1'}:${peer.port}`;
    if (places.has(place))
      refuse(`$.peers[${index}].port`, peer.port, `not ${place}, another peer’s`);
    places.add(place);
  }
}

/**
 * Reads a workload from the text of a file.
 * @throws InputError as `parseWorkload`; `$` stands for the whole text when it is not JSON.
 */
export function parseWorkloadText(source: string): Workload {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\s+/g, ' ') : describe(error);
    throw new InputError('$', `text that is not JSON (${reason})`, 'a workload as a JSON object');
  }
  return parseWorkload(json);
}

/** JSON path of a field of a workload, for callers that check further. */
export const workloadPath = (...names: string[]): string => names.reduce(memberPath, '$');
