import { momentText, settingText } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import type { Bet, Values } from '../../src/scenario/types';
import { dropOfA } from './facts';

/** When the question is about: just after the block. */
function afterBlock(recording: Recording): { timeNs: number; index: number } {
  const index = recording.events.findIndex((e) => e.kind === 'block');
  const event = recording.events[index]!;
  const durationNs = event.kind === 'block' ? event.durationNs : 0;
  return { timeNs: event.timeNs + durationNs, index };
}

export const bet: Bet = {
  question: (recording) => {
    const { timeNs } = afterBlock(recording);
    return `A pings twice a second, all along. Is it still connected after ${momentText(timeNs)}?`;
  },
  options: () => [
    'yes: its pings kept it alive',
    'no: the server dropped it as idle',
    'no: A gave up waiting',
  ],
  answer: (recording) => (dropOfA(recording) === null ? 0 : 1),
  because: (recording, values) =>
    dropOfA(recording) === null ? whyAlive(recording, values) : whyDropped(values),
  moment: (recording) => afterBlock(recording).index,
};

function whyDropped(values: Values): string {
  return `The pings were in the kernel, but nobody read them for longer than ${settingText(values.idle!, 's')}. Timers come before sockets in the next turn.`;
}

function whyAlive(recording: Recording, values: Values): string {
  return recording.variant === 'timer' && values.block! > values.idle!
    ? 'The block was in a timer, so the same turn still read the sockets, and the pings counted.'
    : `The block was over before A had been silent for ${settingText(values.idle!, 's')}, so far as the server could tell.`;
}
