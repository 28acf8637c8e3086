import type { RecordedEvent } from '../recording/events';
import type { Recording } from '../recording/recording';
import { askingAfter, askingAtStart, type Asking } from './asking';
import { clientView, emptyFlow, flowAfter, isReadable, isWritable, type Flow } from './clients';
import { marksLine } from './lines';
import { programOf } from './program';
import { connOf, reactorAfter, reactorAtStart, reactorView, type ReactorFlow } from './reactor';
import { streamsOf, type RunStreams } from './streams';
import { serving, workersAfter, workersAtStart, type Workers } from './workers';
import type { InterestRow, World } from './world.types';

/** What has happened up to and with event `index`: parts that are replaced, never changed. */
interface State {
  index: number;
  reactor: ReactorFlow;
  asking: Asking;
  workers: Workers;
  clients: Map<string, Flow>;
  listenQueue: readonly string[];
  /** Whose connection was accepted last. */
  accepted: string | null;
  line: number | null;
  beat: string | null;
}

/** Events between two checkpoints; more when there are many clients, for a checkpoint costs one slot for each. */
const CHECKPOINT_EVENTS = 128;

class Replay {
  readonly #recording: Recording;
  readonly #streams: RunStreams;
  readonly #interval: number;
  /** State before event `k * interval`, as far as anybody has asked. */
  readonly #checkpoints: State[] = [];

  constructor(recording: Recording) {
    this.#recording = recording;
    this.#streams = streamsOf(recording);
    this.#interval = Math.max(CHECKPOINT_EVENTS, this.#streams.clients.size);
    const clients = new Map<string, Flow>();
    for (const [name, streams] of this.#streams.clients) clients.set(name, emptyFlow(streams));
    this.#checkpoints.push({
      index: -1,
      reactor: reactorAtStart,
      asking: askingAtStart,
      workers: workersAtStart,
      clients,
      listenQueue: [],
      accepted: null,
      line: null,
      beat: null,
    });
  }

  /** State after event `index`: at most one interval of events from a checkpoint. */
  stateAt(index: number): State {
    const wanted = Math.floor((index + 1) / this.#interval);
    while (this.#checkpoints.length <= wanted) {
      const state = copy(this.#checkpoints[this.#checkpoints.length - 1]!);
      this.#run(state, this.#checkpoints.length * this.#interval - 1);
      this.#checkpoints.push(state);
    }
    const state = copy(this.#checkpoints[wanted]!);
    this.#run(state, index);
    return state;
  }

  #run(state: State, lastIndex: number): void {
    const { events } = this.#recording;
    while (state.index < lastIndex) {
      state.index++;
      apply(state, events[state.index]!, this.#streams);
    }
  }
}

function copy(state: State): State {
  return { ...state, clients: new Map(state.clients) };
}

function apply(state: State, event: RecordedEvent, streams: RunStreams): void {
  state.reactor = reactorAfter(state.reactor, event);
  state.asking = askingAfter(state.asking, event);
  state.workers = workersAfter(state.workers, event, streams.firesNs, connOf(state.reactor));
  if (event.kind === 'threadSpawn' && streams.program === 'threads') {
    state.workers = serving(state.workers, event.name, state.accepted);
  }
  if (marksLine(event, streams.program)) state.line = event.line;
  if (event.kind === 'beat') state.beat = event.id;
  if (!('conn' in event) || typeof event.conn !== 'string') return;
  const flow = state.clients.get(event.conn);
  if (flow === undefined) return;
  state.clients.set(event.conn, flowAfter(flow, event, state.index));
  if (event.kind === 'net.acceptable') {
    state.listenQueue = [...state.listenQueue, event.conn];
  } else if (event.kind === 'accept') {
    state.listenQueue = state.listenQueue.filter((name) => name !== event.conn);
    state.accepted = event.conn;
  }
}

const replays = new WeakMap<Recording, Replay>();

/**
 * The world after event `index` (from 0; clamped to the recording). Found from events alone, so a trace of real
 * Twisted gives the same world as our own run. Steps back cost as little as steps forward.
 */
export function worldAt(recording: Recording, index: number): World {
  const { events } = recording;
  const at = Math.max(0, Math.min(Math.floor(index), events.length - 1));
  let replay = replays.get(recording);
  if (replay === undefined) {
    replay = new Replay(recording);
    replays.set(recording, replay);
  }
  const state = replay.stateAt(at);
  const event = events[at];
  // `reactor.stop` leaves no event behind: the run is over with its last one.
  const isOver = recording.end === null && at === events.length - 1;
  return {
    index: at,
    timeNs: event?.timeNs ?? 0,
    turn: event?.turn ?? 0,
    program: programOf(recording),
    reactor: reactorView(isOver ? { ...reactorAtStart, state: 'stopped' } : state.reactor),
    clients: [...state.clients.values()].map((flow) => clientView(flow, at)),
    listenQueue: [...state.listenQueue],
    interest: interestRows(state, recording.net?.writableRule ?? 'free'),
    lastAskedNs: state.asking.lastAskedNs,
    asking: state.asking.isAsking,
    timers: [...state.workers.timers],
    threads: [...state.workers.threads],
    threadCalls: [...state.workers.calls],
    line: state.line,
    beat: state.beat,
  };
}

/** One row for each socket that the server has, then the listening socket and the waker. */
function interestRows(state: State, rule: 'free' | 'linux'): InterestRow[] {
  const { asking } = state;
  const sets = {
    reads: new Set(asking.reads),
    writes: new Set(asking.writes),
    askedReads: new Set(asking.said?.reads),
    askedWrites: new Set(asking.said?.writes),
    readable: new Set(asking.said?.readable),
    writable: new Set(asking.said?.writable),
  };
  const row = (name: string, readableNow: boolean, writableNow: boolean): InterestRow => ({
    name,
    reading: sets.reads.has(name),
    writing: sets.writes.has(name),
    readableNow,
    writableNow,
    readableSaid: sets.askedReads.has(name) ? sets.readable.has(name) : null,
    writableSaid: sets.askedWrites.has(name) ? sets.writable.has(name) : null,
  });
  const rows: InterestRow[] = [];
  for (const [name, flow] of state.clients) {
    if (flow.server !== 'accepted' || flow.socketClosed) continue;
    rows.push(row(name, isReadable(flow), isWritable(flow, rule)));
  }
  if (sets.reads.has('port')) rows.push(row('port', state.listenQueue.length > 0, false));
  rows.push(row('waker', asking.wakerBytes > 0, false));
  return rows;
}
