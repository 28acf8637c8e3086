import { durationText } from '../../player/measures/durations';
import { sourceOf } from '../../scenario/pythonLines';
import { onAxis, type Making, type Run } from '../../session/run';
import type { Session } from '../../session/session.svelte';
import { toStep } from '../../session/address';
import { stored } from '../../session/stored';
import { makersOf, type Makers } from '../clients/makers';
import { valuesIn, withValues } from './constants';
import { Engine, PATIENCE_MS, Stopped, TooLong } from './engine';
import type { Job } from './engine/job';
import { jobOf, scriptedJob } from './jobOf';
import { MAX_SOURCE } from './limits';
import { withPart } from './hash';
import { linkTo, linked } from './link';
import { loadFiles } from './load';
import { comparedWithSimulator, outcomeOf } from './outcome';
import { canBeShown } from './story';
import { solvedIn, tasksOf } from './tasks';
import { missing, type Told } from './words';

/** So long after the last key a change runs. */
const AFTER_KEY_MS = 300;
/** Kept runs of the lesson show at once; a caption that says that one is computed would only flicker before this. */
const SAY_AFTER_MS = 250;

/** A scenario of the reader's own, which no lesson is behind: how its runs are made, and told. */
export interface OwnRuns {
  job(making: Making, source: string): Job;
  tell(run: Run): Run;
}

const PATIENCE = durationText(PATIENCE_MS * 1e6);

const NOBODY = 'No client got in: they connect to port 8000.';
const NOTHING = 'The program ran, but nothing happened in it that this page could show.';

/** The page's one interpreter: it outlives what it is asked from. */
let engine: Engine | null = null;

/**
 * Real Twisted in place of the simulator, for the page's session: of the lesson's own file, or of what the reader made of it.
 * While it is on, every run of the session is made here; a run that fails leaves the last one where it is.
 */
export class Workshop {
  readonly session: Session;
  /** What stands between the reader and the first run. */
  phase = $state.raw<'off' | 'loading' | 'ready' | 'failed'>('off');
  loadedBytes = $state.raw(0);
  /** The picture is of a run of real Twisted. */
  isReal = $state.raw(false);
  isEditing = $state.raw(false);
  isRunning = $state.raw(false);
  /** The file came with the address: it does not run before the reader says so. */
  isOffered = $state.raw(false);
  /** What is wrong, beside what may still be shown. */
  told = $state.raw<Told | null>(null);
  /** Whether the simulator makes the same of it. */
  verdict = $state.raw('');
  /** Tasks that were solved in this browser, by their ids. */
  solved: readonly string[] = $state.raw([]);
  /** The text of the present variant's file, as the reader has it. */
  source = $state.raw('');

  /** What the reader made of each variant's file. */
  #edited: Record<string, string> = $state.raw({});
  readonly #makers: Makers;
  #request = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #loading: AbortController | null = null;

  readonly #kept = stored('tasks');
  readonly #own: OwnRuns | null;

  constructor(session: Session, own: OwnRuns | null = null) {
    this.session = session;
    this.#own = own;
    this.solved = solvedIn(this.#kept);
    this.#makers = makersOf(session);
    this.source = this.#lesson();
  }

  /** The present file differs from the lesson's. */
  get isEdited(): boolean {
    return this.#edited[this.session.variant.id] !== undefined;
  }

  /** What was edited of which variant. */
  get edits(): Readonly<Record<string, string>> {
    return this.#edited;
  }

  /** Shows the file of an address, without running it; what is wrong with it is said. */
  async offer(part: string): Promise<void> {
    try {
      const found = await linked(part);
      const { session } = this;
      if (this.isReal) this.simulate();
      if (found.variantId !== session.variant.id) {
        if (!session.scenario.variants.some(({ id }) => id === found.variantId)) {
          throw new Error('The link’s code is for a variant that is not here.');
        }
        session.setVariant(found.variantId);
      }
      this.isOffered = this.isEditing = true;
      this.told = null;
      this.edit(found.text);
    } catch (error) {
      this.told = { what: error instanceof Error ? error.message : String(error), line: null };
    }
  }

  /** Loads Python where it is not there yet, and has it run from now on. */
  async turnOn(edits: boolean): Promise<void> {
    this.isEditing ||= edits;
    this.isOffered = false;
    if (this.isReal || this.phase === 'loading') return;
    if (engine === null && !(await this.#load())) return;
    this.phase = 'ready';
    this.isReal = true;
    this.#makers.real = { make: (makings) => void this.#make(makings) };
    this.#makers.use();
    this.#again();
  }

  /** The simulator makes the runs again. It knows the lesson's files only: what was edited is kept for the next time. */
  simulate(): void {
    this.#request++;
    engine?.stop();
    // Beside itself the lesson says nothing.
    const compare = this.isCompared ? null : this.session.compare;
    clearTimeout(this.#timer);
    this.isReal = this.isRunning = false;
    this.told = null;
    this.verdict = '';
    const { session } = this;
    this.#makers.real = null;
    this.#makers.use();
    session.compareWith(compare);
  }

  /** The lesson as it was. */
  turnOff(): void {
    this.isEditing = false;
    this.#edited = {};
    this.source = this.#lesson();
    this.isOffered = false;
    void this.#writeLink();
    this.simulate();
  }

  cancel(): void {
    this.#loading?.abort(new Stopped());
  }

  /** The reader stops a run that goes on. */
  stop(): void {
    engine?.stop();
  }

  /** The file as the reader has it now; it runs soon, or `atOnce`. */
  edit(text: string, atOnce = false): void {
    this.source = text;
    const { id } = this.session.variant;
    const { [id]: _, ...others } = this.#edited;
    const isOwn = text === this.#lesson();
    this.#edited = isOwn ? others : { ...others, [id]: text };
    clearTimeout(this.#timer);
    if (!this.isReal) {
      if (engine !== null && !this.isOffered) void this.turnOn(true);
      return;
    }
    const run = (): void => this.#changed();
    if (atOnce) run();
    else this.#timer = setTimeout(run, AFTER_KEY_MS);
  }

  /** Brings the lesson's file back. */
  original(): void {
    if (this.isCompared) this.session.compareWith(null);
    this.edit(this.#lesson(), true);
  }

  /** The lesson's run stands beside that of the edit: the same clients meet both. */
  get isCompared(): boolean {
    const { compare, variant } = this.session;
    return compare !== null && 'variantId' in compare && compare.variantId === variant.id;
  }

  compare(): void {
    const { session } = this;
    session.compareWith(this.isCompared ? null : { variantId: session.variant.id });
  }

  /** Keeps what was edited in the address, as far as an address goes. */
  async #writeLink(): Promise<void> {
    if (this.#own !== null) return;
    const { id } = this.session.variant;
    const text = this.#edited[id];
    const link = text === undefined ? null : await linkTo({ variantId: id, text });
    if (text !== this.#edited[id]) return;
    const isKept = withPart('edit', link);
    if (text !== undefined && (link === null || !isKept))
      this.session.notice = 'The file is too long for a link: copy it.';
  }

  #lesson(): string {
    const { scenario, variant, values } = this.session;
    return withValues(scenario, sourceOf(variant, values), values);
  }

  async #load(): Promise<boolean> {
    this.phase = 'loading';
    this.told = null;
    const loading = (this.#loading = new AbortController());
    try {
      const files = await loadFiles((bytes) => (this.loadedBytes = bytes), loading.signal);
      engine = await Engine.start(files);
      return true;
    } catch (error) {
      this.phase = error instanceof Stopped ? 'off' : 'failed';
      const why = error instanceof Error ? error.message : String(error);
      this.told =
        error instanceof Stopped
          ? null
          : {
              what: `Python could not be started here: ${why}.${this.#own === null ? ' The simulator goes on.' : ''}`,
              line: null,
            };
      return false;
    } finally {
      this.#loading = null;
    }
  }

  /** The reader changed the file: where it says other values, the sliders follow, and that makes the run. */
  #changed(): void {
    const { session } = this;
    const { scenario } = session;
    for (const [id, value] of Object.entries(valuesIn(scenario, this.source))) {
      if (value === null || value === session.values[id]) continue;
      if (toStep(value, scenario.parameters[id]!) === value) {
        session.setValue(id, value);
        return;
      }
    }
    this.#again();
  }

  /** Has the session ask for the run of what is chosen. */
  #again(): void {
    this.session.compareWith(this.session.compare);
  }

  /** Makes the run of what is chosen now; the newest request counts. */
  async #make(makings: readonly Making[]): Promise<void> {
    const request = ++this.#request;
    const { session } = this;
    const { scenario } = session;
    const [making, otherOf] = makings as [Making, Making?];
    const edited = this.#edited[making.variantId];
    const source = this.#sourceFor(making, edited);
    this.isRunning = true;
    void this.#writeLink();
    const slow = setTimeout(() => this.#hears(request, { kind: 'computing' }), SAY_AFTER_MS);
    try {
      if (source.length > MAX_SOURCE)
        throw new Error('The file is longer than 200,000 characters.');
      const text = await engine!.run(this.#jobOf(making, source));
      if (request !== this.#request) return;
      const { run: plain, told } = outcomeOf(scenario, making, source, text);
      const run = plain && (this.#own?.tell(plain) ?? plain);
      this.told = told ?? (edited === undefined ? null : whyNothing(source, run));
      const isLesson = edited === undefined && this.#own === null;
      const ours = run && isLesson ? this.#makers.run(making) : null;
      this.verdict = run && ours ? comparedWithSimulator(ours, run) : '';
      if (run !== null && !canBeShown(scenario, run)) {
        this.told ??= { what: NOTHING, line: null };
        this.#stays();
      } else if (run === null) this.#stays();
      else {
        const other = otherOf === undefined ? null : this.#makers.run(otherOf);
        const endNs = Math.max(onAxis(run.endNs), onAxis(other?.endNs ?? 0));
        const axisEndNs = Math.max(session.axisEndNs, endNs);
        if (edited !== undefined) this.#makers.withoutBet();
        const made: Run = this.#makers.script === null ? run : { ...run, isChanged: true };
        session.hear({ kind: 'made', run: made, other, axisEndNs });
        if (edited !== undefined && this.#makers.script === null) this.#judge(run);
      }
    } catch (error) {
      if (request !== this.#request) return;
      this.told = { what: whyStopped(error), line: null };
      this.#stays();
    } finally {
      clearTimeout(slow);
      if (request === this.#request) this.isRunning = false;
    }
  }

  #jobOf(making: Making, source: string): Job {
    if (this.#own !== null) return this.#own.job(making, source);
    const job = this.#makers.script === null ? jobOf : scriptedJob;
    return job(this.#makers.scenarioFor(making), making, source);
  }

  /** Whether a changed file solves tasks that were not solved yet. */
  #judge(run: Run): void {
    const now = tasksOf(this.session.scenario.id).filter((task) => task.isSolved(run));
    const fresh = now.filter(({ id }) => !this.solved.includes(id));
    if (fresh.length === 0) return;
    this.solved = [...this.solved, ...fresh.map(({ id }) => id)];
    this.#kept.write(this.solved);
    this.verdict = `Solved: ${fresh.map(({ text }) => text).join(' ')}`;
  }

  /** The file that a run is made of. A slider that was moved since has changed its line. */
  #sourceFor(making: Making, edited: string | undefined): string {
    const { scenario } = this.session;
    const source =
      edited === undefined ? this.#lesson() : withSliders(scenario, edited, making.values);
    if (edited !== undefined && source !== edited) {
      this.#edited = { ...this.#edited, [making.variantId]: source };
    }
    this.source = source;
    return source;
  }

  /** No new run: the last one stays. */
  #stays(): void {
    const { run, other, axisEndNs } = this.session;
    if (run === null || !this.session.computing) return;
    this.session.hear({ kind: 'made', run, other, axisEndNs });
  }

  #hears(request: number, made: Parameters<Session['hear']>[0]): void {
    if (request === this.#request) this.session.hear(made);
  }
}

/** An edited file keeps a number that no slider can have. */
function withSliders(
  scenario: Session['scenario'],
  source: string,
  values: Making['values'],
): string {
  const own = valuesIn(scenario, source);
  const followed = Object.entries(values).map(([id, value]) => {
    const said = own[id];
    const parameter = scenario.parameters[id]!;
    return [id, said != null && toStep(said, parameter) !== said ? said : value] as const;
  });
  return withValues(scenario, source, Object.fromEntries(followed));
}

function whyNothing(source: string, run: Run | null): Told | null {
  if (run === null) return null;
  const isIn = run.recording.events.some(({ kind }) => kind === 'accept');
  const what = missing(source) ?? (isIn ? null : NOBODY);
  return what === null ? null : { what, line: null };
}

function whyStopped(error: unknown): string {
  if (error instanceof Stopped) return 'The run was stopped.';
  if (error instanceof TooLong) {
    return `The program was stopped: after ${PATIENCE} it had not come to its end.`;
  }
  return error instanceof Error ? error.message : String(error);
}
