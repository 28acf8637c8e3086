import type { EventKind } from './events';

/**
 * One thing that the handling of data led to: indexes of the event and of the event that gave a protocol the data. The
 * way from one to the other may be long: through timers, Deferreds, threads and producers.
 */
export type CausePair = readonly [effect: number, delivery: number];

/** What events of a kind are to causes: they give a protocol data, they may be led to by that, or neither. */
export function causeRole(kind: EventKind): 'delivery' | 'effect' | null {
  switch (kind) {
    case 'dataReceived':
    case 'lineReceived':
    case 'stringReceived':
    case 'rawDataReceived':
    case 'lineLengthExceeded':
      return 'delivery';
    case 'write':
    case 'callLater':
    case 'timerFire':
    case 'callFromThread':
    case 'callInThread':
    case 'fromThreadRun':
    case 'threadStart':
    case 'block':
    case 'cpu':
      return 'effect';
    default:
      return null;
  }
}
