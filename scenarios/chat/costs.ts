import { durationText } from '../../src/player/measures/durations';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { grouped } from '../../src/recording/digits';
import type { Figure, Values } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';

/**
 * Measured on real Twisted over epoll, on a 2-core Linux machine with other work on it: one line to all clients.
 * `fill` is the loop of sendLine calls, `flush` the sends of the next turn.
 */
const MEASURED = [
  { clients: 500, fillMs: 1.2, flushMs: 7 },
  { clients: 5000, fillMs: 9, flushMs: 73 },
] as const;

/** Measured for one call: sendLine itself called directly, and through `Deferred().addCallback`, fired at once. */
export const DIRECT_CALL_NS = 33;
export const DEFERRED_CALL_NS = 2700;

export interface Cost {
  clients: number;
  fillMs: number;
  flushMs: number;
  tag: Figure['tag'];
}

/** What one line to `clients` costs the thread: measured, or by the cost per client of the nearest measurement. */
export function costOf(clients: number, variantId: string): Cost {
  const from = clients <= 500 ? MEASURED[0] : MEASURED[1];
  const share = clients / from.clients;
  const isMeasured = share === 1;
  const extraMs =
    variantId === 'deferred' ? ((clients - 1) * (DEFERRED_CALL_NS - DIRECT_CALL_NS)) / 1e6 : 0;
  return {
    clients,
    fillMs: from.fillMs * share + extraMs,
    flushMs: from.flushMs * share,
    tag: !isMeasured ? 'extrapolated' : extraMs > 0 ? 'modelled' : 'measured',
  };
}

export const totalMs = ({ fillMs, flushMs }: Cost): number => fillMs + flushMs;

/** From 1 ms on it counts in the run's clock: what is less nobody sees. */
export const counts = (cost: Cost): boolean => totalMs(cost) >= 1;

/** A person notices this, and so does every other client: from here on a handler is called blocked. */
export const isNoticeable = (cost: Cost): boolean => totalMs(cost) * NS_PER_MS > NOTICEABLE_NS;

/** The present number of clients and those that were measured, by size. */
export function figuresOf(values: Values, variantId: string): Figure[] {
  const counts = [...new Set([values.clients!, 500, 5000, 50_000])].sort((a, b) => a - b);
  return counts.map((clients) => {
    const { fillMs, flushMs, tag } = costOf(clients, variantId);
    return {
      label: `${grouped(clients)} clients`,
      parts: [
        { name: 'fill', durationMs: fillMs },
        { name: 'flush', durationMs: flushMs },
      ],
      tag,
      present: clients === values.clients,
    };
  });
}

/** A cost as a caption says it: `0.05 ms`, `7 ms`, `0.7 s`. */
export const costText = (durationMs: number): string => durationText(durationMs * 1e6);
