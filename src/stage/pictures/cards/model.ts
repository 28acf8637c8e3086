import { durationText } from '../../../player/measures/durations';
import { NOTICEABLE_NS } from '../../../player/measures/noticeable';
import { waitsOf } from '../../../player/measures/waits';
import type { VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';
import type { Picture } from '../../../scenario/picture';

/** Where a card may be sorted to, from the cheapest. The first two are one thread: what differs is whether the line holds it. */
export const places = ['fine', 'reactor', 'thread', 'process'] as const;

export type CardPlace = (typeof places)[number];

export const placeWords: Readonly<Record<CardPlace, string>> = {
  fine: 'at once',
  reactor: 'in reactor',
  thread: 'thread',
  process: 'process',
};

/** One question of the run: the card's line of code, called in one place. */
export interface Trial {
  place: Exclude<CardPlace, 'fine'>;
  askedNs: VirtualNs;
  /** When whoever asked has the answer: the line is done. */
  doneNs: VirtualNs;
  /** Event with which the reactor began on it. */
  index: number;
  /** The other client's wait meanwhile. */
  waitFromNs: VirtualNs;
  waitToNs: VirtualNs;
  /** When the reactor thread was held, and for how long. */
  held: { fromNs: VirtualNs; durationNs: VirtualNs } | null;
  /** The other waits noticeably, or many such requests take too much of the reactor thread. */
  blocks: boolean;
}

export interface SortCard {
  code: string;
  trials: readonly Trial[];
  /** The first place in which the line does not block, as the run has it; null when there is none. */
  right: CardPlace | null;
  /** What Twisted has instead. */
  own: string | null;
}

type CardsTold = Picture<'cards'>;

const cache = new WeakMap<Recording, { told: CardsTold; cards: SortCard[] }>();

/** The cards of a run in their order: what was asked for, and how long the other waited meanwhile. */
export function cardsOf(recording: Recording, told: CardsTold): SortCard[] {
  const found = cache.get(recording);
  if (found?.told === told) return found.cards;
  const cards = findCards(recording, told);
  cache.set(recording, { told, cards });
  return cards;
}

function findCards(recording: Recording, told: CardsTold): SortCard[] {
  const waits = waitsOf(recording);
  const questions = waits.filter(({ client }) => client === told.asks);
  const others = waits.filter(({ client }) => client === told.other);
  const trials = new Map<string, Trial[]>();
  questions.forEach(({ text, sentNs, sentIndex }, i) => {
    const other = others[i];
    const question = told.questions.find(({ line }) => line === text);
    if (question === undefined) return;
    const { code, place } = question;
    const nextNs = questions[i + 1]?.sentNs ?? Infinity;
    const waitFromNs = other?.sentNs ?? sentNs;
    const waitToNs = other?.answeredNs ?? Infinity;
    const held = heldIn(recording, sentIndex, nextNs);
    const trial: Trial = {
      place,
      askedNs: sentNs,
      index: sentIndex,
      doneNs: doneNs(recording, told, sentIndex),
      waitFromNs,
      waitToNs,
      held,
      blocks: waitToNs - waitFromNs > NOTICEABLE_NS || (held?.durationNs ?? 0) > told.mayHoldNs,
    };
    trials.set(code, [...(trials.get(code) ?? []), trial]);
  });
  return [...trials].map(([code, list]) => {
    const own = told.own[code];
    return { code, trials: list, right: rightPlace(list, own?.place), own: own?.name ?? null };
  });
}

/** When whoever asks has the line `done` that answers the question. */
function doneNs(recording: Recording, { asks, done }: CardsTold, from: number): VirtualNs {
  const { events } = recording;
  for (let i = from; i < events.length; i++) {
    const event = events[i]!;
    if (event.kind === 'client.recv' && event.conn === asks && event.data.endsWith(`${done}\r\n`)) {
      return event.timeNs;
    }
  }
  return Infinity;
}

/** The sleep of the reactor thread between a question and the next. */
function heldIn(recording: Recording, from: number, toNs: VirtualNs): Trial['held'] {
  const { events } = recording;
  for (let i = from; i < events.length && events[i]!.timeNs < toNs; i++) {
    const event = events[i]!;
    if (event.kind === 'block' && event.thread === undefined && event.durationNs > 0) {
      return { fromNs: event.timeNs, durationNs: event.durationNs };
    }
  }
  return null;
}

export const waitNs = ({ waitFromNs, waitToNs }: Trial): number => waitToNs - waitFromNs;

/** @param own the place that stands for Twisted's own way: the right one where the line may not stay. */
function rightPlace(trials: readonly Trial[], own?: CardPlace): CardPlace | null {
  const first = trials.find(({ blocks }) => !blocks);
  const free =
    first?.place === 'reactor' || own === undefined
      ? first
      : trials.find(({ place, blocks }) => place === own && !blocks);
  if (free === undefined) return null;
  return free.place === 'reactor' && free.held === null ? 'fine' : free.place;
}

/** All that the run has to say of the card is known. */
export function isShown(card: SortCard, timeNs: VirtualNs): boolean {
  return card.trials.every((trial) => trial.waitToNs <= timeNs);
}

/** What stands in the cell of a card: null as long as the run has not come to it. */
export function resultOf(card: SortCard, place: CardPlace, timeNs: VirtualNs): string | null {
  if (place === 'fine') {
    if (!isShown(card, timeNs)) return null;
    return card.right === 'fine' ? 'yes' : 'no';
  }
  const trial = card.trials.find((one) => one.place === place);
  if (trial === undefined) return isShown(card, timeNs) ? '—' : null;
  return trial.waitToNs <= timeNs ? durationText(waitNs(trial), 2) : null;
}

/** From one question to the next, ns. */
export function slotOf(cards: readonly SortCard[]): VirtualNs {
  const starts = cards.flatMap(({ trials }) => trials.map(({ askedNs }) => askedNs));
  return Math.max(1, (starts[1] ?? 1) - (starts[0] ?? 0));
}

/** Of the cards that the run has shown and the reader has sorted: how many, and how many are right. */
export function scoreOf(
  cards: readonly SortCard[],
  sort: Readonly<Record<string, CardPlace>>,
  timeNs: VirtualNs,
): { sorted: number; shown: number; judged: number; right: number } {
  const shown = cards.filter((card) => isShown(card, timeNs));
  const judged = shown.filter(({ code }) => code in sort);
  return {
    sorted: cards.filter(({ code }) => code in sort).length,
    shown: shown.length,
    judged: judged.length,
    right: judged.filter(({ code, right }) => sort[code] === right).length,
  };
}
