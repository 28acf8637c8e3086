import { durationText, momentText } from '../../player/measures/durations';
import { reactorSpans, workerSpans } from '../../player/measures/spans';
import type { InterestRow, Station } from '../../player/world/world.types';
import { describeReactor } from '../pictures/machine/describe';
import { momentOf, reactorLook } from '../pictures/machine/machine';
import { shortText } from '../kit/text';
import type { Answer, Answerer, Asked } from './answer';

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

function reactorAnswer({ world, timeNs }: Asked): Answer {
  const isReactor = world.program === 'reactor';
  return {
    title: isReactor ? 'The one reactor thread' : 'The main thread',
    text: sentence(describeReactor(world, timeNs)),
    ...(isReactor && { noun: 'reactor' as const }),
  };
}

const stations: Readonly<Record<Station, readonly [title: string, what: string]>> = {
  threadCalls: ['Calls from threads', 'Functions that other threads gave to callFromThread.'],
  timers: ['Timers due', 'Functions given to callLater whose time has come.'],
  ask: [
    'Ask the OS',
    'One question for all sockets: who can be read or written? With nothing to do it sleeps here.',
  ],
  run: [
    'Run who is ready',
    'Handlers of the sockets that the OS named: first all reads, then all writes.',
  ],
};

function stationAnswer({ world, timeNs }: Asked, name: string): Answer | null {
  if (!Object.hasOwn(stations, name)) return null;
  const [title, what] = stations[name as Station];
  const at = world.reactor.station;
  const isHere = at === name;
  const held = isHere && reactorLook(world, timeNs) === 'blocked';
  const now = isHere
    ? held
      ? 'The reactor is held here.'
      : 'The reactor is here.'
    : at === null
      ? 'The loop has not come to a station.'
      : `The reactor is elsewhere: ${stations[at][0].toLowerCase()}.`;
  return { title, text: `${what} ${now}`, noun: 'reactor' };
}

function cellWords(
  asked: boolean,
  now: boolean,
  said: boolean | null,
  what: 'read' | 'written',
): string {
  if (!asked) {
    return what === 'written'
      ? 'Nothing waits to be sent, so it is not asked whether it can be written'
      : 'It is not asked whether it can be read';
  }
  if (said === true) return `The OS said: can be ${what}`;
  if (now) return `It can be ${what} now; the OS knows, nobody has asked since`;
  return said === null ? `It is asked whether it can be ${what}` : `The OS said: cannot be ${what}`;
}

const rowTitles: Readonly<Record<string, string>> = {
  port: 'The listening socket',
  waker: 'The waker: a socket by which threads wake the reactor',
};

function rowAnswer({ world }: Asked, name: string): Answer | null {
  const row: InterestRow | undefined = world.interest.find((one) => one.name === name);
  const title = Object.hasOwn(rowTitles, name)
    ? rowTitles[name]!
    : `The socket of ${shortText(name)}`;
  if (row === undefined) return { title, text: 'The server has no such socket at the moment.' };
  const read = cellWords(row.reading, row.readableNow, row.readableSaid, 'read');
  const write = cellWords(row.writing, row.writableNow, row.writableSaid, 'written');
  return { title, text: `${read}. ${write}.`, noun: 'reactor' };
}

function askedAnswer({ world }: Asked): Answer {
  const { asking, lastAskedNs } = world;
  const text = asking
    ? 'The reactor is asking the OS who is ready.'
    : lastAskedNs === null
      ? 'Nobody has asked the OS yet.'
      : `What the OS answered when it was last asked, at ${momentText(lastAskedNs, 2)}. The OS knows more since; only a question brings it here.`;
  return { title: 'Who is ready?', text, noun: 'reactor' };
}

function spanAnswer({ recording }: Asked, index: string): Answer | null {
  const span = reactorSpans(recording).find(({ startIndex }) => startIndex === Number(index));
  if (span === undefined) return null;
  const who = span.conn === null ? '' : `${shortText(span.conn)}: `;
  const lasted = span.endNs - span.startNs;
  // The run's own time stands still while code runs that neither sleeps nor computes.
  const long = lasted === 0 ? 'and took no time to speak of' : `for ${durationText(lasted)}`;
  const ran = `${who}${shortText(span.label)} ${lasted === 0 ? 'ran at' : 'ran from'} ${momentText(span.startNs, 2)}, ${long}.`;
  const others = span.blocked ? ' It held the thread: meanwhile nobody else was served.' : '';
  return {
    title: span.blocked ? 'Blocked' : 'A handler',
    text: `${ran}${others}`,
    noun: 'handler',
  };
}

function workersAnswer({ world, timeNs }: Asked): Answer {
  const alive = world.threads.filter(({ ended }) => !ended);
  const jobs = alive.flatMap(({ job, sinceNs }) =>
    job === null ? [] : [`${shortText(job)} for ${durationText(timeNs - sinceNs)}`],
  );
  const busy = jobs.length > 0 ? `now ${jobs.slice(0, 4).join('; ')}` : 'none has a job now';
  return {
    title: 'Workers',
    text: `${alive.length} ${alive.length === 1 ? 'thread' : 'threads'} beside the reactor’s; ${busy}.`,
    noun: 'worker',
  };
}

function workerLane({ recording, timeNs }: Asked): Answer {
  const begun = workerSpans(recording).filter(({ startNs }) => startNs <= timeNs).length;
  return {
    title: 'Workers over time',
    text: `Each bar is a job that a thread of the pool ran; ${begun} so far.`,
    noun: 'worker',
  };
}

function fuse({ world, timeNs }: Asked, name: string): Answer {
  const timer = world.timers.find(({ conn }) => conn === name);
  const text =
    timer === undefined
      ? 'No timer runs for it at the moment.'
      : timer.dueNs > timeNs
        ? `Ends the connection when nothing has been read for ${durationText(timer.delayNs)}; ${durationText(timer.dueNs - timeNs)} are left.`
        : `Due for ${durationText(timeNs - timer.dueNs)}: it runs as soon as the reactor comes to its timers.`;
  return { title: `Idle timer of ${shortText(name)}`, text, noun: 'reactor' };
}

export const reactorAnswers: readonly Answerer[] = [
  [/^reactor$/, reactorAnswer],
  [
    /^reactor-lane$/,
    () => ({
      title: 'The reactor over time',
      text: 'What its one thread does. Hatched: held for more than 100 ms. Empty: asleep until the OS tells.',
      noun: 'reactor',
    }),
  ],
  [/^(?:span|blocked)-(\d+)$/, spanAnswer],
  [/^(?:station|cell)-(.+)$/, stationAnswer],
  [
    /^loop$/,
    ({ world }) => ({
      title: 'One turn of the loop',
      text: `Calls from threads, timers that are due, one question to the OS, then whoever is ready. This is turn ${world.turn}.`,
      noun: 'reactor',
    }),
  ],
  [
    /^turn$/,
    ({ world }) => ({
      title: `Turn ${world.turn}`,
      text: 'So often has the loop gone round since the server started.',
      noun: 'reactor',
    }),
  ],
  [
    /^ask$/,
    (asked) => ({
      title: 'The question to the OS',
      text:
        reactorLook(asked.world, asked.timeNs) === 'blocked'
          ? 'The reactor cannot ask who is ready: its thread is in a handler.'
          : askedAnswer(asked).text,
      noun: 'reactor',
    }),
  ],
  [/^readiness$/, askedAnswer],
  [/^ready-(.+)$/, rowAnswer],
  [
    /^listen-queue$/,
    ({ world }) => ({
      title: 'The listen queue',
      text:
        world.listenQueue.length === 0
          ? 'Connections that the kernel has set up wait here to be accepted; none does now.'
          : `The kernel has set up connections that wait to be accepted: ${world.listenQueue
              .slice(0, 8)
              .map((name) => shortText(name))
              .join(
                ', ',
              )}${world.listenQueue.length > 8 ? ` and ${world.listenQueue.length - 8} more` : ''}.`,
      noun: 'buffer',
    }),
  ],
  [/^workers$/, workersAnswer],
  [/^worker-lane$/, workerLane],
  [
    /^idle-timers$/,
    () => ({
      title: 'Idle timers',
      text: 'Each connection has one. A read sets it back; when it runs out, the connection is ended.',
      noun: 'reactor',
    }),
  ],
  [/^fuse-(.+)$/, fuse],
  [
    /^playhead$/,
    ({ world, timeNs }) => ({
      title: 'The moment that is shown',
      text: `Everything in the pictures is as it is at ${momentOf(world, timeNs)}.`,
    }),
  ],
  [
    /^axis$/,
    () => ({ title: 'Time', text: 'Seconds since the server started, in the run’s own time.' }),
  ],
];
