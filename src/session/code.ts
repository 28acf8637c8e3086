import { NOTICEABLE_NS } from '../player/measures/noticeable';
import type { CodeMarks } from '../player/world/world.types';
import { sourceOf } from '../scenario/pythonLines';
import { worldOf } from './pictures';
import type { Session } from './session.svelte';
import { formatDigits } from './words';

/** The server's code at the present moment. */
export interface CodeNow extends CodeMarks {
  source: string;
  /** The line that runs holds the thread. */
  blocked: boolean;
  /** The present value of each constant that a slider sets, as Python writes it. */
  constants: Readonly<Record<string, string>>;
  /** A sign at a line, by its number, where the scenario has them. */
  signs: Readonly<Record<number, string>> | undefined;
}

const NOWHERE: CodeMarks = { line: null, ran: null, others: [] };

/** The code of the chosen variant, and where the run is in it. */
export function codeOf(session: Session): CodeNow {
  const { scenario, variant, values } = session;
  const world = worldOf(session);
  return {
    source: sourceOf(variant, values),
    ...(world?.code ?? NOWHERE),
    blocked: (world?.reactor.block?.durationNs ?? 0) > NOTICEABLE_NS,
    constants: Object.fromEntries(
      Object.entries(scenario.parameters).flatMap(([id, parameter]) =>
        parameter.constant === undefined
          ? []
          : [[parameter.constant, formatDigits(values[id]!, parameter)]],
      ),
    ),
    signs: session.run === null ? undefined : scenario.signs?.of(session.run.recording),
  };
}
