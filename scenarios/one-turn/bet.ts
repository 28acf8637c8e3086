import type { Recording } from '../../src/recording/recording';
import type { Bet } from '../../src/scenario/types';

/** What A's visit prints after `dataReceived`: as the handler has it from top to bottom, and otherwise. */
const ORDERS = [
  ['written', 'callLater(0)', 'next line'],
  ['next line', 'written', 'callLater(0)'],
  ['next line', 'callLater(0)', 'written'],
  ['callLater(0)', 'next line', 'written'],
];

/** The order in which this run printed them. */
function printed(recording: Recording): string[] {
  const texts = recording.events.flatMap((e) => (e.kind === 'print' ? [e.text] : []));
  return texts.slice(1, 4);
}

export const bet: Bet = {
  question: () => 'Four prints. “dataReceived” comes first. And then?',
  options: () => ORDERS.map((order) => order.join(', ')),
  answer: (recording) => {
    const order = printed(recording).join();
    return ORDERS.findIndex((one) => one.join() === order);
  },
  because: () =>
    'The handler runs to its end first. The next turn fires timers in cell 2, and sends in cell 4: write() sent nothing.',
  moment: (recording) =>
    recording.events.findIndex((e) => e.kind === 'print' && e.text === 'next line'),
};
