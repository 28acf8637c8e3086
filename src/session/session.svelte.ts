import { createActor } from 'xstate';
import {
  playerMachine,
  type PlayerEvent,
  type PlayerStateName,
} from '../player/playback/playerMachine';
import { isAtBeat, type Position, type StepBy } from '../player/playback/steps';
import type { Wait } from '../player/world/world.types';
import type { VirtualNs } from '../recording/events';
import type { TypedLine } from '../recording/recording';
import type { Beat, FocusTarget, Taught, Values, Variant } from '../scenario/types';
import {
  correctedText,
  formatAddress,
  parseAddress,
  toStep,
  type Address,
  type Theme,
} from './address';
import { BetState, type BetView } from './bet.svelte';
import { defaultComparison, withSeed, withVariant } from './compare';
import { Deeds, type RunChange } from './deeds.svelte';
import { Keepsake } from './keepsake.svelte';
import { placeOf, resolvePlace, samePosition, seekOf, type Target } from './place';
import type { SessionOptions } from './sessionOptions';
import { makingsOf, waitAt, type Making, type Run } from './run';
import { makesHere, type Made, type RunMaker } from './runMaker';
import type { Sweeps } from './sweeps.svelte';

/** Everything the reader chose but the place in the run, which is the player's. */
type Choices = Omit<Address, 'place'>;

/**
 * What one reader sees and chose: the run, the place in it, the bet, the look. The shells show it and call its methods; nothing
 * else changes it. Each method leaves everything consistent before it returns: the run is made again at once, so that no number on
 * the screen is older than its slider. Where runs take long (see `WorkerRunMaker`) they are made elsewhere: until then `computing` is true.
 */
export class Session {
  readonly scenario: Taught;
  readonly bet: BetState;
  readonly keepsake: Keepsake;
  readonly sweeps: Sweeps | null;
  /** End of the time axis, ns. Stays, whatever the sliders do; another variant may make it longer. */
  axisEndNs = $state.raw<VirtualNs>(0);
  /** Said once in the status line; `''` is nothing. */
  notice = $state.raw('');
  /** Why there is no run, null while there is one. */
  error = $state.raw<string | null>(null);
  /** True while the run of the present choices is being made elsewhere: `run` is that of earlier ones. */
  computing = $state.raw(false);
  /** The wait that the reader asks about: whose, and when it began. Null while none. */
  asked = $state.raw<{ client: string; sentNs: VirtualNs } | null>(null);
  /** Parts of the picture to light up instead of the beat's, while a cause is looked at. */
  highlight = $state.raw<readonly FocusTarget[] | null>(null);
  /** The reader has gone on from the last beat: nothing is left but what the scenario comes to. */
  finished = $state.raw(false);
  /** What the system asks for; the shell keeps it up to date. */
  systemTheme = $state.raw<Theme>('light');

  readonly #player = createActor(playerMachine, { input: {} });
  #snapshot = $state.raw(this.#player.getSnapshot());
  #choices = $state.raw({} as Choices);
  #run = $state.raw<Run | null>(null);
  #other = $state.raw<Run | null>(null);
  #systemReducesMotion = $state.raw(false);
  maker: Pick<RunMaker, 'make'>; // the workshop puts its own in its place
  readonly #deeds = new Deeds();
  /** Goes where an address leads, once its run is there. */
  #afterwards: (() => void) | null = null;

  /** Opens a scenario at an address. Never throws: what cannot be done is said in `notice` or `error`. */
  constructor(scenario: Taught, { query, bet, maker, stored, sweeps }: SessionOptions) {
    this.sweeps = sweeps ?? null;
    this.keepsake = new Keepsake(stored ?? null);
    this.maker = (maker ?? makesHere)(scenario, (made) => this.hear(made));
    this.scenario = scenario;
    this.bet = new BetState(scenario.bet, bet);
    this.#player.subscribe((snapshot) => (this.#snapshot = snapshot));
    this.#player.on('STOPPED', () => this.bet.ask());
    this.#player.start();
    this.open(query);
  }

  // What is shown.

  get run(): Run | null {
    return this.#run;
  }

  /** The run that this one is compared with, null when nothing is compared. */
  get other(): Run | null {
    return this.#other;
  }

  /** The wait that the reader asks about, in the present run; null when this run has none such. */
  readonly askedWait: Wait | null = $derived.by(() =>
    this.asked && this.#run && this.bet.settled ? waitAt(this.#run, this.asked) : null,
  );

  /** Place of the present beat among the run's, from 0; -1 before the first. */
  get beatPlace(): number {
    return this.#run === null ? -1 : this.position.told - 1;
  }

  readonly beat: Beat | null = $derived.by(
    () => this.scenario.beats.find(({ id }) => id === this.#run?.beats[this.beatPlace]?.id) ?? null,
  );

  readonly caption: string = $derived.by(() => {
    if (this.computing) return 'This run is being computed.';
    if (this.#run === null) return '';
    return this.beat?.caption(this.#run.recording, this.values) ?? 'Nothing has happened yet.';
  });

  readonly betView: BetView | null = $derived.by(() =>
    this.#run === null || this.typed.length > 0
      ? null
      : this.bet.view(this.#run.recording, this.#run.making.values),
  );

  get variant(): Variant {
    return this.scenario.variants.find(({ id }) => id === this.#choices.variantId)!;
  }
  get values(): Values {
    return this.#choices.values;
  }
  /** What the run draws lots from; see `Scenario.usesSeed`. */
  get seed(): number {
    return this.#choices.seed;
  }
  get compare(): Address['compare'] {
    return this.#choices.compare;
  }
  /** What the reader typed as clients. The bet is about the run without it. */
  get typed(): readonly TypedLine[] {
    return this.#choices.typed;
  }
  get by(): StepBy {
    return this.#choices.by;
  }
  get speed(): number {
    return this.#choices.speed;
  }
  get theme(): Theme {
    return this.#choices.theme ?? this.systemTheme;
  }
  get reducedMotion(): boolean {
    return this.#choices.motion === 'reduce' || this.#systemReducesMotion;
  }
  /** The contract's `data-state`. */
  get state(): PlayerStateName {
    return this.#snapshot.value;
  }
  /** The loop's turn, from 0. */
  get turn(): number {
    return this.#run?.recording.events[this.index]?.turn ?? 0;
  }
  get position(): Position {
    const { index, timeNs, told } = this.#snapshot.context;
    return { index, timeNs, told };
  }
  /** Whether the position is just where the present beat was told, not after it. */
  get atBeat(): boolean {
    return this.#run !== null && isAtBeat(this.#run.recording, this.position);
  }
  get index(): number {
    return this.#snapshot.context.index;
  }
  get timeNs(): VirtualNs {
    return this.#snapshot.context.timeNs;
  }
  /** The query that opens this picture again. */
  get query(): string {
    if (this.#run === null) return '';
    const place = placeOf(this.#run, this.position, this.by);
    return formatAddress({ ...this.#choices, place }, this.scenario);
  }

  // What the reader does.

  /** Shows what an address of the scenario would if opened now. @param index an event that the address cannot name. */
  open(query: string, index?: number): void {
    const { address, corrections } = parseAddress(query, this.scenario);
    const { place, ...choices } = address;
    const before = this.#run && JSON.stringify(this.#makings);
    this.#deeds.forget();
    this.#choices = choices;
    if (choices.typed.length > 0) this.bet.pass();
    this.notice = '';
    this.#player.send({ type: 'BY', by: choices.by });
    this.#player.send({ type: 'SPEED', speed: choices.speed });
    this.#tellMotion();
    // The same run need not be made again.
    if (before !== JSON.stringify(this.#makings)) this.#makeRun();
    // A run that is made elsewhere has not come yet: its places are not those of the one before.
    const arrive = (): void => {
      const arrival = this.#run && resolvePlace(place, this.#run, choices.by, this.scenario);
      if (arrival?.target) this.#seek(arrival.target);
      else if (before !== null) this.#send({ type: 'FIRST' });
      if (arrival?.correction) corrections.push(arrival.correction);
      if (index !== undefined && index !== this.index) this.#seek({ index });
      this.notice = correctedText(corrections);
    };
    if (this.computing) this.#afterwards = arrive;
    else arrive();
  }

  setValue(id: string, value: number): void {
    const parameter = this.scenario.parameters[id];
    if (parameter === undefined || Number.isNaN(value)) return;
    this.bet.pass();
    this.#remake({ values: { ...this.values, [id]: toStep(value, parameter) } });
  }

  setVariant(variantId: string): void {
    this.#remake(withVariant(this.#choices, variantId));
  }

  /** @param seed a whole number, not negative; anything else is left out. */
  setSeed(seed: number): void {
    if (!Number.isSafeInteger(seed) || seed < 0) return;
    this.#remake(withSeed(this.#choices, seed));
  }

  /** Draws the lots again: with the next seed, so that who does it too sees the same. */
  reroll(): void {
    this.setSeed(this.seed < Number.MAX_SAFE_INTEGER ? this.seed + 1 : 0);
  }

  toggleCompare(): void {
    this.compareWith(this.compare ? null : defaultComparison(this.scenario, this.#choices));
  }

  /** @param compare what the run is compared with; null is nothing. */
  compareWith(compare: Address['compare']): void {
    this.#remake({ compare });
  }

  /** The reader changes the run in its picture; `goesOn`: by the same gesture as before. A step back takes it back. */
  change(change: RunChange, goesOn = false): void {
    this.#deeds.do(this, change, goesOn, (index) => this.#seek({ index }));
  }

  /** Whether a step back takes back what the reader did in the picture. */
  get canTakeBack(): boolean {
    return this.#deeds.any;
  }

  /** @param typed what the reader types as clients, in the order of the times: all of it. */
  setTyped(typed: readonly TypedLine[]): void {
    this.bet.pass();
    this.#remake({ typed });
  }

  setBy(by: StepBy): void {
    this.#choose({ by });
    this.#player.send({ type: 'BY', by });
  }

  setSpeed(speed: number): void {
    this.#choose({ speed });
    this.#player.send({ type: 'SPEED', speed });
  }

  /** @param theme null: that of the system. */
  setTheme(theme: Theme | null): void {
    this.#choose({ theme });
  }

  setSystemReducesMotion(reduces: boolean): void {
    this.#systemReducesMotion = reduces;
    this.#tellMotion();
  }

  playPause(): void {
    if (this.state === 'playing') {
      this.#move({ type: 'PAUSE' });
      return;
    }
    const standsThere = this.bet.asking;
    this.bet.move();
    // Asked already, at this very place: to go on is an answer as well.
    if (standsThere && !this.bet.settled) this.bet.pass();
    this.#move({ type: 'PLAY', stopIndex: this.#stopFor('playing') });
  }

  step(direction: 1 | -1, by: StepBy = this.by): void {
    if (direction < 0 && this.#deeds.takeBack((to) => this.open(to.query, to.index))) return;
    this.bet.move();
    const { position } = this;
    const stopIndex = this.#stopFor('stepping');
    this.#move({ type: 'STEP', direction: direction > 0 ? 'next' : 'previous', by, stopIndex });
    if (direction > 0 && samePosition(position, this.position)) this.finish();
  }
  /** Goes on from the last beat, where the reader is at it. */
  finish(): void {
    const last = this.#run !== null && this.beatPlace === this.#run.beats.length - 1;
    this.finished = last && !this.bet.asking;
  }
  first(): void {
    this.#go({ type: 'FIRST' });
  }
  last(): void {
    this.#go({ type: 'LAST' });
  }
  seekTime(timeNs: VirtualNs): void {
    this.#go({ type: 'SEEK_TIME', timeNs });
  }
  seekIndex(index: number): void {
    this.#go({ type: 'SEEK_INDEX', index });
  }
  /** @param place of a beat among those of the run, from 0. */
  seekBeat(place: number): void {
    this.#go({ type: 'SEEK_BEAT', place });
  }
  /** While playing: `wallMs` of the reader's time have passed. */
  tick(wallMs: number): void {
    this.#move({ type: 'TICK', wallMs, stopIndex: this.#stopFor('playing') });
  }

  /** Asks why a wait was so long, or stops asking. */
  askWhy(wait: Wait | null): void {
    this.asked = wait === null ? null : { client: wait.client, sentNs: wait.sentNs };
    this.highlight = null;
  }

  chooseBet(index: number): void {
    const text = this.betView?.options[index];
    if (text !== undefined) this.bet.choose({ index, text });
  }

  #choose(change: Partial<Choices>): void {
    this.notice = '';
    this.#deeds.forget();
    this.#afterwards = null;
    this.#choices = { ...this.#choices, ...change };
  }

  /** The same where it makes another run. */
  #remake(change: Partial<Choices>): void {
    this.#choose(change);
    this.#makeRun();
  }

  /** Where an address leads: no deed of the reader's in the run. */
  #seek(target: Target): void {
    this.#send(seekOf(target));
  }

  /** The reader goes somewhere else in the run. */
  #go(event: PlayerEvent): void {
    this.bet.move();
    this.#move(event);
  }

  #move(event: PlayerEvent): void {
    this.#deeds.forget();
    this.#send(event);
  }

  #send(event: PlayerEvent): void {
    if (this.#run === null) return;
    if (event.type !== 'TICK') this.notice = '';
    this.highlight = null;
    this.finished = false;
    this.#player.send(event);
    this.#passed();
  }

  #stopFor(how: 'playing' | 'stepping'): number | undefined {
    return this.#run === null ? undefined : this.bet.stopFor(how, this.#run, this.index);
  }

  #passed(): void {
    if (this.#run !== null) this.bet.passed(this.#run, this.index);
  }

  #tellMotion(): void {
    this.#player.send({ type: 'MOTION', reduced: this.reducedMotion });
  }

  /** The makings of the present choices: of the run, and of the one that it is compared with. */
  get #makings(): Making[] {
    return makingsOf(this.#choices);
  }

  #makeRun(): void {
    // What is told is the answer of the run before.
    if (this.bet.settled) this.bet.move();
    this.maker.make(this.#makings);
  }

  /** What became of the newest request for a run. */
  hear(made: Made): void {
    this.computing = made.kind === 'computing';
    if (made.kind === 'made') this.#take(made);
    else if (made.kind === 'failed') {
      this.#run = null;
      this.#other = null;
      this.error = made.message;
      this.#player.send({ type: 'FAIL', message: made.message });
    }
  }

  #take({ run, other, axisEndNs }: Extract<Made, { kind: 'made' }>): void {
    this.axisEndNs = axisEndNs;
    this.#run = run;
    this.#other = other;
    this.error = null;
    this.finished = false;
    // The playhead is one for both runs of a comparison, so it may go to the end of the longer.
    const horizonNs = Math.max(run.endNs, other?.endNs ?? 0);
    const logarithmic = this.scenario.timeline === 'logarithmic';
    this.#player.send({ type: 'RECORDING', recording: run.recording, horizonNs, logarithmic });
    // In another run the same place may lie past the question.
    this.#passed();
    this.#afterwards?.();
    this.#afterwards = null;
  }
}
