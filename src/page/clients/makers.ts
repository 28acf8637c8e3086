import { measured, onAxis, type Making, type Run } from '../../session/run';
import { playScenario, variantOf } from '../../scenario/runScenario';
import { sourceOf } from '../../scenario/pythonLines';
import type { Scenario } from '../../scenario/types';
import type { Session } from '../../session/session.svelte';
import { tellable } from '../workshop/story';
import { messageOf } from '../../session/messageOf';

type Maker = Session['maker'];

/** What makes a page's runs: the simulator, unless a reader's clients or real Twisted take its place, or both. */
export class Makers {
  readonly #session: Session;
  readonly #simulator: Maker;
  readonly #view: Session['bet']['view'];
  /** The scenario with the clients that a reader changed, for a run; null where they are its own. */
  script: ((making: Making) => Scenario) | null = null;
  /** Real Twisted, while it makes the runs. */
  real: Maker | null = null;

  constructor(session: Session) {
    this.#session = session;
    this.#simulator = session.maker;
    this.#view = session.bet.view;
  }

  /** The scenario as its runs are made now. */
  scenarioFor(making: Making): Scenario {
    return this.script?.(making) ?? this.#session.scenario;
  }

  /** Puts into the session what makes its runs now. */
  use(): void {
    const { script } = this;
    this.#session.maker =
      this.real ?? (script === null ? this.#simulator : { make: (makings) => this.#make(makings) });
    if (script === null) this.withBet();
    else this.withoutBet();
  }

  /** What another run does is no answer to the lesson's question. */
  withoutBet(): void {
    const { bet } = this.#session;
    bet.pass();
    bet.view = () => null as never;
  }

  withBet(): void {
    this.#session.bet.view = this.#view;
  }

  #make(makings: readonly Making[]): void {
    const session = this.#session;
    try {
      const [run, other = null] = makings.map((making) => this.run(making)) as [Run, Run?];
      const endNs = Math.max(onAxis(run.endNs), onAxis(other?.endNs ?? 0));
      session.hear({ kind: 'made', run, other, axisEndNs: Math.max(session.axisEndNs, endNs) });
    } catch (error) {
      session.notice = messageOf(error);
    }
  }

  /** The simulator's run with the present clients: with those beats of the story that are true of it. @throws what it throws */
  run(making: Making): Run {
    const { scenario } = this.#session;
    const { variantId, values, ...options } = making;
    const { recording } = playScenario(this.scenarioFor(making), variantId, values, options);
    const source = sourceOf(variantOf(scenario, variantId), values);
    const beats = tellable(scenario, recording, values, source);
    const run = { ...measured({ ...recording, beats }), making };
    return this.script === null ? run : { ...run, isChanged: true };
  }
}

const known = new WeakMap<Session, Makers>();

/** Those of a session: whoever changes what makes its runs, changes it there. */
export function makersOf(session: Session): Makers {
  let makers = known.get(session);
  if (makers === undefined) known.set(session, (makers = new Makers(session)));
  return makers;
}
