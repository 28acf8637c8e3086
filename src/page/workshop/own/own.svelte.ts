import { rootOf } from '../../../session/root';
import { measured, type Run } from '../../../session/run';
import { Session } from '../../../session/session.svelte';
import type { Show } from '../../../session/show';
import type { Recording } from '../../../recording/recording';
import { checkScenario } from '../../../scenario/checkScenario';
import { tellStory } from '../../../scenario/tellStory';
import type { Taught } from '../../../scenario/types';
import { Clients } from '../../clients/clients.svelte';
import { makersOf } from '../../clients/makers';
import { numberIn } from '../constants';
import { Workshop } from '../workshop.svelte';
import { ownDocument, ownIn, type OwnParameter, type OwnScenario } from './format';
import { jobOfOwn } from './job';
import { taughtOf } from './scenario';
import { sentenceProblem } from './sentence';
import { placeOfStep, type Step, type When } from './steps';
import { idOfStep } from './story';

/** In place of its first run: a server of somebody's own has no other maker than real Twisted. It is not shown. */
const NOTHING: Recording = {
  reactor: 'select',
  end: null,
  events: [{ kind: 'end', why: 'idle', timeNs: 0, turn: 0 }],
};

/** Where a scenario of one's own comes from: what is from outside asks before it runs. */
export type Origin = 'here' | 'link' | 'file';

/** Room beside what its clients do, on the axis before the first run. */
const AXIS_MS = 5000;

/** A scenario of a reader's own while it is on the page, in the lesson's place: as it is, and as it is being made. */
export class Own implements Show {
  readonly session: Session;
  readonly workshop: Workshop;
  readonly clients: Clients;
  readonly origin: Origin;
  #own: OwnScenario = $state.raw()!;
  readonly #taught: Taught = $derived(taughtOf(this.#own));

  /** @throws ScenarioError if a machine of it names what is not there. */
  constructor(own: OwnScenario, origin: Origin) {
    this.#own = own;
    this.origin = origin;
    checkScenario(this.#taught, Infinity);
    this.session = new Session(this.#living(), { query: '', bet: false });
    // Until Python is there nothing makes a run: the simulator has no such server.
    const makers = makersOf(this.session);
    makers.real = { make: () => undefined };
    makers.use();
    this.workshop = new Workshop(this.session, {
      job: (making, source) =>
        jobOfOwn(this.#own, makersOf(this.session).scenarioFor(making), making, source),
      tell: (run) => this.#told(run),
    });
    this.workshop.isEditing = true;
    this.workshop.isOffered = origin !== 'here';
    this.#stepsBy(own.steps);
    this.clients = new Clients(this.session, () => undefined);
    if (origin === 'here') void this.workshop.turnOn(true);
  }

  /** The scenario as the session has it: one object, which follows what the reader makes of it. */
  #living(): Taught {
    const names = Object.keys(this.#taught) as (keyof Taught)[];
    const living = Object.defineProperties(
      {},
      Object.fromEntries(
        names.map((name) => [name, { enumerable: true, get: () => this.#taught[name] }]),
      ),
    ) as Taught;
    return Object.defineProperties(living, {
      recorded: { value: NOTHING },
      axisMs: { value: () => this.#axisMs },
    });
  }

  get #axisMs(): number {
    const last = Math.max(0, ...this.#own.acts.map(({ atMs }) => atMs));
    return Math.ceil((last + AXIS_MS / 2) / 500) * 500;
  }

  /** Real Twisted has made a run of it, and it is shown. */
  get hasRun(): boolean {
    return this.session.run !== null && this.session.run.recording !== NOTHING;
  }

  get title(): string {
    return this.#own.title;
  }
  get parameters(): readonly OwnParameter[] {
    return this.#own.parameters;
  }
  get steps(): readonly Step[] {
    return this.#own.steps;
  }

  /** All of it as it is now: with the file and the clients that the reader has. */
  get now(): OwnScenario {
    const { acts, names } = this.clients;
    const clients = names.map((name) => {
      const known = this.#own.clients.find((client) => client.name === name);
      return known ?? { name };
    });
    const own = acts.map(({ key: _, ...act }) => act);
    return { ...this.#own, server: this.workshop.source, clients, acts: own };
  }

  /** Whether a page would open it again. @throws RecordingError where something of it is not whole yet */
  check(): void {
    ownIn(JSON.parse(JSON.stringify(ownDocument(this.now))));
  }

  /** As a file has it. @throws RecordingError as `check` */
  get document(): object {
    this.check();
    return ownDocument(this.now);
  }

  /** With its machines, as they are now. */
  get machines(): Pick<Taught, 'clients' | 'story'> {
    return taughtOf(this.now);
  }

  setTitle(title: string): void {
    this.#own = { ...this.#own, title };
  }

  /** @param parameters each has its constant in the file. */
  setParameters(parameters: readonly OwnParameter[]): void {
    const { session, workshop } = this;
    this.#own = { ...this.#own, parameters };
    for (const { constant } of parameters) {
      const said = numberIn(workshop.source, constant);
      if (session.values[constant] === undefined) session.setValue(constant, said ?? 0);
    }
  }

  setSteps(steps: readonly Step[]): void {
    if ((steps.length === 0) !== (this.steps.length === 0)) this.#stepsBy(steps);
    this.#own = { ...this.#own, steps };
    const { run, axisEndNs } = this.session;
    if (run !== null && this.hasRun) {
      this.session.hear({ kind: 'made', run: this.#told(run), other: null, axisEndNs });
    }
  }

  /** Without steps of the story there are the events to go by. */
  #stepsBy(steps: readonly Step[]): void {
    this.session.setBy(steps.length === 0 ? 'event' : 'beat');
  }

  addStep(when: When, say: string): void {
    this.setSteps([...this.steps, { ...when, say } as Step]);
  }

  /** What is wrong with a step's sentence; null where nothing is. */
  problemOf({ say }: Step): string | null {
    const constants = this.parameters.map(({ constant }) => constant);
    return sentenceProblem(say, this.clients.names, constants);
  }

  /** Where a step is told in the present run; null where it does not happen. */
  placeOf(step: Step): number | null {
    return this.session.run === null ? null : placeOfStep(this.session.run.recording, step);
  }

  /** The run with its steps for beats: those whose sentences can be filled in. */
  #told(run: Run): Run {
    const { recording, making } = run;
    const { steps } = this.#own;
    const beats = tellStory(this.#taught.story, recording, making.values).filter(({ id }) => {
      const place = steps.findIndex((_, i) => idOfStep(i) === id);
      return this.problemOf(steps[place]!) === null;
    });
    return { ...run, ...measured({ ...recording, beats }), isChanged: true };
  }

  // The page plays and steps through it.

  get state() {
    return this.session.state;
  }
  get root(): Record<string, string> {
    const { 'data-theme': _theme, 'data-motion': _motion, ...root } = rootOf(this.session);
    return root;
  }
  playPause(): void {
    if (this.hasRun) this.session.playPause();
  }
  step(...by: Parameters<Session['step']>): void {
    this.session.step(...by);
  }
  first(): void {
    this.session.first();
  }
  last(): void {
    this.session.last();
  }
  tick(wallMs: number): void {
    this.session.tick(wallMs);
  }
}
