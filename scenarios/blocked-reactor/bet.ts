import { durationText, momentText } from '../../src/player/measures/durations';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { waitsOf } from '../../src/player/measures/waits';
import type { Wait } from '../../src/player/world/world.types';
import type { Recording } from '../../src/recording/recording';
import { NS_PER_SECOND } from '../../src/scenario/units';
import type { Bet } from '../../src/scenario/types';
import { reportEnd } from './facts';

/** The line of A that the question is about: its first after C asked. */
function asked(recording: Recording): Wait {
  const report = recording.events.find((e) => e.kind === 'client.send' && e.conn === 'C')!;
  const ofA = waitsOf(recording).filter((w) => w.client === 'A');
  return ofA.find((w) => w.sentNs >= report.timeNs) ?? ofA.at(-1)!;
}

interface Option {
  text: string;
  right: boolean;
}

function optionsOf(recording: Recording): Option[] {
  const wait = asked(recording);
  const end = reportEnd(recording)!.timeNs;
  const held = wait.answeredNs! - wait.sentNs >= NOTICEABLE_NS;
  const atOnce = { text: `at once: ${momentText(wait.sentNs)}`, right: !held };
  const next = {
    text: `with A’s next line: ${momentText(wait.sentNs + NS_PER_SECOND)}`,
    right: false,
  };
  if (held) {
    const after = { text: `when C’s handler returns: ${momentText(end)}`, right: true };
    return after.text.endsWith(` ${momentText(wait.sentNs + NS_PER_SECOND)}`)
      ? [
          atOnce,
          {
            text: `half a second later: ${momentText(wait.sentNs + NS_PER_SECOND / 2)}`,
            right: false,
          },
          after,
        ]
      : [atOnce, next, after];
  }
  const third = {
    text: `after all the others: ${momentText(wait.sentNs + 2 * NS_PER_SECOND)}`,
    right: false,
  };
  return [atOnce, next, third];
}

export const bet: Bet = {
  question: (recording) => {
    const wait = asked(recording);
    return `A sends “${wait.text}” at ${momentText(wait.sentNs)}. When is the reply?`;
  },
  options: (recording) => optionsOf(recording).map((option) => option.text),
  answer: (recording) => optionsOf(recording).findIndex((option) => option.right),
  because: (recording) => {
    const wait = asked(recording);
    const waited = wait.answeredNs! - wait.sentNs;
    return waited >= NOTICEABLE_NS
      ? `A waits ${durationText(waited)}. Every client shares the one thread, and it is asleep in C’s handler.`
      : 'The one thread is free when A’s line arrives, so A does not wait.';
  },
  moment: (recording) => asked(recording).sentIndex,
};
