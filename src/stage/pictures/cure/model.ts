import type { Recording } from '../../../recording/recording';
import type { Grade, Judgement, Picture } from '../../../scenario/picture';
import type { SweepPoint } from '../../../scenario/sweep';
import type { Values } from '../../../scenario/types';

type CureTold = Picture<'cure'>;

/** What has become known of placements: by reactor, ticket and cure. A run of one is always the same. */
export type Known = Map<string, Judgement>;

/** A ticket's row. */
export interface TicketRow {
  /** Place in the tray of the cure that it has. */
  chosen: number;
  isPresent: boolean;
  /** What each cure comes to, as far as its run was made. */
  tried: readonly (Cell | null)[];
  /** That of the chosen one. */
  judgement: Judgement | null;
}

/** What a cure comes to, in its cell. */
export interface Cell {
  grade: Grade;
  /** Who else waits for longer than the budget. */
  others: readonly string[];
}

const keyOf = (reactor: string | undefined, ticket: number, cure: number): string =>
  [reactor, ticket, cure].join('.');

/** Keeps what a run and those beside it came to. The values of a run are its own: a newer one may be on its way. */
export function learn(
  known: Known,
  told: CureTold,
  recording: Recording,
  points: readonly SweepPoint[],
): void {
  const { ticket, placement } = told.placed(recording);
  const keep = (value: number, judgement: Judgement): void => {
    known.set(keyOf(recording.reactor, value - 1, placement[value - 1]!), judgement);
  };
  for (const { value, judged } of points) if (judged) keep(value, judged);
  keep(ticket, told.judge(recording, told.who));
}

/** Who else waits for longer than the budget. */
function othersOf({ who, budgetNs }: CureTold, { worstNs, nameNs }: Judgement): string[] {
  return [...(worstNs > budgetNs ? [who.chats] : []), ...(nameNs > budgetNs ? [who.names] : [])];
}

/** The rows of a placement, with what is known of them. */
export function rowsOf(
  known: Known,
  told: CureTold,
  values: Values,
  reactor: string | undefined,
): TicketRow[] {
  const placement = told.read(values[told.cures]!);
  return told.tickets.map((_, i) => {
    const found = told.tray.map((_, cure) => known.get(keyOf(reactor, i, cure)) ?? null);
    return {
      chosen: placement[i]!,
      isPresent: values[told.ticket] === i + 1,
      tried: found.map(
        (judgement) =>
          judgement && { grade: told.grade(judgement), others: othersOf(told, judgement) },
      ),
      judgement: found[placement[i]!]!,
    };
  });
}

/** What all tickets come to: how many keep the budget, and the memory of all; null until each run is there. */
export function scoreOf(rows: readonly TicketRow[]): { kept: number; memoryKb: number } | null {
  if (rows.some(({ judgement }) => judgement === null)) return null;
  return {
    kept: rows.filter(({ chosen, tried }) => tried[chosen]!.grade === 'kept').length,
    memoryKb: rows.reduce((sum, { judgement }) => sum + judgement!.memoryKb, 0),
  };
}

/** What the reader changes: a cure for a ticket, which is then looked at. */
export function placed(
  told: CureTold,
  values: Values,
  ticket: number,
  cure: number,
): Record<string, number> {
  const placement = told.read(values[told.cures]!).map((was, i) => (i === ticket ? cure : was));
  return { [told.ticket]: ticket + 1, [told.cures]: told.write(placement) };
}

const KEYS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** The place of the tray that an arrow key leads to; null for another key. */
export function cureByKey(key: string, chosen: number, count: number): number | null {
  const by = Object.hasOwn(KEYS, key) ? KEYS[key]! : null;
  return by === null ? null : (chosen + by + count) % count;
}
