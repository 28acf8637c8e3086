import type { AnyStateMachine } from 'xstate';
import { COMMANDS } from './commands';
import type { Picture } from './picture';
import type { Scenario } from './types';

/** A scenario that cannot be told: where, and which name is wrong. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';

  constructor(scenario: string, place: string, problem: string) {
    super(`scenario ${scenario}: ${place}: ${problem}`);
  }
}

/** Kinds of event that a machine may listen to: the ones that clients and stories are about. */
export const HEARD: ReadonlySet<string> = new Set(
  (
    'iteration selectEnter select acceptWait accept acceptAgain listen recvWait recv send sockShutdown sockClose addReader ' +
    'removeReader addWriter removeWriter connectionMade dataReceived lineReceived rawDataReceived ' +
    'stringReceived lineLengthExceeded connectionLost readConnectionLost writeConnectionLost ' +
    'handlerStart handlerEnd block cpu write writeIgnored loseConnection abortConnection stopListening ' +
    'loseWriteConnection registerProducer unregisterProducer pauseProducing resumeProducing ' +
    'stopProducing allWritten callLater timerFire timerCancel timerReset timerDelay callFromThread ' +
    'callInThread poolSize fromThreadRun wakeUp wakerRead threadSpawn threadStart threadEnd threadExit joinStart joinEnd spawnProcess processExit ' +
    'end gilSwitch gilWait lockWait lockAcquire lockRelease variables deferredFire callback errback callbackEnd step note ' +
    'raised workUnit loopCall loopDone ' +
    'logError client.connect client.connected client.send client.recv client.close client.reset ' +
    'client.shutdownWrite client.pauseReading client.resumeReading client.eof ' +
    'client.connectionReset client.refused net.acceptable net.synDropped net.synRefused net.reset net.arrive net.fin net.rst net.ack ' +
    'net.cut net.mend net.lost net.retransmit net.timeout net.keepalive net.natForgot line print'
  ).split(' '),
);

/** What is checked: one of a scenario's machines. */
interface Checked {
  scenario: Scenario;
  machine: AnyStateMachine;
  /** Of a caption. */
  mostWords: number;
}

/** A longer caption is not read while a run goes on. */
export const MOST_WORDS = 15;

interface StateConfig {
  entry?: unknown;
  exit?: unknown;
  on?: Record<string, unknown>;
  after?: Record<string, unknown>;
  always?: unknown;
  meta?: { caption?: string };
  states?: Record<string, StateConfig>;
}

/**
 * Checks every name of a scenario and returns it: the site is built from, the command line and the tests
 * run on checked scenarios, so a page need not check its own. XState itself passes an unknown delay by firing at
 * once and an unknown action by doing nothing, so a slip of the pen would tell a wrong story.
 *
 * @param mostWords that a caption may have; whoever writes a scenario of their own in the page is only advised
 * @throws ScenarioError with scenario, state and name.
 */
export function checkScenario<S extends Scenario>(scenario: S, mostWords = MOST_WORDS): S {
  for (const machine of [scenario.clients, scenario.story]) {
    checkState({ scenario, machine, mostWords }, machine.config as StateConfig, machine.id);
  }
  checkCompare(scenario);
  checkPicture(scenario);
  for (const id of Object.keys(scenario.longest ?? {})) {
    if (!Object.hasOwn(scenario.parameters, id)) {
      throw new ScenarioError(scenario.id, 'longest', `unknown parameter "${id}"`);
    }
  }
  return scenario;
}

function checkState(checked: Checked, state: StateConfig, path: string): void {
  const { scenario, machine } = checked;
  const { implementations } = machine;
  const fail = (problem: string): never => {
    throw new ScenarioError(scenario.id, `state ${path}`, problem);
  };
  checkActions(checked, [...list(state.entry), ...list(state.exit)], fail);
  for (const [event, transitions] of Object.entries(state.on ?? {})) {
    if (!HEARD.has(event)) fail(`unknown event "${event}"`);
    checkTransitions(checked, transitions, fail);
  }
  for (const [delay, transitions] of Object.entries(state.after ?? {})) {
    if (!(delay in implementations.delays)) fail(`unknown delay "${delay}"`);
    checkTransitions(checked, transitions, fail);
  }
  checkTransitions(checked, state.always, fail);
  const caption = state.meta?.caption;
  if (caption !== undefined) checkCaption(caption, checked.mostWords, fail);
  for (const [key, child] of Object.entries(state.states ?? {})) {
    checkState(checked, child, `${path}.${key}`);
  }
}

function checkTransitions(
  checked: Checked,
  transitions: unknown,
  fail: (problem: string) => never,
): void {
  for (const transition of list(transitions)) {
    if (typeof transition === 'string') continue;
    const { guard, actions } = transition as { guard?: unknown; actions?: unknown };
    const name = typeof guard === 'object' ? (guard as { type: string } | null)?.type : guard;
    if (name !== undefined && !(String(name) in checked.machine.implementations.guards)) {
      fail(`unknown guard "${String(name)}"`);
    }
    checkActions(checked, list(actions), fail);
  }
}

function checkActions(
  { scenario, machine }: Checked,
  actions: unknown[],
  fail: (problem: string) => never,
): void {
  for (const action of actions) {
    const { type, params } = (typeof action === 'string' ? { type: action } : action) as {
      type: string;
      params?: { client?: string } | ((args: unknown) => unknown);
    };
    if (!Object.hasOwn(machine.implementations.actions, type)) fail(`unknown action "${type}"`);
    const isClients = (COMMANDS as readonly string[]).includes(type);
    // Parameters that are computed name their client only in a run: it is checked there.
    if (typeof params === 'function') continue;
    if (isClients && !Object.hasOwn(scenario.roles, params?.client ?? '')) {
      fail(`action "${type}": unknown client "${params?.client ?? ''}"`);
    }
  }
}

/** Not too long, and no brace that names no fact. */
function checkCaption(caption: string, most: number, fail: (problem: string) => never): void {
  const words = caption.split(/\s+/).length;
  if (words > most) fail(`its caption has ${words} words, at most ${most} are allowed`);
  if (caption.replace(/\{[\w .#-]+\}/g, '').match(/[{}]/)) fail('its caption has a stray brace');
}

function checkCompare(scenario: Scenario): void {
  const { id, parameters, variants, compare, compareIn = {} } = scenario;
  const hasVariant = (name: string): boolean => variants.some((variant) => variant.id === name);
  for (const variant of Object.keys(compareIn)) {
    if (!hasVariant(variant)) throw new ScenarioError(id, 'compareIn', `no variant "${variant}"`);
  }
  for (const text of [compare, ...Object.values(compareIn)]) {
    const [parameter, value] = text.split(':') as [string, string?];
    const known =
      value === undefined
        ? hasVariant(parameter)
        : Object.hasOwn(parameters, parameter) ||
          (parameter === 'seed' && scenario.usesSeed === true);
    if (!known) throw new ScenarioError(id, 'compare', `unknown "${text}"`);
  }
}

/** A picture is told of clients and parameters that there are. */
function checkPicture({ id, picture, roles, parameters, variants }: Scenario): void {
  const [clients, sliders] = namedBy(picture);
  const ways = Object.fromEntries(variants.map((variant) => [variant.id, variant]));
  const named =
    picture.name === 'rails' ? [picture.plain, ...picture.engines.map((one) => one.variant)] : [];
  for (const [names, known, what] of [
    [clients, roles, 'client'],
    [sliders, parameters, 'parameter'],
    [named, ways, 'variant'],
  ] as const) {
    const unknown = names.find((name) => !Object.hasOwn(known, name));
    if (unknown !== undefined) {
      throw new ScenarioError(id, `picture ${picture.name}`, `unknown ${what} "${unknown}"`);
    }
  }
}

/** The clients and the parameters that a picture is told of. */
function namedBy(picture: Picture): [clients: readonly string[], parameters: readonly string[]] {
  switch (picture.name) {
    case 'tape':
      return [[picture.client], []];
    case 'path':
      return [[picture.client], picture.remembers === undefined ? [] : [picture.remembers]];
    case 'trays':
      return [[picture.writes, ...picture.rows], [picture.count]];
    case 'cards':
      return [[picture.asks, picture.other], []];
    case 'rails':
      return [[picture.client], []];
    case 'chain':
      return [[picture.client], [picture.order]];
    case 'counters':
      return [[], [picture.arrivals, picture.job, picture.pool]];
    case 'whiteboard':
      return [[], [picture.schedule]];
    case 'wall':
      return [[picture.client, picture.other], [picture.hangUp]];
    default:
      return [[], []];
  }
}

function list(x: unknown): unknown[] {
  return x === undefined ? [] : Array.isArray(x) ? x : [x];
}
