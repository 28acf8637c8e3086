import { grouped } from '../../src/recording/digits';
import { bytesRepr } from '../../src/recording/pythonBytes';
import type { EventOf } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import type { Bet } from '../../src/scenario/types';

interface Asked {
  index: number;
  read: EventOf<'dataReceived'>;
  /** What was called with this read, in the words of the options. */
  truth: string;
  options: string[];
}

/** The second read, the one with the end of one message and the start of the next; the first when there is one. */
function asked(recording: Recording): Asked {
  const { events } = recording;
  const found: number[] = [];
  events.forEach((event, i) => event.kind === 'dataReceived' && found.push(i));
  const index = found[1] ?? found[0]!;
  const read = events[index] as EventOf<'dataReceived'>;
  const isRaw = recording.variant === 'raw';
  const method = recording.variant === 'int32' ? 'stringReceived' : 'lineReceived';
  const nothing = 'nothing: it waits for the rest';
  const as = isRaw ? 'json.loads, and it raises' : `${method}, with the bytes as they came`;
  const dropped = 'nothing more: the connection is dropped';
  const next = found.find((i) => i > index) ?? events.length;
  const during = events.slice(index + 1, next);
  const has = (test: (event: (typeof events)[number]) => boolean): boolean => during.some(test);
  const calls = during.filter(
    ({ kind }) => kind === 'lineReceived' || kind === 'stringReceived',
  ).length;
  const once = isRaw
    ? 'json.loads, and it works'
    : calls > 1
      ? `${method}, ${calls} times: for each complete message`
      : `${method}, once: for the complete message`;
  let truth = calls > 0 ? once : nothing;
  if (has(({ kind }) => kind === 'lineLengthExceeded')) truth = dropped;
  if (isRaw) {
    const raised = has((e) => e.kind === 'handlerEnd' && (e.error ?? null) !== null);
    truth = raised ? as : once;
  }
  const options = truth === dropped ? [nothing, once, dropped] : [nothing, once, as];
  return { index, read, truth, options };
}

export const bet: Bet = {
  question: (recording) => {
    const { read } = asked(recording);
    const data =
      read.n === read.data.length && read.n <= 24
        ? bytesRepr(read.data)
        : `A read of ${grouped(read.n)} bytes`;
    return `${data} arrives. What is called?`;
  },
  options: (recording) => asked(recording).options,
  answer: (recording) => {
    const { options, truth } = asked(recording);
    return options.indexOf(truth);
  },
  because: (recording) => {
    const { truth } = asked(recording);
    if (recording.variant === 'raw') {
      return truth.endsWith('raises')
        ? 'A bare Protocol gets the bytes as they were cut. The handler raises, and Twisted drops the connection.'
        : 'This read happens to be one whole message. Nothing makes it so.';
    }
    if (truth.endsWith('dropped')) {
      return 'The line is longer than MAX_LENGTH, 16,384: lineLengthExceeded, which ends the connection.';
    }
    return truth.startsWith('nothing')
      ? 'The end of the message is not there yet, so the tray keeps the bytes.'
      : 'What is complete goes to your method, without its marker. What is not complete is kept until more comes.';
  },
  moment: (recording) => asked(recording).index,
};
