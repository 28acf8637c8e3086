/**
 * What each main picture (`src/stage/pictures/<name>/`) is told by the scenario that has it. A picture knows no
 * client, parameter or line of its own.
 */
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
  /** Whom the reactor asks about, or who sleeps in a thread of its own. */
  readiness: object;
}

export type PictureName = keyof Told;

/** A scenario's main picture, with what it is told: `{ name: 'path', client: 'A' }`. */
export type Picture<Name extends PictureName = PictureName> = {
  [N in Name]: { name: N } & Told[N];
}[Name];
