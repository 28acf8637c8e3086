import type { RailPair } from '../player/measures/rails';
import type { Recording } from '../recording/recording';

/** Where a job is: on the reactor's thread, in a thread that waits or computes, or in a program of its own. */
export type JobPlace = 'reactor' | 'waits' | 'computes' | 'apart';

/** What fires a Deferred: with `none`, only the code that made it. */
export type Engine = 'none' | 'timer' | 'network' | 'thread';

/** `kept`: nobody else waits for longer than the budget. `felt`: somebody does; `waits`: so long that a person notices. */
export type Grade = 'kept' | 'felt' | 'waits';

/** The clients by whose waits a cure is judged. */
export type Judged = Readonly<Record<'chats' | 'names' | 'wants' | 'program', string>>;

/** What a cure comes to for a ticket, from its run. */
export type Judgement = Readonly<{
  /** Waits of who chats, for the lines of the two seconds from when the work is asked for: the middle one, the 99th of a hundred, the longest. */
  p50Ns: number;
  p99Ns: number;
  worstNs: number;
  /** The longest wait of who asks for a name. */
  nameNs: number;
  /** From when the work is first asked for until the last answer. */
  doneNs: number;
  /** What threads, processes and a second program take at most at once. */
  memoryKb: number;
  threads: number;
  processes: number;
}>;

/**
 * What each main picture (`src/stage/pictures/<name>/`) is told by the scenario that has it. A picture knows no
 * client, parameter or line of its own.
 */
/** A function that can be a car: which rail it runs on, and the letter that stands for it in a word. */
export interface Car {
  letter: string;
  name: string;
  rail: 'callback' | 'errback';
}

interface Told {
  /** Everything between the clients and the handlers; it shows what the scenario's `layers` name. */
  machine: object;
  /** The bytes that `client` sends, as a tape. */
  tape: { client: string };
  /** The cells of a turn, and the order in which things came. */
  turn: object;
  /**
   * The way between our code and that of `client`. `remembers`: the parameter that says for how many minutes a box in
   * the middle remembers; without it there is none.
   */
  path: { client: string; remembers?: string };
  /**
   * Where the bytes wait that one client's lines become. `writes` writes the lines, with `call`; `rows` have a row each,
   * the writer first; the others are a crowd. `count`: the parameter that says how many clients there are in all, those
   * that do not run included. `costs` is over the figures: the same in words that grow shorter, and as it is spoken.
   */
  trays: {
    writes: string;
    call: string;
    rows: readonly string[];
    count: string;
    costs: { titles: readonly string[]; spoken: string };
  };
  /**
   * Lines of code to be sorted. `asks` asks for one after the other, with `line`, and `done` is the answer; `other`
   * waits meanwhile. A line may hold the reactor for `mayHoldNs`. `own` is what Twisted has instead of a line, by its
   * code, and the place that stands for it.
   */
  cards: {
    asks: string;
    other: string;
    done: string;
    questions: readonly { line: string; code: string; place: 'reactor' | 'thread' | 'process' }[];
    mayHoldNs: number;
    own: Readonly<Record<string, { name: string; place?: 'reactor' | 'thread' | 'process' }>>;
  };
  /**
   * Pools of threads as counters with a queue of tickets before them. Named are the parameters that a reader sets in it:
   * how many jobs come a second, how long one takes (s), and how many threads there are.
   */
  counters: { arrivals: string; job: string; pool: string };
  /**
   * What two threads share, in the middle, and a hand on each side; the reader says whose turn it is. `schedule`: the
   * parameter that holds the order. `shared` and `local`: what the threads share, and the variable that each has of its
   * own, by their names.
   */
  whiteboard: { schedule: string; shared: string; local: string };
  /**
   * A clock of which a job takes its share, again and again; beside it the program that has the job. `job`, `every` and
   * `patience` are parameters, in s: how long it takes, how often it is due, and for how long one of `asks` waits.
   * `places` are the variants: where the job is, which the reader moves. Apart, it is that of the client `program`.
   */
  clock: {
    job: string;
    every: string;
    patience: string;
    asks: readonly string[];
    program: string;
    places: Readonly<Record<JobPlace, string>>;
  };
  /**
   * The reactor’s thread from close up, with the pieces of somebody’s work and the lines of others that pass between them;
   * beside it what runs at every value of the parameter `slice` (ms) come to: the longest wait of `waits`, and how long
   * `works` waits for its work. `passes` have a row each, and `turnMs` is what a turn costs.
   */
  slices: {
    slice: string;
    waits: string;
    works: string;
    passes: readonly string[];
    turnMs: number;
  };
  /**
   * What `client` is sent, on its way from a file (of so many MB as the parameter `file` says) through our buffer, our
   * kernel and the client's; who shuts which of them; and what all of our buffers hold. `clients` is the parameter that says
   * how many get it, and `rate` the one that the reader sets in it: how many MB a second a client reads.
   */
  tank: { client: string; file: string; clients: string; rate: string };
  /**
   * The wall between the reactor's thread and the workers, with the slot of `callFromThread` and the waker's bell, and
   * where the wait of `client` goes. `hangUp`: the parameter that says when it hangs up, in tenths of a second of the
   * run; at its largest value it stays. `other` is a client that only chats.
   */
  wall: { client: string; other: string; hangUp: string };
  /**
   * The same wall with a hand that reaches over it: what a worker writes to `client` itself, and whom the call was asked
   * about in which the reactor sleeps. `reactor`, `next` and `quiet` are parameters that the reader sets in it: what the
   * reactor asks with, which of `deeds` is done next (in words that grow shorter; the value `never`: none), and how many s
   * after `doneNs`, when the worker has what it writes. `axisMs` is the end of a run’s time axis.
   */
  reach: {
    client: string;
    reactor: string;
    next: string;
    quiet: string;
    deeds: readonly (readonly string[])[];
    never: number;
    doneNs: number;
    axisMs: (quiet: number) => number;
  };
  /**
   * Who has Python's lock: a disc among the reactor and its workers, and in each other process one of its own. `jobs`
   * and `interval` (ms) are the parameters that the reader sets in it; `free` is the variant that has no lock.
   */
  baton: { jobs: string; interval: string; free: string };
  /**
   * Tickets, and a tray of cures for each: what the reader's placement comes to, run by run. `ticket` and `cures` are the
   * parameters that the reader sets in it: which ticket is looked at, and the cure of each, which `read` and `write` put into
   * places of the tray and back. `names` grow shorter; `lesson` teaches the cure.
   */
  cure: {
    ticket: string;
    cures: string;
    tickets: readonly (readonly string[])[];
    tray: readonly {
      id: string;
      names: readonly string[];
      lesson: { id: string; title: string };
    }[];
    read: (value: number) => readonly number[];
    write: (placement: readonly number[]) => number;
    /** Which ticket a run is of, from 1, and the cure of each. */
    placed: (recording: Recording) => { ticket: number; placement: readonly number[] };
    /** Who chats, asks for names and wants the work, and the second program. */
    who: Judged;
    judge: (recording: Recording, who: Judged) => Judgement;
    grade: (judgement: Judgement) => Grade;
    budgetNs: number;
  };
  /** Whom the reactor asks about, or who sleeps in a thread of its own. */
  readiness: object;
  /**
   * A Deferred as a piece of track: a slot for the value at its head, behind it `car`, which is to be called. It is the
   * answer to what `client` asks for. `engines` are what may fill the slot, each with the variant in which it does;
   * `plain` is the variant that has no Deferred.
   */
  rails: {
    client: string;
    car: string;
    plain: string;
    engines: readonly { engine: Engine; variant: string; name: string }[];
  };
  /**
   * A Deferred as two rails with pairs of cars, which the reader moves: that of what `client` asks for first. `order` is
   * the parameter that says which cars there are, which `read` and `write` put into pairs and back; `letsGo` is the line
   * with which the client has the Deferred forgotten, which `holder` holds. In the variant of `coroutine` the function of that
   * name calls the cars, and the Deferred is fired at its end.
   */
  chain: {
    client: string;
    order: string;
    letsGo: string;
    holder: string;
    coroutine: { variant: string; name: string };
    cars: readonly Car[];
    read: (value: number) => readonly RailPair[];
    write: (pairs: readonly RailPair[]) => number;
  };
}

export type PictureName = keyof Told;

/** A scenario's main picture, with what it is told: `{ name: 'path', client: 'A' }`. */
export type Picture<Name extends PictureName = PictureName> = {
  [N in Name]: { name: N } & Told[N];
}[Name];
