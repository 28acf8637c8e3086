import { causeRole, type CausePair } from './causes';
import type { RecordedEvent } from './events';
import { refuse } from './check';

/**
 * Checks the causes of a document: pairs of places in `events`, by the first, each of an event that can be led to and
 * of an earlier one that gave a protocol data.
 * @throws InputError with the path of the first fault.
 */
export function parseCauses(value: unknown, events: readonly RecordedEvent[]): CausePair[] {
  if (!Array.isArray(value)) refuse('causes', value, 'a list of pairs of places in events');
  const roleAt = (place: unknown): ReturnType<typeof causeRole> | undefined =>
    typeof place === 'number' && Object.hasOwn(events, place)
      ? causeRole(events[place]!.kind)
      : undefined;
  let last = -1;
  return (value as unknown[]).map((pair, i) => {
    const path = `causes[${i}]`;
    if (!Array.isArray(pair) || pair.length !== 2) {
      refuse(path, pair, 'a pair: the place of an event and of the one that led to it');
    }
    const [effect, delivery] = pair as [unknown, unknown];
    if (roleAt(effect) !== 'effect' || (effect as number) <= last) {
      refuse(`${path}[0]`, effect, `the place of a write, timer or job of a thread after ${last}`);
    }
    last = effect as number;
    if (roleAt(delivery) !== 'delivery' || (delivery as number) >= last) {
      refuse(
        `${path}[1]`,
        delivery,
        `the place, before ${last}, of an event that gave a protocol data`,
      );
    }
    return [last, delivery as number];
  });
}
