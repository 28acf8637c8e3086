import type { AnyStateMachine } from 'xstate';
import type { NetOptions, Recording, TypedLine } from '../recording/recording';
import type { ClientOptions } from '../simulator/kernel/client';
import type { ListeningSocket } from '../simulator/kernel/listeningSocket';
import type { ServerSocket } from '../simulator/kernel/serverSocket';
import type { ThreadCode } from '../simulator/threads';
import type { HostNames } from '../twisted/internet/resolver';
import type { Reactor } from '../twisted/internet/base';
import type { OrdersFound } from './orders';
import type { Parts } from './parts';
import type { Picture } from './picture';
import type { Sweep } from './sweep';

/** What the stand-ins without a reactor hold in their hands. */
export type { ListeningSocket, ServerSocket, ThreadCode };

/** A number that the reader sets. */
/** Of a parameter's value; none where it counts something, or where a word or a clock time says it. */
export type Unit = 's' | 'ms' | 'min' | 'bytes' | 'MB' | 'MB/s' | '';

export interface Parameter {
  /** Label of the range, as the contract names it. */
  label: string;
  /** Short label where room is scarce (embed). */
  short: string;
  unit: Unit;
  min: number;
  max: number;
  step: number;
  default: number;
  /** The only values there are, ascending, where they are not one step apart: the slider goes from one to the next. */
  choices?: readonly number[];
  /**
   * Where the slider stops, ascending, from `min` to `max`, where equal steps would hide the small values, or those at which
   * something changes. An address may have any other.
   */
  stops?: readonly number[];
  /** What it is everywhere but in here, where a number stands for it: a word, which the picture sets and no slider. */
  word?: Word;
  /** What the page writes for a value where the number would say nothing: "slow". */
  named?(value: number): string;
  /** The constant of `server.py` that holds it (`BLOCK`), if it is one. */
  constant?: string;
  /** The consequence that the slider's value text adds, from the run: "A's longest wait 2.5 seconds". */
  consequence?(recording: Recording): string;
  /** Value in words, without the consequence: "blocks for 3.0 seconds". */
  spoken(value: number): string;
}

/** Words that stand for the values of a parameter. */
export interface Word {
  /** Never throws. `wrong` says what had to be left out or put right, in words; absent where nothing had to. */
  read(text: string): { value: number; wrong?: string };
  write(value: number): string;
  /** Values to compare with. */
  others: readonly number[];
}

export type Values = Readonly<Record<string, number>>;

/** What the machines of a scenario are started with. */
export interface MachineInput {
  values: Values;
  seed: number;
  /** Id of the variant that runs. */
  variant: string;
}

/** One way to write the server. Variants differ in one thing. */
export interface Variant {
  id: string;
  label: string;
  /** Where it is not what one would write with Twisted: a few words over the code, and what its run was compared with. */
  standIn?: { tag: string; compared: string };
  /** The source shown on the page and run by real Twisted, or by Python alone where it does not import Twisted. */
  python: string;
  /** The same file as a reader's choices have it, where lines of it depend on them. */
  arranged?(values: Values): string;
  /** The same server on the simulator. */
  server: ServerProgram;
  /** It runs on a Python without the GIL. */
  freeThreaded?: true;
  /** Where an explicit schedule says which thread runs: the lines before which it does. */
  scheduled?: ScheduledLines;
}

/** A line of a `server.py` by its text, and which of them where there are several. */
export type MarkedLine = string | readonly [text: string, nth: number];

/** The marked lines of each thread, R that of the reactor; and two variables, by their names in Python. */
export interface ScheduledLines {
  R: readonly MarkedLine[];
  W: readonly MarkedLine[];
  /** The thread's own, and what all threads share. */
  local: string;
  shared: string;
  /** What is shared before the first of these lines, as `repr` has it. */
  initially(values: Values): string;
}

/** How far a run has come, in few words; and whether what must not happen has happened. */
export interface Tally {
  text: string;
  isBroken: boolean;
}

/** Makes the server: everything that `server.py` does from its first line to `reactor.run()`. */
export type ServerProgram = (env: ServerEnvironment) => void;

/** What a `server.ts` is given. */
export interface ServerEnvironment {
  readonly reactor: Reactor;
  /**
   * Python's `time`, on the virtual clock. `sleep(seconds)` holds the reactor thread; code in a worker says
   * `yield* time.sleepInThread(seconds)`, or `computeInThread`.
   */
  readonly time: {
    sleep(seconds: number): void;
    sleepInThread(seconds: number): ThreadCode<void>;
    /** `while time.thread_time() < until: pass`, in a worker: it holds Python's lock whenever nobody else wants it. */
    computeInThread(seconds: number): ThreadCode<void>;
  };
  /**
   * Says that a line of `server.py` starts to run, by its text.
   * Once more when it goes on after a function of the file that it called.
   * @param nth which of them, from 1, when `server.py` has it more than once.
   * @throws Error when `server.py` has no such line, or more than one and `nth` is left out.
   */
  at(line: string, nth?: number): void;
  /**
   * A function of the file that a Deferred calls, or a coroutine in its place: what it gets and what comes of it is in the recording, as `callback` or
   * `errback` and `callbackEnd`, where the scenario has `callbacks`.
   */
  called<T, R>(name: string, f: (got: T) => R): (got: T) => R;
  /** Python's `print` of one string. */
  print(text: string): void;
  readonly values: Values;
}

/** A fact of the story: reached when its machine enters that state, at an event. */
export interface Beat {
  id: string;
  /** At most 15 words, from the run: numbers come from `facts`. */
  caption(recording: Recording, values: Values): string;
  /** Parts of the stage to light up. */
  focus: readonly FocusTarget[];
}

export type FocusTarget =
  | 'wire'
  | 'receiveBuffer'
  | 'reads'
  | 'calls'
  | 'listenQueue'
  | 'readiness'
  | 'reactor'
  | 'loop'
  | 'sendBuffer'
  | 'writeBuffer'
  | 'costs'
  | 'cpu'
  | 'waits'
  | 'workers'
  | 'idleTimers'
  | 'kernel'
  | 'ack'
  | 'peerKernel'
  | 'peerCode'
  | 'notes'
  | 'nat'
  | 'slot'
  | 'bell'
  | 'cars'
  | 'yard'
  | 'queue'
  | 'counters'
  | 'balance'
  | 'board'
  | 'hands'
  | 'disc'
  | 'order'
  | 'code';

export interface Bet {
  /** Asked from the run: "A sends at 1.5 s. When is the reply?" */
  question(recording: Recording, values: Values): string;
  /** Distinct answers in words. */
  options(recording: Recording, values: Values): readonly string[];
  /** Index of the true one. */
  answer(recording: Recording, values: Values): number;
  /** One or two sentences that say why, after the bet. */
  because(recording: Recording, values: Values, chosen: number | null): string;
  /** Index of the event that settles it: passing it counts as a skip. Playing and stepping ask there. */
  moment(recording: Recording, values: Values): number;
  /** Where playing and stepping ask, if that is earlier than what settles it. */
  asked?(recording: Recording, values: Values): number;
}

/** What the stage shows. A layer that a scenario does not name is not drawn. */
export type Layer =
  | 'wire'
  | 'receiveBuffer'
  | 'listenQueue'
  | 'readiness'
  | 'idleTimers'
  | 'reactor'
  | 'loop'
  | 'sendBuffer'
  | 'nat'
  | 'workers';

/** What the course says of a scenario: see `scenarios/lessons.ts`. */
export interface Lesson {
  id: string;
  /** 1–6. */
  chapter: number;
  /** In the course, from 1. */
  place: number;
  title: string;
  question: string;
}

/** A scenario with its place in the course: what a page, an embed and the command line show. */
export type Taught = Scenario & Lesson & Aside;

export interface Scenario {
  /** A run that was made already, and stands for every run of it: what a frozen file shows. */
  recorded?: Recording;
  /** That of its lesson, and its folder. */
  id: string;
  takeaway: string;
  /** The first is the one that leads. */
  parameters: Readonly<Record<string, Parameter>>;
  /** Values of the longest run that the sliders can give, whatever the variant; the defaults for those left out. */
  longest?: Values;
  /** End of the time axis, ms, where a slider sets how long a run lasts; without it, the end of the `longest` run. */
  axisMs?(values: Values): number;
  variants: readonly [Variant, ...Variant[]];
  /** What the clients do: it plays while the run is made, and hears its events. */
  clients: AnyStateMachine;
  /** What the run is a story of: it is told of the finished recording. */
  story: AnyStateMachine;
  /** In telling order; a run has those that happened. */
  beats: readonly Beat[];
  network(values: Values): Partial<NetOptions>;
  /** The hosts' names that its servers may look up. */
  names?: HostNames;
  /** What its servers and its network need beyond what every run has. */
  parts?: Parts;
  /** What the network and a client's kernel are like for one client, where it is not the common network. */
  clientOptions?(
    values: Values,
    seed: number,
    variantId: string,
  ): Readonly<Record<string, ClientOptions>>;
  /** Who takes part, where that hangs on the values or the variant; without it, everyone of `roles`. */
  takePart?(values: Values, variantId: string): readonly string[];
  /** What was measured of such a run elsewhere; the picture shows it with its tag. */
  figures?(values: Values, variantId: string): readonly Figure[];
  /** What the reader must know of such a run, under the picture's rows: the same in words that grow shorter. */
  notes?(values: Values, variantId: string): readonly string[];
  /** A sign at each line of the code for who ran it, by its number, and what the signs mean, over the code. */
  signs?: { words: string; of(recording: Recording): Readonly<Record<number, string>> };
  /** The recording tells of each function of the file that a Deferred calls, or a coroutine in its place. */
  callbacks?: true;
  /** Whom the reader may type lines as; without it, nobody. */
  typing?: Typing;
  /**
   * What all orders of the marked lines come to, for a scenario whose threads the reader schedules; and what one does that
   * breaks the program, in words: “oversell”.
   */
  orders?(values: Values, variantId: string): OrdersFound & { breaks: string };
  /** Runs at every position of one slider, for a picture that shows what they come to. */
  sweep?: Sweep;
  /** What has come of it up to event `index`. */
  tally?(recording: Recording, index: number): Tally;
  /** The run draws lots from the seed of the address: the page offers to draw again. */
  usesSeed?: true;
  /** The run stops at this time in ms; without it, when nothing can happen any more. */
  untilMs?(values: Values): number;
  backlog?: number;
  /** The reactor that a run of these values needs, whatever is asked for. */
  reactor?(values: Values): 'select' | 'epoll' | undefined;
  bet: Bet;
  /** The main picture, and what it is told. */
  picture: Picture;
  /** Under the picture: lanes of clients to scale, moments of the network to scale or on a logarithmic axis, or nothing. */
  timeline: 'lanes' | 'moments' | 'logarithmic' | 'none';
  layers: readonly Layer[];
  /** The panels of its embed, first the one at its own address, where one of its pictures is too much for a slide or its file. */
  embedPanels?: readonly ('timeline' | 'machine' | 'code')[];
  /** What a client is there for, on its lane: "chat", "report". */
  roles: Readonly<Record<string, string>>;
  /** Compare's default: `block:0`, a variant's id, or `seed:2` where lots are drawn. */
  compare: string;
  /** The same for single variants, where the run is better compared with something else. */
  compareIn?: Readonly<Record<string, string>>;
  /** Nouns that only the picture uses; those of captions, code and bet are found there. */
  nouns?: readonly Noun[];
}

/** What a page says beside a scenario, rendered ahead. No script carries it, and so it is a module of its own (`aside.ts`). */
export interface Aside {
  /** Where the same thing exists elsewhere, one sentence each; true without Twisted at hand. */
  elsewhere?: Elsewhere;
  /**
   * Claims of the post (ids of `scenarios/course/claims.ts`) that this scenario corrects, each with the
   * query that opens it where it shows: `{ 'cannot-accept': '?step=knocking' }`.
   */
  claims?: Readonly<Record<string, string>>;
}

/** That the reader may be a client, and what it makes of the story. */
export interface Typing {
  /** Clients whose lines end in CR LF, one of them first in the list of choices. */
  as: readonly [string, ...string[]];
  /** Whether all captions are true beside this line; without it none is told from the first line on. */
  holds?(line: TypedLine): boolean;
}

/** Times of the real thing, for a run whose own code takes none. */
export interface Figure {
  /** "500 clients". */
  label: string;
  /** What took how long, one after the other. */
  parts: readonly { name: string; durationMs: number }[];
  tag: 'measured' | 'modelled' | 'extrapolated';
  /** It is that of the present values. */
  present: boolean;
}

/** The words that everything here is told in; each has a card. */
export type Noun = 'client' | 'buffer' | 'reactor' | 'handler' | 'worker' | 'Deferred';

/** One sentence for who knows asyncio, one for who knows Node. */
export interface Elsewhere {
  /** How Twisted itself says it today, where the code shown is the older way or leaves something out. */
  twisted?: string;
  asyncio?: string;
  node?: string;
}
