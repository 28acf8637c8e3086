import { momentText } from '../../src/player/measures/durations';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { grouped } from '../../src/recording/digits';
import type { Recording } from '../../src/recording/recording';
import type { Bet, Values } from '../../src/scenario/types';
import { costOf, costText, totalMs } from './costs';
import { lastLineAfterNs, lastLineText, linesOfA } from './facts';

const NOBODY = 0;
const D_ALONE = 1;
const SO_MANY = 3;

/** Who waits for A's last line for longer than a person notices. */
function answer(recording: Recording, values: Values): number {
  if (lastLineAfterNs(recording, values, 'fast') > NOTICEABLE_NS) return SO_MANY;
  return lastLineAfterNs(recording, values, 'D') > NOTICEABLE_NS ? D_ALONE : NOBODY;
}

export const bet: Bet = {
  question: (recording) => {
    const last = linesOfA(recording).at(-1)!;
    return `A writes “${last.data.trimEnd()}” at ${momentText(last.timeNs)}. Who waits longer than 0.1 s for it?`;
  },
  options: (_, values) => [
    'nobody',
    'D alone',
    'everyone: the loop stands still at D',
    `everyone: ${grouped(values.clients! - 1)} ${values.clients === 2 ? 'tray takes' : 'trays take'} that long`,
  ],
  answer,
  because: (recording, values) => {
    const right = answer(recording, values);
    const dAfter = lastLineText(recording, values, 'D');
    if (right === NOBODY) {
      return `sendLine only fills a tray; the next turn empties it. D has the line after ${dAfter}, like everyone.`;
    }
    if (right === D_ALONE) {
      const others =
        values.clients === 2
          ? 'A goes on'
          : `The others have it after ${lastLineText(recording, values, 'fast')}`;
      return `D has it after ${dAfter}. ${others}: sendLine fills D’s tray and returns, and only D’s bytes wait.`;
    }
    const cost = costOf(values.clients!, recording.variant!);
    return `To fill and flush so many trays takes the one thread ${costText(totalMs(cost))} (${cost.tag}): everyone has it after ${lastLineText(recording, values, 'fast')}. Still no Deferred would help.`;
  },
  moment: (recording) => recording.events.indexOf(linesOfA(recording).at(-1)!),
};
