// Stands in for XState in the built site: the part of it that this project's machines use, in a fifth
// of the bytes. Everything else runs on XState itself; tests/site/statechart.test.ts holds the two alike.
// A machine that uses more than this knows is refused when it is made, so the build fails, not the page.
import {
  collect,
  isWithin,
  StateNode,
  type Args,
  type Config,
  type Event,
  type Implementations,
  type Transition,
} from './statechartNodes.ts';

type Context = Record<string, unknown>;

export interface Snapshot {
  status: 'active' | 'done' | 'error';
  value: unknown;
  context: Context;
}

interface Clock {
  setTimeout(run: () => void, delay: number): unknown;
  clearTimeout(handle: unknown): void;
}

interface Observer {
  next?(snapshot: Snapshot): void;
  error?(error: unknown): void;
}

type Assigner = ((args: Args, params: unknown) => Context) | Context;
const assigners = new WeakMap<object, Assigner>();

/** Changes the context: by a function that gives the new parts, or by one function for each part. */
export function assign(assigner: Assigner): () => void {
  const action = (): void => {
    throw new Error('assign is for machines');
  };
  assigners.set(action, assigner);
  return action;
}

export class StateMachine {
  readonly id: string;
  readonly config: Config;
  readonly root: StateNode;
  readonly implementations: Implementations;

  constructor(config: Config, implementations: Partial<Implementations>, root?: StateNode) {
    this.id = config.id ?? '(machine)';
    this.config = config;
    this.root = root ?? new StateNode(this.id, this.id, config, undefined);
    this.implementations = { actions: {}, guards: {}, delays: {}, ...implementations };
  }

  /** Names of the events that some state listens to. */
  get events(): string[] {
    return [...new Set(collect(this.root).flatMap((node) => Object.keys(node.config.on ?? {})))];
  }

  provide(more: Partial<Implementations>): StateMachine {
    const { actions, guards, delays } = this.implementations;
    return new StateMachine(
      this.config,
      {
        actions: { ...actions, ...more.actions },
        guards: { ...guards, ...more.guards },
        delays: { ...delays, ...more.delays },
      },
      this.root,
    );
  }
}

export function setup(implementations: Partial<Implementations>): {
  createMachine(config: Config): StateMachine;
} {
  const { actions = {}, guards = {}, delays = {} } = implementations;
  return { createMachine: (config) => new StateMachine(config, { actions, guards, delays }) };
}

export function createActor(
  machine: StateMachine,
  options: { input?: unknown; clock?: Clock } = {},
): Actor {
  return new Actor(machine, options);
}

class Actor {
  readonly #machine: StateMachine;
  readonly #clock: Clock | undefined;
  readonly #observers: Observer[] = [];
  readonly #mailbox: Event[] = [];
  readonly #timers = new Map<string, unknown>();
  /** States that are entered. */
  readonly #active = new Set<StateNode>();
  #context: Context;
  #snapshot: Snapshot;
  /** What entering the first states does, kept back until the start; undefined after it. */
  #deferred: (() => void)[] | undefined = [];
  #processing = false;

  constructor(machine: StateMachine, { input, clock }: { input?: unknown; clock?: Clock }) {
    this.#machine = machine;
    this.#clock = clock;
    const { context = {} } = machine.config;
    this.#context = typeof context === 'function' ? context({ input }) : context;
    const event = { type: 'xstate.init', input };
    this.#enter(machine.root, event);
    this.#settle(event);
    this.#snapshot = this.#picture();
  }

  getSnapshot(): Snapshot {
    return this.#snapshot;
  }

  subscribe(observer: Observer | ((snapshot: Snapshot) => void)): void {
    this.#observers.push(typeof observer === 'function' ? { next: observer } : observer);
  }

  start(): this {
    const deferred = this.#deferred ?? [];
    this.#deferred = undefined;
    this.#process(() => {
      for (const effect of deferred) effect();
    });
    return this;
  }

  send(event: Event): void {
    this.#mailbox.push(event);
    if (!this.#processing && this.#deferred === undefined) this.#process(() => {});
  }

  /** Does `first`, then everything in the mailbox, one after the other. */
  #process(first: () => void): void {
    this.#processing = true;
    try {
      first();
      this.#tell();
      while (this.#mailbox.length > 0 && this.#snapshot.status === 'active') {
        const event = this.#mailbox.shift()!;
        if (this.#take(this.#enabled(this.#machine.root, event), event)) {
          this.#settle(event);
          this.#snapshot = this.#picture();
        }
        this.#tell();
      }
    } catch (error) {
      this.#snapshot = { ...this.#snapshot, status: 'error' };
      for (const observer of this.#observers) observer.error?.(error);
    } finally {
      this.#processing = false;
    }
    if (this.#snapshot.status !== 'active') {
      for (const id of this.#timers.keys()) this.#cancel(id);
      this.#mailbox.length = 0;
    }
  }

  #tell(): void {
    for (const observer of this.#observers) observer.next?.(this.#snapshot);
  }

  /** Takes transitions without an event until there is none. */
  #settle(event: Event): void {
    while (this.#take(this.#enabled(this.#machine.root, undefined, event), event));
  }

  /**
   * Transitions that an event enables (`undefined`: the ones without an event): the innermost of each
   * region, and an outer state's only where no state in it has one.
   */
  #enabled(node: StateNode, event: Event | undefined, cause = event): Transition[] {
    const inner = node.children
      .filter((child) => this.#active.has(child))
      .flatMap((child) => this.#enabled(child, event, cause));
    if (inner.length > 0) return inner;
    const own = node.transitions(event?.type).find(({ guard }) => this.#passes(guard, cause!));
    return own ? [own] : [];
  }

  /** One step: leaves, acts, enters. Returns whether there was anything to take. */
  #take(transitions: Transition[], event: Event): boolean {
    const kept = this.#withoutConflicts(transitions);
    const leaving = [...this.#active].filter((node) => kept.some((t) => this.#leaves(t, node)));
    leaving.sort((a, b) => b.order - a.order);
    for (const node of leaving) this.#leave(node, event);
    for (const { actions } of kept) this.#act(actions, event);
    for (const transition of kept) {
      const { target } = transition;
      if (target) this.#enterPath(this.#domain(transition), target, event);
    }
    return kept.length > 0;
  }

  #withoutConflicts(transitions: Transition[]): Transition[] {
    const kept: Transition[] = [];
    for (const transition of transitions) {
      const clash = kept.some((other) =>
        [...this.#active].some(
          (node) => this.#leaves(other, node) && this.#leaves(transition, node),
        ),
      );
      if (!clash) kept.push(transition);
    }
    return kept;
  }

  /** The innermost state that a transition does not leave. */
  #domain({ source, target, reenter }: Transition): StateNode {
    let domain = source;
    if (!reenter && isWithin(target!, source)) return domain;
    do domain = domain.parent ?? this.#machine.root;
    while (domain.parent && !isWithin(target!, domain));
    return domain;
  }

  #leaves(transition: Transition, node: StateNode): boolean {
    if (!transition.target) return false;
    const domain = this.#domain(transition);
    return node !== domain && isWithin(node, domain);
  }

  #leave(node: StateNode, event: Event): void {
    this.#act(node.exit, event);
    for (const [delay] of node.after) {
      const id = `${delay} of ${node.id}`;
      this.#effect(() => this.#cancel(id));
    }
    this.#active.delete(node);
  }

  #enterPath(domain: StateNode, target: StateNode, event: Event): void {
    const path: StateNode[] = [];
    for (let node = target; node !== domain; node = node.parent!) path.unshift(node);
    const [first, ...rest] = path;
    if (first) this.#enter(first, event, rest);
    else for (const child of domain.entered()) this.#enter(child, event);
  }

  /** Enters a state and, below it, the ones on `path`, else the initial ones. */
  #enter(node: StateNode, event: Event, path: StateNode[] = []): void {
    this.#active.add(node);
    this.#act(node.entry, event);
    for (const [delay, type] of node.after) this.#schedule(node, delay, type, event);
    const [next, ...rest] = path;
    for (const child of node.entered(next)) this.#enter(child, event, child === next ? rest : []);
  }

  #schedule(node: StateNode, delay: string, type: string, event: Event): void {
    const given = this.#machine.implementations.delays[delay] ?? Number(delay);
    const args = { context: this.#context, event };
    const time = typeof given === 'function' ? given(args) : given;
    if (import.meta.env.DEV && Number.isNaN(time))
      throw new Error(`${node.id}: unknown delay "${delay}"`);
    const id = `${delay} of ${node.id}`;
    this.#effect(() => {
      this.#timers.set(
        id,
        this.#clock!.setTimeout(() => {
          this.#timers.delete(id);
          this.send({ type });
        }, time),
      );
    });
  }

  #cancel(id: string): void {
    if (this.#timers.has(id)) this.#clock!.clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  #act(actions: Transition['actions'], event: Event): void {
    for (const action of actions) {
      const { type, params: given } = typeof action === 'string' ? { type: action } : action;
      const run = this.#machine.implementations.actions[type];
      if (import.meta.env.DEV && !run) throw new Error(`unknown action "${type}"`);
      const args = { context: this.#context, event };
      const params = typeof given === 'function' ? (given as (args: Args) => unknown)(args) : given;
      const assigner = assigners.get(run!);
      if (assigner) this.#assign(assigner, args, params);
      else this.#effect(() => run!(args, params));
    }
  }

  #assign(assigner: Assigner, args: Args, params: unknown): void {
    const parts =
      typeof assigner === 'function'
        ? assigner(args, params)
        : Object.fromEntries(
            Object.entries(assigner).map(([key, part]) => [
              key,
              typeof part === 'function'
                ? (part as (...a: unknown[]) => unknown)(args, params)
                : part,
            ]),
          );
    this.#context = { ...this.#context, ...parts };
  }

  #effect(effect: () => void): void {
    if (this.#deferred) this.#deferred.push(effect);
    else effect();
  }

  #passes(guard: Transition['guard'], event: Event): boolean {
    if (guard === undefined) return true;
    const { type, params: given } = typeof guard === 'string' ? { type: guard } : guard;
    const test = this.#machine.implementations.guards[type];
    if (import.meta.env.DEV && !test) throw new Error(`unknown guard "${type}"`);
    const args = { context: this.#context, event };
    return test!(
      args,
      typeof given === 'function' ? (given as (args: Args) => unknown)(args) : given,
    );
  }

  #picture(): Snapshot {
    const { root } = this.#machine;
    const done = root.children.some((child) => child.final && this.#active.has(child));
    const value = (node: StateNode): unknown => {
      const children = node.children.filter((child) => this.#active.has(child));
      if (node.parallel) return Object.fromEntries(children.map((c) => [c.key, value(c)]));
      const [child] = children;
      if (!child) return {};
      return child.children.length === 0 ? child.key : { [child.key]: value(child) };
    };
    return { status: done ? 'done' : 'active', value: value(root), context: this.#context };
  }
}
