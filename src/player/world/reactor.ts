import type { RecordedEvent, VirtualNs } from '../../recording/events';
import type { ReactorState, Station } from './world.types';

type Handler = NonNullable<ReactorState['handler']>;
type Block = NonNullable<ReactorState['block']>;

/** A handler and those that it was called from. A list of its own for each event would take time with the depth. */
interface Nested {
  readonly handler: Handler;
  readonly around: Nested | null;
}

/** The reactor's thread. Never changed once made. */
export interface ReactorFlow {
  readonly state: ReactorState['state'];
  readonly station: Station | null;
  /** Handlers that run: the innermost, and those around it. */
  readonly handlers: Nested | null;
  /** A callback that no `handlerStart` announces: a timer, a thread's call, `connectionMade`. */
  readonly callback: Handler | null;
  readonly block: Block | null;
  /** The protocol's method that was called last, and on which connection: the handler's name. */
  readonly called: { conn: string | null; method: string } | null;
}

export const reactorAtStart: ReactorFlow = {
  state: 'starting',
  station: null,
  handlers: null,
  callback: null,
  block: null,
  called: null,
};

/**
 * True if the event is the reactor thread's own doing. While the thread sleeps in a block, only others act: the
 * clients, peers, the kernel, other threads.
 */
export function isByReactor(event: RecordedEvent): boolean {
  const { kind } = event;
  return event.thread === undefined && !/^(client|peer|net)\./.test(kind) && kind !== 'gilSwitch';
}

/** The reactor after an event; the same object if nothing of it changed. */
export function reactorAfter(reactor: ReactorFlow, event: RecordedEvent): ReactorFlow {
  if (!isByReactor(event)) return reactor;
  const awake = isAsleep(reactor, event) ? reactor : { ...reactor, block: null };
  return loopAfter(awake, event) ?? codeAfter(awake, event) ?? awake;
}

/** Asleep at an event of a kind that nobody knows: it may be anybody's. */
function isAsleep({ block }: ReactorFlow, event: RecordedEvent): boolean {
  return block === null || event.timeNs < block.startNs + block.durationNs;
}

/** The loop: where in its turn it is. */
function loopAfter(reactor: ReactorFlow, event: RecordedEvent): ReactorFlow | null {
  switch (event.kind) {
    case 'iteration':
      return { ...reactor, state: 'running', station: 'threadCalls', callback: null };
    case 'fromThreadRun':
      return {
        ...reactor,
        station: 'threadCalls',
        callback: callback(null, event.name, event.timeNs),
      };
    case 'timerFire':
      return { ...reactor, station: 'timers', callback: callback(null, event.name, event.timeNs) };
    case 'selectEnter':
      return { ...reactor, state: 'waiting', station: 'ask', callback: null };
    case 'select':
      return { ...reactor, state: 'running', station: 'run' };
    case 'acceptWait':
      return { ...reactor, state: 'waiting', station: null };
    case 'accept':
      return reactor.callback === null && reactor.state === 'running'
        ? reactor
        : { ...reactor, state: 'running', callback: null };
    case 'acceptAgain':
    case 'recv':
    case 'send':
      return reactor.callback === null ? reactor : { ...reactor, callback: null };
    case 'callLater':
      // A LoopingCall asks for its next time once its function has returned.
      return reactor.callback?.what === event.name && event.name.startsWith('LoopingCall(')
        ? { ...reactor, callback: null }
        : null;
    case 'deferredFire':
      // `reactor.stop()` has done its part: what follows is the reactor's own.
      return event.name === 'systemEvent' ? { ...reactor, callback: null } : null;
    case 'end':
      return { ...reactorAtStart, state: 'stopped' };
    default:
      return null;
  }
}

/** The connection whose protocol runs now, null while nobody's does. */
export function connOf(reactor: ReactorFlow): string | null {
  return (reactor.handlers?.handler ?? reactor.callback)?.conn ?? null;
}

/** The program's code: which handler runs, and whether it sleeps. */
function codeAfter(reactor: ReactorFlow, event: RecordedEvent): ReactorFlow | null {
  switch (event.kind) {
    case 'handlerStart': {
      const handler = callback(event.conn, event.what, event.timeNs);
      if (reactor.called !== null && reactor.called.conn === event.conn) {
        handler.method = reactor.called.method;
      }
      return { ...reactor, handlers: { handler, around: reactor.handlers } };
    }
    case 'dataReceived':
    case 'rawDataReceived':
    case 'lineReceived':
    case 'stringReceived':
      return { ...reactor, called: { conn: event.conn, method: event.kind } };
    case 'handlerEnd':
      return { ...reactor, handlers: reactor.handlers?.around ?? null };
    case 'connectionMade':
    case 'connectionLost':
      return { ...reactor, callback: callback(event.conn, event.kind, event.timeNs) };
    case 'block':
    case 'cpu':
      return {
        ...reactor,
        block: { kind: event.kind, startNs: event.timeNs, durationNs: event.durationNs },
      };
    default:
      return null;
  }
}

function callback(conn: string | null, what: string, sinceNs: VirtualNs): Handler {
  return { conn, what, sinceNs };
}

export function reactorView(reactor: ReactorFlow): ReactorState {
  return {
    state: reactor.state,
    station: reactor.station,
    handler: reactor.handlers?.handler ?? reactor.callback,
    block: reactor.block,
  };
}
