import type { Scenario } from '../scenario/types';
import { Offload } from './offload';
import { measured, type Making, type Run } from './run';
import { RunMaker, type Made } from './runMaker';
import type { RunAnswer, RunWorker } from './runWorker';

/** Makes the runs that take long in a worker, the others here. Of several requests the newest counts. */
export class WorkerRunMaker extends RunMaker {
  readonly #offload: Offload;
  /** Null once it has failed. */
  #worker: (() => Promise<RunWorker>) | null;
  /** Number of the newest request for a run; an answer to an older one is dropped. */
  #request = 0;

  constructor(
    scenario: Scenario,
    take: (made: Made) => void,
    worker: () => Promise<RunWorker>,
    offload = new Offload(),
  ) {
    super(scenario, take);
    this.#worker = worker;
    this.#offload = offload;
  }

  override make(makings: readonly Making[]): void {
    this.#request++;
    const worker = this.#worker;
    if (worker !== null && this.#offload.isSlow(makings[0]!)) void this.#makeThere(makings, worker);
    else super.make(makings);
  }

  protected override makeOne(making: Making): Run {
    return this.#offload.measure(making, () => super.makeOne(making));
  }

  async #makeThere(makings: readonly Making[], worker: () => Promise<RunWorker>): Promise<void> {
    const request = this.#request;
    const spans = this.unspanned(makings);
    this.take({ kind: 'computing' });
    let answer: RunAnswer | null = null;
    try {
      answer = await (await worker()).run({ makings, spans });
    } catch {
      // There is no worker, or the run itself fails: here it is made, or said why not.
      this.#worker = null;
    }
    if (request !== this.#request) return;
    if (answer === null) {
      super.make(makings);
      return;
    }
    const [run, other] = answer.recordings.map((recording, i) => ({
      ...measured(recording),
      making: makings[i]!,
    }));
    for (const making of spans) this.span(making, answer.axisEndNs);
    this.#offload.note(makings[0]!, run!);
    this.take(this.made(makings, run!, other ?? null));
  }
}
