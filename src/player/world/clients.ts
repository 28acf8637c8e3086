import type { RecordedEvent } from '../../recording/events';
import type { ClientStreams, Travel } from './streams';
import { bytesBetween, firstWhere } from './segments';
import { together, underWay, type UnderWay } from './travel';
import type { ClientState, SocketEnd } from './world.types';

/**
 * Where one connection's bytes are, as offsets into its two streams. Never changed once made: a change makes a
 * new one, so that checkpoints share those of the clients that were quiet.
 */
export interface Flow {
  readonly streams: ClientStreams;
  readonly state: ClientState['state'];
  readonly server: ClientState['server'];
  /** Up: in the server's kernel, read from it, given to the protocol, made into messages. */
  readonly arrived: number;
  readonly read: number;
  readonly delivered: number;
  readonly consumed: number;
  /** Down: written by the protocol, taken by the kernel, acknowledged, received by the client. */
  readonly written: number;
  readonly taken: number;
  readonly acknowledged: number;
  readonly received: number;
  /** Of the kernel's send buffer, null until the recording tells. */
  readonly kernelFree: number | null;
  readonly kernelSize: number | null;
  readonly finArrived: boolean;
  /** The protocol's transport has seen the EOF. */
  readonly eofRead: boolean;
  /** The kernel has given up. */
  readonly timedOut: boolean;
  /** The kernel has an error (RST), or one direction was shut down: it reads or writes at once. */
  readonly failed: boolean;
  readonly readShut: boolean;
  readonly writeShut: boolean;
  /** Its socket is closed, and how that came; null before. */
  readonly ended: SocketEnd | null;
}

export function emptyFlow(streams: ClientStreams): Flow {
  return {
    streams,
    state: 'absent',
    server: 'none',
    arrived: 0,
    read: 0,
    delivered: 0,
    consumed: 0,
    written: 0,
    taken: 0,
    acknowledged: 0,
    received: 0,
    kernelFree: null,
    kernelSize: null,
    finArrived: false,
    eofRead: false,
    failed: false,
    readShut: false,
    writeShut: false,
    ended: null,
    timedOut: false,
  };
}

/** The flow after an event of its connection; the same object if nothing of it changed. */
export function flowAfter(flow: Flow, event: RecordedEvent, index: number): Flow {
  if (event.kind.startsWith('client.')) return atClient(flow, event);
  if (event.kind.startsWith('net.')) return atKernel(flow, event);
  return atServer(flow, event, index);
}

function atClient(flow: Flow, event: RecordedEvent): Flow {
  switch (event.kind) {
    case 'client.connect':
      return { ...flow, state: 'connecting' };
    case 'client.connected':
      return { ...flow, state: 'connected' };
    case 'client.refused':
      return { ...flow, state: 'refused' };
    case 'client.close':
      return { ...flow, state: 'closed' };
    case 'client.reset':
    case 'client.connectionReset':
      return { ...flow, state: 'reset' };
    case 'client.recv': {
      // A closed socket hears no acknowledgements: what the client has got has surely left it.
      const acknowledged =
        flow.ended !== null ? Math.max(flow.acknowledged, event.total) : flow.acknowledged;
      return { ...flow, received: event.total, acknowledged };
    }
    default:
      return flow;
  }
}

function atKernel(flow: Flow, event: RecordedEvent): Flow {
  switch (event.kind) {
    case 'net.acceptable':
      return { ...flow, server: 'queued' };
    case 'net.reset':
      return closeSocket(flow, true);
    case 'net.arrive':
      return { ...flow, arrived: flow.arrived + event.n };
    case 'net.fin':
      return { ...flow, finArrived: true };
    case 'net.rst':
      return { ...flow, failed: true, read: flow.arrived };
    case 'net.timeout':
      return event.side === 'client'
        ? { ...flow, state: 'reset' }
        : { ...flow, failed: true, timedOut: true };
    case 'net.ack':
      return {
        ...flow,
        acknowledged: flow.acknowledged + event.n,
        kernelFree: event.kernelFree,
      };
    default:
      return flow;
  }
}

function atServer(flow: Flow, event: RecordedEvent, index: number): Flow {
  switch (event.kind) {
    case 'accept':
      return {
        ...flow,
        server: 'accepted',
        state: flow.state === 'absent' ? 'connected' : flow.state,
      };
    case 'recv': {
      const read = flow.read + (event.n ?? 0);
      const eofRead = flow.eofRead || event.n === 0;
      return { ...flow, read, arrived: Math.max(flow.arrived, read), eofRead };
    }
    case 'dataReceived':
      return consume({ ...flow, delivered: flow.delivered + event.n }, index);
    case 'lineReceived':
    case 'stringReceived':
    case 'rawDataReceived':
    case 'lineLengthExceeded':
      return consume(flow, index);
    case 'write':
      return { ...flow, written: flow.written + event.n };
    case 'send':
      return event.n === undefined ? flow : take(flow, event.n, event.kernelFree);
    case 'sockShutdown':
      return {
        ...flow,
        readShut: flow.readShut || event.how !== 1,
        writeShut: flow.writeShut || event.how !== 0,
      };
    case 'sockClose':
      return closeSocket(flow, event.rst === true);
    case 'connectionLost':
      return { ...flow, server: 'lost', consumed: flow.delivered, taken: flow.written };
    default:
      return flow;
  }
}

function consume(flow: Flow, index: number): Flow {
  const { consumptions } = flow.streams;
  const mark =
    consumptions[firstWhere(consumptions.length, (i) => consumptions[i]!.index >= index)];
  return mark?.index === index ? { ...flow, consumed: mark.total } : flow;
}

function take(flow: Flow, n: number, kernelFree: number | undefined): Flow {
  const taken = flow.taken + n;
  const written = Math.max(flow.written, taken);
  if (kernelFree === undefined) return { ...flow, taken, written };
  const kernelSize = kernelFree + taken - flow.acknowledged;
  return { ...flow, taken, written, kernelFree, kernelSize };
}

/** The kernel drops what nobody read; what was written still goes out, except after a reset. */
function closeSocket(flow: Flow, isReset: boolean): Flow {
  const sent = isReset || flow.failed ? flow.taken : Math.max(flow.acknowledged, flow.received);
  return {
    ...flow,
    server: 'lost',
    ended: endOf(flow, isReset),
    read: flow.arrived,
    consumed: flow.delivered,
    acknowledged: sent,
  };
}

/** Whoever spoke first: a FIN or RST that was there before the server closed. */
function endOf(flow: Flow, isReset: boolean): SocketEnd {
  if (flow.server === 'queued' || flow.server === 'none') return 'neverAccepted';
  if (flow.timedOut) return 'timedOut';
  if (flow.failed) return 'resetByClient';
  if (flow.finArrived) return 'closedByClient';
  return isReset ? 'aborted' : 'closedByServer';
}

/** What `select` would say of the socket now, if it were asked. */
export function isReadable(flow: Flow): boolean {
  return flow.arrived > flow.read || flow.finArrived || flow.failed || flow.readShut;
}

/** `linux`: writable only while a third of the buffer is free (`sk_stream_is_writeable`). */
export function isWritable(flow: Flow, rule: 'free' | 'linux'): boolean {
  if (flow.failed || flow.writeShut || flow.kernelFree === null) return true;
  if (rule === 'free' || flow.kernelSize === null) return flow.kernelFree > 0;
  const used = flow.kernelSize - flow.kernelFree;
  return flow.kernelFree > 0 && flow.kernelFree >= Math.floor(used / 2);
}

interface View {
  flow: Flow;
  state: ClientState;
  from: number;
  until: number;
}

/** The last view of each client. */
const views = new WeakMap<ClientStreams, View>();

/** The client as the picture shows it at event `index`: the same object as long as nothing of it changes. */
export function clientView(flow: Flow, index: number): ClientState {
  const known = views.get(flow.streams);
  if (known?.flow === flow && known.from <= index && index < known.until) return known.state;
  const view = makeView(flow, index);
  views.set(flow.streams, view);
  return view.state;
}

function makeView(flow: Flow, index: number): View {
  const { streams } = flow;
  const at = (travels: readonly Travel[]): UnderWay => underWay(travels, index);
  const up = together(together(at(streams.upSignals), at(streams.up)), at(streams.lostUp));
  const down = together(together(at(streams.downSignals), at(streams.down)), at(streams.lostDown));
  const state: ClientState = {
    name: streams.name,
    state: flow.state,
    server: flow.server,
    ended: flow.ended,
    up: up.items,
    down: down.items,
    receiveBuffer: bytesBetween(streams.sends, flow.read, flow.arrived),
    finArrived: flow.finArrived && !flow.eofRead && flow.ended === null,
    partial: bytesBetween(streams.sends, flow.consumed, flow.delivered),
    writeBuffer: bytesBetween(streams.writes, flow.taken, flow.written),
    sendBuffer: bytesBetween(streams.writes, flow.acknowledged, flow.taken),
    receivedTotal: flow.received,
  };
  return {
    flow,
    state,
    from: Math.max(up.from, down.from),
    until: Math.min(up.until, down.until),
  };
}
