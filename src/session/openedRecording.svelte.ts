import { createActor } from 'xstate';
import {
  playerMachine,
  type PlayerEvent,
  type PlayerStateName,
} from '../player/playback/playerMachine';
import type { StepBy } from '../player/playback/steps';
import { reactorSpansWork, workerSpansWork } from '../player/measures/spans';
import { worstHolds, type Hold } from '../player/measures/holds';
import { formatWait, longestWaits, waitsWork, type LongestWait } from '../player/measures/waits';
import { workInParts } from '../player/measures/waitWork';
import type { Work } from '../player/work';
import { worldAt, worldsWork, worldWork } from '../player/world/world';
import type { Wait, World } from '../player/world/world.types';
import type { RecordedEvent, VirtualNs } from '../recording/events';
import type { Recording } from '../recording/recording';
import type { FocusTarget, Layer } from '../scenario/types';
import { shortText } from '../stage/kit/text';
import { turnCount } from './place';
import { measured, type Measured } from './run';
import type { Explained, Show } from './show';
import { downsampleWaits, downsampleSpans, type Shown } from './downsample';
import { holdBeats } from './holdStory';
import { isSought, lanesIn, partAround, within } from './partOfRun';
import { waitCell } from './words';

/** Everything that the machine's picture can show of any recording. */
const LAYERS: readonly Layer[] = [
  'wire',
  'receiveBuffer',
  'listenQueue',
  'readiness',
  'reactor',
  'loop',
  'sendBuffer',
  'workers',
];

/** A longer name is cut where it is a heading. */
const MAX_NAME = 120;
/** More clients than any timeline has lanes for. */
const MAX_LANES = 40;
/** So many always have a lane. */
const FEW_LANES = 12;
/** Holds that are listed. */
const MAX_HOLDS = 20;
/** Clients that the table of waits names. */
export const MAX_ROWS = 100;

/**
 * A recording from outside while it is on the page: what is read off it, the place in it, the wait that is asked
 * about. It has no scenario: no slider, no bet, no code, and no beats unless somebody recorded some.
 */
export class OpenedRecording implements Show, Explained {
  /** Its file's name, or what it calls itself. */
  readonly name: string;
  readonly recording: Recording;
  readonly run: Measured;
  readonly layers = LAYERS;
  /** How many turns of the loop it has. */
  readonly turns: number;
  /** The whole run as lanes show it, with no more marks than can be told apart. */
  readonly #whole;
  /** The name of a client that the reader looks for, or a part of it; empty while nobody is sought. */
  sought = $state('');
  /** The table of waits of those who are sought, and how many clients it leaves out. */
  readonly #table = $derived.by(() => {
    const found = this.run.longest.filter(({ client }) => isSought(client, this.sought));
    const rows = longestRows(found).map((row) => ({
      client: row.client,
      wait: waitCell(row),
      other: null,
    }));
    return { rows, more: found.length - rows.length };
  });
  /** Of a recorded server, what held its thread longest. */
  readonly holds: readonly Hold[];
  /** The wait that is asked about, null while none. */
  asked = $state.raw<Wait | null>(null);
  highlight = $state.raw<readonly FocusTarget[] | null>(null);

  readonly #player = createActor(playerMachine, { input: {} });
  #snapshot = $state.raw(this.#player.getSnapshot());

  /**
   * Measures a recording and makes it ready to step through. A long one takes seconds: between small parts of the
   * work it waits for `rest`, so that the page can answer meanwhile.
   *
   * @throws Error when its events contradict each other so that no picture can be made of them.
   */
  static async open(
    document: Recording,
    name: string,
    rest: () => Promise<void>,
  ): Promise<OpenedRecording> {
    const done = async <T>(work: Work<T>): Promise<T> => {
      for (;;) {
        const step = work.next();
        await rest();
        if (step.done) return step.value;
      }
    };
    const beats = holdBeats(document, MAX_HOLDS);
    const recording = beats === null ? document : { ...document, beats };
    // Each keeps what it found, so that the next finds it done.
    await done(worldsWork(recording));
    await done(waitsWork(recording));
    longestWaits(recording);
    await rest();
    await done(reactorSpansWork(recording));
    await done(workerSpansWork(recording));
    await done(workInParts(recording));
    const run = measured(recording);
    await rest();
    const ordered = lanesOrder(run.longest);
    const lanes = ordered.slice(0, MAX_LANES).map(({ client }) => client);
    const waits = await done(downsampleWaits(run.waits, [0, run.endNs], lanes));
    const spans = await done(downsampleSpans(run.spans, [0, run.endNs]));
    await done(worldWork(recording, 0));
    return new OpenedRecording(recording, name, run, { ordered, waits, spans });
  }

  private constructor(
    recording: Recording,
    name: string,
    run: Measured,
    few: Pick<Measured, 'waits' | 'spans'> & { ordered: readonly Placed[] },
  ) {
    this.recording = recording;
    this.run = run;
    this.name = shortText(name, MAX_NAME);
    this.turns = turnCount(recording);
    this.holds = worstHolds(recording, MAX_HOLDS);
    this.#whole = {
      id: 'opened',
      label: '',
      clients: few.ordered.map((row) => ({
        name: row.client,
        role: '',
        index: row.index,
        worst: formatWait(row),
      })),
      spans: few.spans,
      waits: few.waits,
      workers: run.workers.slice(0, MAX_WORKER_SPANS),
      endNs: run.endNs,
    };
    this.#player.subscribe((snapshot) => (this.#snapshot = snapshot));
    this.#player.start();
    this.#player.send({ type: 'BY', by: this.hasBeats ? 'beat' : 'event' });
    this.#player.send({ type: 'RECORDING', recording });
    // Who opens what a server did looks for what held it.
    if (this.holds[0] !== undefined) this.seekIndex(this.holds[0].index);
  }

  /** The part of the run that the lanes show, null for all of it. */
  part = $state.raw<Shown | null>(null);
  /** What the lanes show. */
  readonly pictured = $derived.by(() => this.lanesOf(this.part, this.sought));
  /** Its lanes for a part of it and for whose names are sought. */
  lanesOf(part: Shown | null, sought: string) {
    return lanesIn({ whole: this.#whole, run: this.run }, { part, sought, lanes: MAX_LANES });
  }
  /** From when to when that is. */
  get shownNs(): Shown {
    return this.part ?? [0, Math.max(1, this.run.endNs)];
  }
  /** The hold that is told of here, if the reader is at the beat of one. */
  readonly hold = $derived.by(() => {
    const told = this.run.beats[this.beatPlace];
    return this.holds.find(({ index }) => index === told?.event && index === this.index) ?? null;
  });

  /** The table of waits: of all who are sought, or of those of them that waited longest where there are very many. */
  get rows(): { client: string; wait: string; other: null }[] {
    return this.#table.rows;
  }
  /** How many clients the table leaves out. */
  get moreRows(): number {
    return this.#table.more;
  }

  readonly world: World = $derived.by(() => worldAt(this.recording, this.index));

  /** Place of the present beat among the recording's, from 0; -1 before the first and where it has none. */
  get beatPlace(): number {
    return this.#snapshot.context.told - 1;
  }

  get hasBeats(): boolean {
    return this.run.beats.length > 0;
  }
  get event(): RecordedEvent {
    return this.recording.events[this.index]!;
  }
  get state(): PlayerStateName {
    return this.#snapshot.value;
  }
  get index(): number {
    return this.#snapshot.context.index;
  }
  get timeNs(): VirtualNs {
    return this.#snapshot.context.timeNs;
  }
  get by(): StepBy {
    return this.#snapshot.context.by;
  }
  get speed(): number {
    return this.#snapshot.context.speed;
  }
  /** What the root element carries instead of the scenario's while this is shown. */
  get root(): Record<string, string> {
    const place = Math.max(this.beatPlace, 0);
    return {
      'data-scenario': this.recording.scenario ?? '',
      'data-step': String(this.hasBeats ? place + 1 : 0),
      'data-steps': String(this.run.beats.length),
      'data-step-id': this.run.beats[place]?.id ?? '',
      'data-event': String(this.index),
      'data-turn': String(this.world.turn),
      'data-time-ms': String(this.timeNs / 1e6),
      'data-state': this.state,
    };
  }

  setBy(by: StepBy): void {
    this.#player.send({ type: 'BY', by });
  }
  setSpeed(speed: number): void {
    this.#player.send({ type: 'SPEED', speed });
  }
  setReducedMotion(reduced: boolean): void {
    this.#player.send({ type: 'MOTION', reduced });
  }
  playPause(): void {
    this.#move({ type: this.state === 'playing' ? 'PAUSE' : 'PLAY' });
  }
  step(direction: 1 | -1, by: StepBy = this.by): void {
    this.#move({ type: 'STEP', direction: direction > 0 ? 'next' : 'previous', by });
  }
  first(): void {
    this.#move({ type: 'FIRST' });
  }
  last(): void {
    this.#move({ type: 'LAST' });
  }
  seekTime(timeNs: VirtualNs): void {
    this.#move({ type: 'SEEK_TIME', timeNs });
  }
  seekIndex(index: number): void {
    this.#move({ type: 'SEEK_INDEX', index });
  }
  /** Goes to a hold, and shows it with those who wait in it. */
  showHold(hold: Hold): void {
    this.seekIndex(hold.index);
    this.part = partAround(hold, this.run);
  }
  /** Shows a part of the run; null for all of it. */
  show(part: Shown | null): void {
    this.part = part === null ? null : within(part, this.run.endNs);
  }
  tick(wallMs: number): void {
    this.#move({ type: 'TICK', wallMs });
  }
  askWhy(wait: Wait | null): void {
    this.asked = wait;
    this.highlight = null;
  }

  #move(event: PlayerEvent): void {
    this.highlight = null;
    this.#player.send(event);
    this.#follow();
  }

  /** The part that is shown goes along with the present, so that playing does not leave it. */
  #follow(): void {
    if (this.part === null) return;
    const [fromNs, toNs] = this.part;
    if (this.timeNs >= fromNs && this.timeNs <= toNs) return;
    const beforeNs = (toNs - fromNs) / 10;
    this.show([this.timeNs - beforeNs, this.timeNs - beforeNs + toNs - fromNs]);
  }
}

/** More jobs than this are not drawn: their bars could not be told apart. */
const MAX_WORKER_SPANS = 500;

/** All clients in their order; of very many those that waited longest. */
function longestRows(longest: readonly LongestWait[]): readonly LongestWait[] {
  if (longest.length <= MAX_ROWS) return longest;
  const kept = new Set(longestFirst(longest).slice(0, MAX_ROWS));
  return longest.filter((row) => kept.has(row));
}

/** A client's longest wait, and its place among the clients. */
type Placed = LongestWait & { index: number };

/** The clients in the order of their lanes: of more than have lanes those first that waited longest. */
function lanesOrder(longest: readonly LongestWait[]): Placed[] {
  const placed = longest.map((row, index) => ({ ...row, index }));
  return placed.length <= FEW_LANES ? placed : longestFirst(placed);
}

/** An endless wait before all others. */
function longestFirst<Row extends LongestWait>(longest: readonly Row[]): Row[] {
  const length = ({ state, waitNs }: LongestWait): number =>
    state === 'none' ? -1 : (waitNs ?? Infinity);
  return [...longest].sort((a, b) => compare(length(b), length(a)));
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
