import { durationText, momentText } from '../../src/player/measures/durations';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { waitsOf } from '../../src/player/measures/waits';
import type { Wait } from '../../src/player/world/world.types';
import type { Recording } from '../../src/recording/recording';
import type { Bet, Values } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';

/** The line of A that the question is about: its first after C has asked. */
function asked(recording: Recording): Wait {
  const report = recording.events.find((e) => e.kind === 'client.send' && e.conn === 'C')!;
  return waitsOf(recording).find((w) => w.client === 'A' && w.sentNs >= report.timeNs)!;
}

const waited = (recording: Recording): number => {
  const { sentNs, answeredNs } = asked(recording);
  return answeredNs! - sentNs;
};

function optionsOf(recording: Recording, values: Values): { text: string; right: boolean }[] {
  const held = waited(recording) >= NOTICEABLE_NS;
  const longNs = values.block! * NS_PER_SECOND;
  return [
    { text: 'not at all: it is answered at once', right: !held },
    held
      ? { text: `${durationText(waited(recording))}: until the call is over`, right: true }
      : { text: 'until C has its rows', right: false },
    {
      text: longNs === 0 ? 'for ever' : `${durationText(longNs)}: as long as the call takes`,
      right: false,
    },
  ];
}

/** Who sleeps where, in words that are true of the variant's run. */
function reason(recording: Recording): string {
  const sleep = recording.events.find((e) => e.kind === 'block');
  const onLane = sleep?.kind === 'block' && sleep.thread === undefined;
  if (!onLane) return 'Nobody sleeps on the reactor thread. Something else fires the Deferred.';
  return 'The call is over before A’s line comes. The Deferred has no part in that.';
}

export const bet: Bet = {
  question: (recording) => {
    const { text, sentNs } = asked(recording);
    return `A sends “${text}” at ${momentText(sentNs)}. How long does it wait?`;
  },
  options: (recording, values) => optionsOf(recording, values).map(({ text }) => text),
  answer: (recording, values) => optionsOf(recording, values).findIndex(({ right }) => right),
  because: (recording) =>
    waited(recording) >= NOTICEABLE_NS
      ? `A waits ${durationText(waited(recording))}. A Deferred says what happens after; it does nothing meanwhile. The call still sleeps on the one thread.`
      : reason(recording),
  moment: (recording) => asked(recording).sentIndex,
};
