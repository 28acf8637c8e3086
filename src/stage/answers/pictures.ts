import { momentText } from '../../player/measures/durations';
import { placeOfByte, tapeStory, type ByteLocation } from '../pictures/tape/story';
import { anyAwake } from '../pictures/readiness/threads';
import { sizeText, shortText } from '../kit/text';
import { bytesWords } from './clients';
import type { Answer, Answerer, Asked } from './answer';

// Parts that one picture alone has.

const places: Readonly<Record<ByteLocation['row'], string>> = {
  unsent: 'has not been written yet',
  writer: 'waits in the sender’s kernel for the wire',
  wire: 'is on the wire',
  kernel: 'is in the server’s kernel, unread',
  tray: 'has been read; the protocol keeps it until the message is whole',
  out: 'has been given to your code',
};

const storyOf = ({ recording, client }: Asked) => tapeStory(recording, client ?? '');

function byteAnswer(asked: Asked, start: string): Answer {
  const place = placeOfByte(storyOf(asked), Number(start), asked.world.index, asked.timeNs);
  return {
    title: `Byte ${Number(start) + 1} of the stream`,
    text: `It ${places[place.row]}. The stream has no mark where a message ends.`,
    noun: 'buffer',
  };
}

function writeAnswer(asked: Asked, start: string): Answer | null {
  const send = storyOf(asked).sends.find((one) => one.start === Number(start));
  if (send === undefined) return null;
  return {
    title: 'One write',
    text: `The client wrote ${bytesWords({ text: send.text, size: send.end - send.start })} at once. The wire does not keep that border.`,
  };
}

function readAnswer(asked: Asked, start: string): Answer | null {
  const read = storyOf(asked).reads.find((one) => one.start === Number(start));
  if (read === undefined) return null;
  return {
    title: 'One read',
    text: `At ${momentText(read.timeNs, 2)} one recv took ${sizeText(read.end - read.start)}: what had arrived by then.`,
    noun: 'buffer',
  };
}

function messageAnswer(asked: Asked, start: string): Answer | null {
  const message = storyOf(asked).messages.find((one) => one.start === Number(start));
  if (message === undefined) return null;
  return {
    title: message.method,
    text: `Your code was called at ${momentText(message.timeNs, 2)} with ${bytesWords({ text: message.data, size: message.sizeBytes })}.`,
    noun: 'handler',
  };
}

const stations: Readonly<Record<string, Answer>> = {
  code: {
    title: 'Our code',
    text: 'The protocol in our server. Its write returns before anything is sent.',
    noun: 'handler',
  },
  buffer: {
    title: 'Twisted’s buffer',
    text: 'Bytes that were written and that the kernel has not taken yet.',
    noun: 'buffer',
  },
  kernel: {
    title: 'Our kernel',
    text: 'Bytes that are sent, or wait to be, until the other kernel has acknowledged them.',
    noun: 'buffer',
  },
  peerKernel: {
    title: 'The peer’s kernel',
    text: 'Bytes that have arrived there. It acknowledges them, whether or not its program reads them.',
    noun: 'buffer',
  },
  peerCode: {
    title: 'The peer’s code',
    text: 'The program at the other end: only its answer says that it has dealt with a message.',
    noun: 'client',
  },
};

const notes: Readonly<Record<string, Answer>> = {
  slot: {
    title: 'The slot for the value',
    text: 'What a Deferred waits for goes in here, once. The Deferred does not fetch it: something else has to put it in.',
    noun: 'Deferred',
  },
  value: {
    title: 'The value',
    text: 'What was put into the slot, on its way through the functions that were added.',
    noun: 'Deferred',
  },
  inside: {
    title: 'What a Deferred is made of',
    text: 'A list of functions and a result. There is no thread and no timer in it.',
    noun: 'Deferred',
  },
  times: {
    title: 'Three times',
    text: 'From the question to the value: the time that passed, how long the reactor thread was held, and how long the processor worked.',
  },
  train: {
    title: 'The value on its way',
    text: 'The present result: on the solid rail a value, on the dashed one a failure. Each function decides which rail comes next.',
    noun: 'Deferred',
  },
  holder: {
    title: 'Who holds the Deferred',
    text: 'As long as somebody does, a failure in it is not logged; when the last reference goes, it is.',
    noun: 'Deferred',
  },
  'note-ours': {
    title: 'Our note',
    text: 'What our server believes of the connection. Nothing tells it but bytes, a reset or a timer.',
  },
  'note-peers': {
    title: 'The peer’s note',
    text: 'What the other end believes of the connection. It need not be the same as ours.',
  },
  'note-nat': {
    title: 'A router on the way',
    text: 'It remembers the connection for a while after its last packet, and forgets it in silence.',
  },
  cut: {
    title: 'The cable is cut',
    text: 'Nothing passes here any more, and neither end is told.',
  },
  ack: {
    title: 'ACK',
    text: 'The other kernel has the bytes. Its program may not have read them.',
  },
  lost: {
    title: 'Lost',
    text: 'A segment that did not arrive. The kernel sends it again, later and later.',
  },
  tag: {
    title: 'Modelled',
    text: 'These times come from our model of the network, not from a measurement.',
  },
  answered: {
    title: 'Answers',
    text: 'What came back to the client, in the order in which it was sent.',
  },
  threads: {
    title: 'A thread for each client',
    text: 'Each sleeps in its own recv() until its client sends.',
  },
  crowd: {
    title: 'The other clients',
    text: 'Too many for a row each: a square stands for one of them, or for many.',
    noun: 'client',
  },
  costs: {
    title: 'What it costs',
    text: 'How long the thread works at a line for everyone, measured elsewhere or worked out from that.',
  },
  act: {
    title: 'What the thread does',
    text: 'The call that the reactor’s thread makes at this moment.',
    noun: 'reactor',
  },
  orders: {
    title: 'Two orders',
    text: 'The order in which the lines stand in the file, and the order in which they ran.',
    noun: 'reactor',
  },
  run: {
    title: 'What a turn ran',
    text: 'Calls of your code in this turn, in their order.',
    noun: 'handler',
  },
  held: {
    title: 'Held',
    text: 'For so long this line kept the thread: nobody else was served.',
    noun: 'handler',
  },
  queue: {
    title: 'The line of jobs',
    text: 'Jobs that wait for a thread of the pool, the oldest first. A host’s name stands in it too.',
    noun: 'worker',
  },
  ticket: {
    title: 'A job that waits',
    text: 'It has its number; nobody works at it yet. Struck: whoever asked has given up, the job stays.',
    noun: 'worker',
  },
  counters: {
    title: 'The threads of the pool',
    text: 'One counter for each thread that there may be: a job holds it until it is done.',
    noun: 'worker',
  },
  counter: {
    title: 'A thread of the pool',
    text: 'It does one job at a time. The bar is how much of that is done.',
    noun: 'worker',
  },
  'other-pool': {
    title: 'Another pool',
    text: 'Threads of its own: its jobs do not stand in this line.',
    noun: 'worker',
  },
  flow: {
    title: 'Jobs over time',
    text: 'How many wait in line, and how many have a thread, since the start.',
    noun: 'worker',
  },
  'flow-waiting': { title: 'Waiting', text: 'How many jobs stood in line at each time.' },
  'flow-served': { title: 'Served', text: 'How many jobs had a thread at each time.' },
  balance: {
    title: 'Demand and supply',
    text: 'How many threads the jobs need on average, and how many there are. More demand than supply: the line grows.',
  },
  disc: {
    title: 'The disc',
    text: 'Python’s global lock, the GIL: only the thread that has it runs Python. Each process has one of its own.',
    noun: 'worker',
  },
  'baton-reactor': {
    title: 'The reactor’s thread',
    text: 'It gives the disc back when it asks the OS, and wants it again when something has come.',
    noun: 'reactor',
  },
  interval: {
    title: 'The switch interval',
    text: 'For so long whoever has the disc may keep it while others want it: sys.setswitchinterval, 5 ms by itself.',
    noun: 'worker',
  },
  'late-chart': {
    title: 'How late a line is heard',
    text: 'From its arrival in the kernel to the reactor’s read. Squares were measured: how late a timer of 10 ms was in a real program. With four threads and 50 ms the model waits longer than CPython did.',
    noun: 'reactor',
  },
  dial: {
    title: 'The clock of the job',
    text: 'Once round is from one start of the job to the next. A mark outside is somebody who asked then; a long one gave up.',
  },
  pool: {
    title: 'adbapi’s pool',
    text: 'Threads of its own, each with a connection. One that waits for the database costs the reactor nothing.',
    noun: 'worker',
  },
  database: {
    title: 'The database',
    text: 'A connection for each query that it works at. What it does takes no time of the program’s.',
  },
  program: {
    title: 'Another program',
    text: 'It has an interpreter and a lock of its own, and brings its results as a client does, by lines.',
    noun: 'client',
  },
  share: {
    title: 'Who gave up',
    text: 'Of all who asked in whole rounds: whose answer was not there within their patience. Counted in this run.',
    noun: 'client',
  },
  'tape-other': {
    title: 'The other run',
    text: 'Reads of the run that this one is compared with.',
  },
};

function thread({ world }: Asked, name: string): Answer {
  const own = world.threads.find(({ recv, ended }) => recv?.conn === name && !ended);
  const text =
    name === 'main'
      ? 'The thread that accepts clients and starts a thread for each.'
      : own?.recv == null
        ? 'No thread serves it at the moment.'
        : own.recv.asleep
          ? `Asleep in recv() since ${momentText(own.sinceNs, 2)}: it waits for this client alone.`
          : 'Awake: it deals with what its client sent.';
  return { title: name === 'main' ? 'The main thread' : `The thread of ${shortText(name)}`, text };
}

export const pictureAnswers: readonly Answerer[] = [
  [/^byte-(\d+)$/, byteAnswer],
  [/^write-(\d+)$/, writeAnswer],
  [/^read-(\d+)$/, readAnswer],
  [/^message-(\d+)$/, messageAnswer],
  [
    /^cut-.+$/,
    () => ({
      title: 'A cut',
      text: 'Here the protocol cut the stream into messages, or could not yet.',
    }),
  ],
  [/^answer-\d+$/, () => notes['answered']!],
  [/^thread-(.+)$/, thread],
  [
    /^cpu$/,
    ({ world }) => ({
      title: 'The processor',
      text: anyAwake(world)
        ? 'Some thread runs: it works.'
        : 'Everybody sleeps: it has nothing to do.',
    }),
  ],
  [
    /^place-.+$/,
    () => ({
      title: 'A place for the job',
      text: 'Press it, or drag the job there: the run is made again with the job in that place.',
    }),
  ],
  [
    /^seat-\d+$/,
    () => ({
      title: 'A thread or a process',
      text: 'A bar in yellow: it has the disc. Dashed: it wants it, and waits. Striped: it computes without it.',
      noun: 'worker',
    }),
  ],
  [/^handle-switch$/, () => notes['interval']!],
  [/^handle-.+$/, () => notes['balance']!],
  [/^cost-\d+$/, () => notes['costs']!],
  [/^station-(.+)$/, (_, name) => (Object.hasOwn(stations, name) ? stations[name]! : null)],
  [/^bytes-(\w+)-\d+$/, (_, name) => (Object.hasOwn(stations, name) ? stations[name]! : null)],
  [
    /^flight-(.+)$/,
    (_, kind) => ({
      title: 'On the wire',
      text:
        kind === 'data'
          ? 'Bytes on their way between the two kernels.'
          : `${kind.toUpperCase()}: the kernels’ own word to each other; no program sees it.`,
    }),
  ],
  [
    /^(.+)-(?:marks|names)$/,
    () => ({
      title: 'What happened, in time',
      text: 'A mark for each moment that matters on this side; the dot is an answer, the cross an end.',
    }),
  ],
  [/^(.+)$/, (_, id) => (Object.hasOwn(notes, id) ? notes[id]! : null)],
];
