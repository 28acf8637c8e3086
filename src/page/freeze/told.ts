import { durationText } from '../../player/measures/durations';
import type { Wait } from '../../player/world/world.types';
import type { Frozen } from '../../session/frozen';
import type { Measured } from '../../session/run';
import { shortText } from '../../stage/kit/text';

/** More steps than this nobody clicks through. */
const MOST = 20;

/** What a recording without a story is stepped through by: the ends of its longest waits, in their order. */
export function toldByWaits({
  recording,
  waits,
}: Measured): Pick<Frozen, 'recording' | 'captions'> {
  const told = waits
    .flatMap((wait) => (endOf(wait) === null ? [] : [{ wait, index: endOf(wait)! }]))
    .sort((a, b) => lengthOf(b.wait) - lengthOf(a.wait) || a.index - b.index)
    .slice(0, MOST)
    .sort((a, b) => a.index - b.index);
  if (told.length === 0) return { recording };
  const beats = told.map(({ wait, index }) => ({
    id: `wait-${wait.sentIndex}`,
    event: index,
    timeNs: recording.events[index]!.timeNs,
  }));
  const captions = told.map(({ wait }) => [`wait-${wait.sentIndex}`, sentence(wait)] as const);
  return { recording: { ...recording, beats }, captions: Object.fromEntries(captions) };
}

const endOf = ({ answeredIndex, lostIndex }: Wait): number | null => answeredIndex ?? lostIndex;
const lengthOf = ({ sentNs, answeredNs, lostNs }: Wait): number =>
  (answeredNs ?? lostNs ?? sentNs) - sentNs;

function sentence(wait: Wait): string {
  const [who, length] = [shortText(wait.client), durationText(lengthOf(wait), 2)];
  return wait.answeredNs === null
    ? `${who} is cut off after ${length}, without an answer.`
    : `${who} has its answer after ${length}.`;
}
