import { setup } from 'xstate';
import { longestHolds } from '../player/measures/holds';
import type { Recording, ToldBeat } from '../recording/recording';
import { telling } from '../scenario/commands';
import type { StoryEvent } from '../scenario/factEvent';
import { tellStory } from '../scenario/tellStory';
import type { MachineInput } from '../scenario/types';

/** The story of a real server's run: each hold that is as long as `least` ns is a beat. */
export const holdStory = setup({
  types: {
    context: {} as { leastNs: number },
    input: {} as MachineInput,
    events: {} as StoryEvent,
  },
  guards: {
    'it is among the worst': ({ context, event }) => event.durationNs! >= context.leastNs,
  },
  actions: telling,
}).createMachine({
  id: 'holds story',
  context: ({ input }) => ({ leastNs: input.values['least']! }),
  on: {
    held: {
      guard: 'it is among the worst',
      actions: { type: 'tell', params: ({ event }) => ({ beat: `hold-${event.index}` }) },
    },
  },
});

/**
 * The beats of a recorded server's worst holds, at most `most`; null where nothing was held. The story is told of those
 * holds alone: a long run has tens of thousands.
 */
export function holdBeats(recording: Recording, most: number): ToldBeat[] | null {
  const worst = longestHolds(recording, most);
  const least = worst.at(-1)?.held.durationNs;
  if (least === undefined) return null;
  worst.sort((a, b) => a.index - b.index);
  const told = { ...recording, events: worst.map(({ held }) => held) };
  return tellStory(holdStory, told, { least }).map((beat) => {
    const { index } = worst[beat.event]!;
    return { ...beat, id: `hold-${index}`, event: index };
  });
}
