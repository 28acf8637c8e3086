import type { RecordedEvent } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { askingAfter, askingAtStart, type Asking } from './asking';
import { emptyFlow, flowAfter, type Flow } from './clients';
import type { InterestHistory } from './interest';
import { interestHistory } from './interest';
import { linesAfter, linesAtStart, type LineFlow } from './lines';
import { connOf, reactorAfter, reactorAtStart, type ReactorFlow } from './reactor';
import { streamsWork, type RunStreams } from './streams';
import { firstWhere } from './segments';
import { finish, isPart, type Work } from '../work';
import { Workers } from './workers';

/** What has happened up to and with event `index`. */
export interface State {
  index: number;
  reactor: ReactorFlow;
  asking: Asking;
  workers: Workers;
  clients: Map<string, Flow>;
  listenQueue: Set<string>;
  /** The listening socket is closed. */
  portClosed: boolean;
  /** Whose connection was accepted last. */
  accepted: string | null;
  lines: LineFlow;
}

/** Events between two checkpoints; more when there is much to copy, so that all of them cost as much as the run. */
const CHECKPOINT_EVENTS = 128;

const sizeOf = ({ clients, workers, listenQueue }: State): number =>
  clients.size + workers.size + listenQueue.size;

function copy(state: State): State {
  return {
    ...state,
    workers: state.workers.copy(),
    clients: new Map(state.clients),
    listenQueue: new Set(state.listenQueue),
  };
}

/** The state of a run at any event. */
export class Replay {
  readonly interest: InterestHistory;
  readonly #recording: Recording;
  readonly #streams: RunStreams;
  /** As far as anybody has asked. */
  readonly #checkpoints: State[];
  /** Event that the next checkpoint is to be after. */
  #nextIndex: number;

  private constructor(
    recording: Recording,
    streams: RunStreams,
    interest: InterestHistory,
    clients: Map<string, Flow>,
  ) {
    this.interest = interest;
    this.#recording = recording;
    this.#streams = streams;
    const first: State = {
      index: -1,
      reactor: reactorAtStart,
      asking: askingAtStart,
      workers: new Workers(),
      clients,
      listenQueue: new Set(),
      portClosed: false,
      accepted: null,
      lines: linesAtStart,
    };
    this.#checkpoints = [first];
    this.#nextIndex = first.index + this.#pace(first);
  }

  static *of(recording: Recording): Work<Replay> {
    const streams = yield* streamsWork(recording);
    const interest = yield* interestHistory(recording);
    const clients = new Map<string, Flow>();
    for (const [name, own] of streams.clients) {
      clients.set(name, emptyFlow(own));
      if (isPart(clients.size)) yield;
    }
    return new Replay(recording, streams, interest, clients);
  }

  /** State after event `index`: at most one interval of events from a checkpoint. */
  stateAt(index: number): State {
    finish(this.reach(index));
    const all = this.#checkpoints;
    const state = copy(all[firstWhere(all.length, (i) => all[i]!.index > index) - 1]!);
    while (state.index < index) this.#step(state);
    return state;
  }

  /** Makes the checkpoints up to event `index`. */
  *reach(index: number): Work<void> {
    while (this.#nextIndex <= index) {
      const state = copy(this.#checkpoints[this.#checkpoints.length - 1]!);
      while (state.index < this.#nextIndex) {
        this.#step(state);
        if (isPart(state.index)) yield;
      }
      this.#checkpoints.push(state);
      this.#nextIndex = state.index + this.#pace(state);
    }
  }

  #pace(state: State): number {
    return Math.max(CHECKPOINT_EVENTS, sizeOf(state));
  }

  #step(state: State): void {
    state.index++;
    apply(state, this.#recording.events[state.index]!, this.#streams);
  }
}

function apply(state: State, event: RecordedEvent, streams: RunStreams): void {
  const { workers, listenQueue } = state;
  state.reactor = reactorAfter(state.reactor, event);
  state.asking = askingAfter(state.asking, event, state.index);
  workers.see(event, streams.firesNs, connOf(state.reactor));
  if (event.kind === 'threadSpawn' && streams.program === 'threads') {
    workers.serve(event.name, state.accepted);
  }
  state.lines = linesAfter(state.lines, event, state.reactor);
  if (event.kind === 'sockClose' && event.conn === 'port') state.portClosed = true;
  if (event.kind === 'listen') state.portClosed = false;
  if (!('conn' in event) || typeof event.conn !== 'string') return;
  const flow = state.clients.get(event.conn);
  if (flow === undefined) return;
  state.clients.set(event.conn, flowAfter(flow, event, state.index));
  if (event.kind === 'net.acceptable') {
    listenQueue.add(event.conn);
  } else if (event.kind === 'accept') {
    listenQueue.delete(event.conn);
    state.accepted = event.conn;
  } else if (event.kind === 'net.reset') {
    listenQueue.delete(event.conn);
  }
}
