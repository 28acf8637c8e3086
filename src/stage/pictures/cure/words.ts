import { durationText } from '../../../player/measures/durations';
import { memoryText } from '../../../player/measures/memory';
import type { Judgement, Picture } from '../../../scenario/picture';
import type { Cell, TicketRow } from './model';
import type { Column } from './layout';

type CureTold = Picture<'cure'>;

/** What a cell says of a cure that was tried: who else waits, or that nobody does. */
export const cellWords = ({ grade, others }: Cell): string =>
  grade === 'kept' ? '✓' : others.join(' ');

/** The same for who hears it. */
export function cellSpoken(cell: Cell | null): string {
  if (cell === null) return '';
  const { grade, others } = cell;
  if (grade === 'kept') return ', nobody else waits';
  return `, ${others.join(' and ')} ${others.length === 1 ? 'waits' : 'wait'}`;
}

/** What stands in a column of a row. */
export function columnWords(column: Column, { judgement, chosen, tried }: TicketRow): string {
  if (judgement === null) return '…';
  switch (column) {
    case 'p50':
      return durationText(judgement.p50Ns);
    case 'p99':
      return durationText(judgement.p99Ns);
    case 'worst':
      return durationText(judgement.worstNs);
    case 'memory':
      return memoryText(judgement.memoryKb);
    case 'waits':
      return tried[chosen]!.others.join(', ') || '–';
  }
}

export const heads = (chats: string): Readonly<Record<Column, readonly string[]>> => ({
  p50: [`${chats} p50`],
  p99: [`${chats} p99`],
  worst: [`${chats} worst`],
  memory: ['memory'],
  waits: ['waits'],
});

/** What a ticket comes to with its cure; shorter and shorter. */
export function verdictWords(
  { who }: CureTold,
  name: string,
  judgement: Judgement | null,
): string[] {
  if (judgement === null) return [`${name}: after your bet`];
  const { p50Ns, p99Ns, worstNs, nameNs, doneNs } = judgement;
  const [p50, p99, worst, asked, done] = [p50Ns, p99Ns, worstNs, nameNs, doneNs].map((ns) =>
    durationText(ns, 2),
  );
  const chat = `${who.chats}: p50 ${p50}, p99 ${p99}, worst ${worst}`;
  return [
    `${name}. ${chat}; ${who.names}’s name ${asked}; ${who.wants} has all after ${done}.`,
    `${chat}; ${who.names}’s name ${asked}; ${who.wants} has all after ${done}.`,
    `${chat}; ${who.names} ${asked}; ${who.wants} ${done}.`,
    `${who.chats} worst ${worst}; ${who.names} ${asked}; ${who.wants} ${done}`,
  ];
}

/** What all tickets come to; shorter and shorter. */
export function scoreWords(
  score: { kept: number; memoryKb: number } | null,
  count: number,
  budgetNs: number,
  showsAll: boolean,
): string[] {
  if (score === null) return showsAll ? ['The other runs are being made.'] : [];
  const budget = durationText(budgetNs);
  const { kept, memoryKb } = score;
  const memory = memoryText(memoryKb);
  return [
    `On ${kept} of ${count} tickets nobody else waits for longer than ${budget}. Memory of all: ${memory}, measured; times are modelled.`,
    `On ${kept} of ${count} nobody else waits for longer than ${budget}. Memory: ${memory}, measured.`,
    `${kept} of ${count} within ${budget}; ${memory}`,
  ];
}

/** What the picture shows, for who hears it. */
export function describeCures(told: CureTold, rows: readonly TicketRow[]): string {
  const present = rows.findIndex(({ isPresent }) => isPresent);
  const { chosen, judgement } = rows[present]!;
  const name = `${told.tickets[present]![0]}: ${told.tray[chosen]!.names[0]}`;
  return `Eight tickets and a cure for each. ${verdictWords(told, name, judgement)[0]!}`;
}
