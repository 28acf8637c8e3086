import { durationText } from '../../../player/measures/durations';
import { waitsOf } from '../../../player/measures/waits';
import { grouped } from '../../../recording/digits';
import type { VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';
import type { OrdersFound } from '../../../scenario/orders';

/** What all orders come to; nothing while that is not to be known. */
export function ordersText(orders: (OrdersFound & { breaks: string }) | undefined): string {
  if (orders === undefined) return '';
  const { count, broken, shortest, breaks } = orders;
  const all = `${grouped(broken)} of ${grouped(count)} orders ${breaks}; each was tried.`;
  if (shortest === null) return all;
  return `${all} The fewest switches that do: ${shortest.switches}.`;
}

/** What each client has waited for its answer so far, or in all. */
export function answersText(recording: Recording, timeNs: VirtualNs): string {
  const waits = waitsOf(recording).filter(({ sentNs }) => sentNs <= timeNs);
  if (waits.length === 0) return '';
  const texts = waits.map(({ client, sentNs, answeredNs }) =>
    answeredNs === null || answeredNs > timeNs
      ? `${client} waits`
      : `${client} has its answer after ${durationText(answeredNs - sentNs, 2)}`,
  );
  return `${texts.join(', ')}.`;
}
