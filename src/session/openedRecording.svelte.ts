import { createActor } from 'xstate';
import { playerMachine, type PlayerEvent, type PlayerStateName } from '../player/playerMachine';
import { beatPlaceAt, type StepBy } from '../player/steps';
import { reactorSpans, workerSpans } from '../player/spans';
import { formatWait, longestWaits, waitsOf } from '../player/waits';
import { worldAt } from '../player/world';
import type { Wait, World } from '../player/world.types';
import type { RecordedEvent, VirtualNs } from '../recording/events';
import type { Recording } from '../recording/recording';
import type { FocusTarget, Layer } from '../scenario/types';
import { turnCount } from './place';
import { measured, type Measured } from './run';
import type { Explained, Show } from './show';
import { fewEnough } from './thin';
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

/** Events between two rests while a recording is measured. */
const PART_EVENTS = 20_000;

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
  /** The timeline's one run, with no more marks than can be told apart. */
  readonly pictured;
  /** The table of waits. */
  readonly rows: { client: string; wait: string; other: null }[];
  /** The wait that is asked about, null while none. */
  asked = $state.raw<Wait | null>(null);
  highlight = $state.raw<readonly FocusTarget[] | null>(null);

  readonly #player = createActor(playerMachine, { input: {} });
  #snapshot = $state.raw(this.#player.getSnapshot());

  /**
   * Measures a recording and makes it ready to step through. A long one takes a second or so: between parts of the
   * work it waits for `rest`, so that the page can answer meanwhile.
   *
   * @throws Error when its events contradict each other so that no picture can be made of them.
   */
  static async open(
    recording: Recording,
    name: string,
    rest: () => Promise<void>,
  ): Promise<OpenedRecording> {
    for (let i = 0; i < recording.events.length; i += PART_EVENTS) {
      worldAt(recording, i);
      await rest();
    }
    // Each keeps what it found, so that the next finds it done.
    for (const measure of [waitsOf, longestWaits, reactorSpans, workerSpans]) {
      measure(recording);
      await rest();
    }
    worldAt(recording, recording.events.length - 1);
    await rest();
    return new OpenedRecording(recording, name, measured(recording));
  }

  private constructor(recording: Recording, name: string, run: Measured) {
    this.recording = recording;
    this.run = run;
    this.name = name;
    this.turns = turnCount(recording);
    this.rows = run.longest.map((row) => ({
      client: row.client,
      wait: waitCell(row),
      other: null,
    }));
    this.pictured = {
      id: 'opened',
      label: '',
      clients: run.longest.map((row) => ({ name: row.client, role: '', worst: formatWait(row) })),
      spans: run.spans,
      waits: fewEnough(run.waits, run.endNs),
      workers: run.workers.slice(0, MAX_WORKER_SPANS),
      endNs: run.endNs,
    };
    this.#player.subscribe((snapshot) => (this.#snapshot = snapshot));
    this.#player.start();
    this.#player.send({ type: 'BY', by: this.hasBeats ? 'beat' : 'event' });
    this.#player.send({ type: 'RECORDING', recording });
  }

  readonly world: World = $derived.by(() => worldAt(this.recording, this.index));

  /** Place of the present beat among the recording's, from 0; -1 before the first and where it has none. */
  readonly beatPlace: number = $derived.by(() => beatPlaceAt(this.recording, this.index));

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
  }
}

/** More jobs than this are not drawn: their bars could not be told apart. */
const MAX_WORKER_SPANS = 2_000;
