export interface Event {
  type: string;
}

export interface Args {
  context: Record<string, unknown>;
  event: Event;
}

export type Action = string | { type: string; params?: unknown };
export type Guard = string | { type: string; params?: unknown };

interface TransitionConfig {
  target?: string;
  guard?: Guard;
  reenter?: boolean;
  actions?: Action | Action[];
}
type Transitions = string | TransitionConfig | (string | TransitionConfig)[];

export interface Config {
  id?: string;
  type?: 'parallel' | 'final' | 'compound' | 'atomic';
  context?: Record<string, unknown> | ((args: { input: unknown }) => Record<string, unknown>);
  initial?: string;
  states?: Record<string, Config>;
  on?: Record<string, Transitions>;
  after?: Record<string, Transitions>;
  always?: Transitions;
  entry?: Action | Action[];
  exit?: Action | Action[];
  meta?: unknown;
  description?: string;
}

export interface Implementations {
  actions: Record<string, (args: Args, params: unknown) => void>;
  guards: Record<string, (args: Args, params: unknown) => boolean>;
  delays: Record<string, number | ((args: Args) => number)>;
}

export interface Transition {
  source: StateNode;
  target: StateNode | undefined;
  guard: Guard | undefined;
  /** Leaves and enters the source too, though the target lies in it. */
  reenter: boolean;
  actions: readonly Action[];
}

const transitionNames = new Set('target guard actions reenter description meta'.split(' '));
const known = new Set(
  'id type context initial states on after always entry exit meta description'.split(' '),
);

let made = 0;

/** A state of a machine, with its transitions found. */
export class StateNode {
  readonly key: string;
  readonly id: string;
  readonly config: Config;
  readonly parent: StateNode | undefined;
  readonly children: readonly StateNode[];
  readonly states: Readonly<Record<string, StateNode>>;
  readonly entry: readonly Action[];
  readonly exit: readonly Action[];
  readonly meta: unknown;
  readonly parallel: boolean;
  readonly final: boolean;
  /** Place in the document. */
  readonly order: number;
  /** Delays of this state, with the event that each ends in. */
  readonly after: readonly (readonly [delay: string, type: string])[];
  #transitions: Map<string | undefined, Transition[]> | undefined;

  constructor(key: string, id: string, config: Config, parent: StateNode | undefined) {
    // Tests make every machine with these checks; in an embed they would be as many bytes that never say anything.
    if (import.meta.env.DEV) {
      for (const name of Object.keys(config)) {
        if (!known.has(name)) throw new Error(`${id}: "${name}" is left out of the built site`);
      }
    }
    this.order = made++;
    this.key = key;
    this.id = id;
    this.config = config;
    this.parent = parent;
    this.children = Object.entries(config.states ?? {}).map(
      ([name, child]) => new StateNode(name, child.id ?? `${id}.${name}`, child, this),
    );
    this.states = Object.fromEntries(this.children.map((child) => [child.key, child]));
    this.entry = list(config.entry);
    this.exit = list(config.exit);
    this.meta = config.meta;
    this.parallel = config.type === 'parallel';
    this.final = config.type === 'final';
    this.after = Object.keys(config.after ?? {}).map((delay) => [
      delay,
      `xstate.after.${delay}.${id}`,
    ]);
  }

  /** Transitions on an event, or (undefined) those that need none, in order. */
  transitions(type: string | undefined): readonly Transition[] {
    this.#transitions ??= this.#findTransitions();
    return this.#transitions.get(type) ?? [];
  }

  /** The children that are entered with this state: every region, or the one given or initial. */
  entered(chosen?: StateNode): readonly StateNode[] {
    if (this.parallel || this.children.length === 0) return this.children;
    if (chosen) return [chosen];
    const initial = this.states[this.config.initial ?? ''];
    if (import.meta.env.DEV && !initial) throw new Error(`${this.id}: no initial state`);
    return [initial!];
  }

  #findTransitions(): Map<string | undefined, Transition[]> {
    const { on = {}, after = {}, always } = this.config;
    const found = new Map<string | undefined, Transition[]>();
    for (const [type, given] of Object.entries(on)) found.set(type, this.#read(given));
    for (const [delay, type] of this.after) found.set(type, this.#read(after[delay]!));
    if (always) found.set(undefined, this.#read(always));
    return found;
  }

  #read(given: Transitions): Transition[] {
    return list(given).map((each) => {
      const config: TransitionConfig = typeof each === 'string' ? { target: each } : each;
      if (import.meta.env.DEV) {
        for (const name of Object.keys(config)) {
          if (!transitionNames.has(name)) {
            throw new Error(`${this.id}: "${name}" of a transition is left out of the built site`);
          }
        }
      }
      const { target, guard, actions, reenter = false } = config;
      return {
        source: this,
        target: target === undefined ? undefined : this.#find(target),
        guard,
        actions: list(actions),
        reenter,
      };
    });
  }

  /** `name`: beside this state. `.name`: in it. */
  #find(target: string): StateNode {
    const inside = target.startsWith('.');
    const found = inside ? this.states[target.slice(1)] : this.parent?.states[target];
    if (import.meta.env.DEV && !found) throw new Error(`${this.id}: unknown target "${target}"`);
    return found!;
  }
}

/** The state and all in it. */
export function collect(node: StateNode): StateNode[] {
  return [node, ...node.children.flatMap(collect)];
}

export function isWithin(node: StateNode, outer: StateNode): boolean {
  for (let at: StateNode | undefined = node; at; at = at.parent) if (at === outer) return true;
  return false;
}

function list<T>(given: T | T[] | undefined): T[] {
  return given === undefined ? [] : Array.isArray(given) ? given : [given];
}
