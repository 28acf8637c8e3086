import type { Recording } from '../../recording/recording';
import { askedSets } from './asking';
import { clientView, isReadable, isWritable } from './clients';
import { codeMarks } from './lines';
import { programOf } from './program';
import { reactorAtStart, reactorView } from './reactor';
import { Replay, type State } from './replay';
import { finish, isPart, type Work } from '../work';
import type { InterestRow, World } from './world.types';

const replays = new WeakMap<Recording, Replay>();

function* replayOf(recording: Recording): Work<Replay> {
  let replay = replays.get(recording);
  if (replay === undefined) {
    replay = yield* Replay.of(recording);
    replays.set(recording, replay);
  }
  return replay;
}

/** Gets a recording ready for `worldAt`: then each world is as cheap as there are clients. */
export function* worldsWork(recording: Recording): Work<void> {
  const replay = yield* replayOf(recording);
  yield* replay.reach(recording.events.length - 1);
}

/** Makes the world after event `index` of tens of thousands of clients in parts: `worldAt` then has it. */
export function* worldWork(recording: Recording, index: number): Work<void> {
  const { clients } = finish(replayOf(recording)).stateAt(index);
  let done = 0;
  for (const flow of clients.values()) {
    clientView(flow, index);
    if (isPart(done++)) yield;
  }
  worldAt(recording, index);
}

/** The world of each recording that was asked for last. */
const worlds = new WeakMap<Recording, World>();

/**
 * The world after event `index` (from 0; clamped to the recording). Found from events alone, so a trace of real
 * Twisted gives the same world as our own run. Steps back cost as little as steps forward.
 */
export function worldAt(recording: Recording, index: number): World {
  const { events } = recording;
  const at = Math.max(0, Math.min(Math.floor(index), events.length - 1));
  const known = worlds.get(recording);
  if (known?.index === at) return known;
  const replay = finish(replayOf(recording));
  const state = replay.stateAt(at);
  const event = events[at];
  // `reactor.stop` leaves no event behind: the run is over with its last one.
  const isOver = recording.end === null && at === events.length - 1;
  const world: World = {
    index: at,
    timeNs: event?.timeNs ?? 0,
    turn: event?.turn ?? 0,
    program: programOf(recording),
    reactor: reactorView(isOver ? { ...reactorAtStart, state: 'stopped' } : state.reactor),
    clients: [...state.clients.values()].map((flow) => clientView(flow, at)),
    portClosed: state.portClosed,
    listenQueue: [...state.listenQueue],
    interest: interestRows(state, replay, recording.net?.writableRule ?? 'free'),
    lastAskedNs: state.asking.lastAskedNs,
    asking: state.asking.isAsking,
    timers: [...state.workers.timers.values()],
    threads: [...state.workers.threads.values()],
    threadCalls: state.workers.calls,
    code: codeMarks(state.lines, programOf(recording)),
  };
  worlds.set(recording, world);
  return world;
}

/** One row for each socket that the server has, then the listening socket and the waker. */
function interestRows(state: State, replay: Replay, rule: 'free' | 'linux'): InterestRow[] {
  const { asking } = state;
  const sets = askedSets(asking, state.index, replay.interest);
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
    if (flow.server !== 'accepted' || flow.ended !== null) continue;
    rows.push(row(name, isReadable(flow), isWritable(flow, rule)));
  }
  if (sets.reads.has('port')) rows.push(row('port', state.listenQueue.size > 0, false));
  rows.push(row('waker', asking.wakerBytes > 0, false));
  return rows;
}
