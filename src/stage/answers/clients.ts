import { durationText, momentText } from '../../player/measures/durations';
import { clientOf, waitsOf } from '../../player/measures/waits';
import type { Bytes, ClientState, InFlight } from '../../player/world/world.types';
import { endWords } from '../kit/sockets';
import { shortText, sizeText } from '../kit/text';
import type { Answer, Answerer, Asked } from './answer';

/** `5 bytes, b'ping\n'`: as much of the text as is known, as Python would write it. */
export function bytesWords({ text, size }: Bytes): string {
  if (text === '' || text.length < size) return sizeText(size);
  const shown = shortText(text, 24)
    .replace(/\\/g, '\\\\')
    .replace(/\r/g, '\\r')
    .replace(/\n/g, '\\n');
  return `${sizeText(size)}, b'${shown}'`;
}

const named = (asked: Asked, name: string): ClientState | undefined =>
  asked.world.clients.find((client) => client.name === name);

export function clientTitle({ roles }: Asked, name: string): string {
  const own = clientOf(name);
  const role = Object.hasOwn(roles, own) ? roles[own] : undefined;
  return role ? `${shortText(name)}, ${role}` : shortText(name);
}

function stateWords(client: ClientState): string {
  const ended = endWords(client);
  if (client.state === 'absent') return 'A client that has not come yet.';
  if (client.state === 'refused')
    return 'A client that was refused: nobody listens where it knocked.';
  if (ended !== '') return `A client whose connection has ended: ${ended}.`;
  if (client.server === 'queued')
    return 'The kernel has set up its connection; it waits in the listen queue to be accepted.';
  if (client.state === 'connecting') return 'A client whose connect request is on its way.';
  if (client.server === 'accepted') return 'A client that is connected.';
  return 'A client at the other end of a connection.';
}

/** What it waits for now: its oldest request without an answer. */
function waitWords({ recording, timeNs }: Asked, name: string): string {
  const open = waitsOf(recording).find(
    ({ client, sentNs, answeredNs, lostNs }) =>
      client === clientOf(name) && sentNs <= timeNs && (answeredNs ?? lostNs ?? Infinity) > timeNs,
  );
  if (open === undefined) return '';
  return ` It has waited ${durationText(timeNs - open.sentNs)} for an answer so far.`;
}

export function clientAnswer(asked: Asked, name: string): Answer | null {
  const client = named(asked, name);
  if (client === undefined) return null;
  const unread = client.receiveBuffer.size;
  const inKernel = unread > 0 ? ` ${sizeText(unread)} of it wait unread in the kernel.` : '';
  return {
    title: clientTitle(asked, name),
    text: `${stateWords(client)}${inKernel}${waitWords(asked, name)}`,
    noun: 'client',
  };
}

/** A place where bytes of a connection wait. */
function bufferAnswer(
  asked: Asked,
  name: string,
  place: string,
  bytesOf: (client: ClientState) => Bytes,
  why: string,
): Answer | null {
  const client = named(asked, name);
  if (client === undefined) return null;
  const bytes = bytesOf(client);
  const ended = endWords(client);
  const empty = ended === '' ? 'Empty at the moment.' : `Empty: ${ended}.`;
  const now = bytes.size === 0 ? empty : `Now: ${bytesWords(bytes)}.`;
  return { title: `${place} (${shortText(name)})`, text: `${why} ${now}`, noun: 'buffer' };
}

const moving = (items: readonly InFlight[], timeNs: number): string[] =>
  items
    .filter(({ departedNs }) => departedNs <= timeNs)
    .map((item) =>
      item.control === undefined
        ? bytesWords(item)
        : { connect: 'a connect request', fin: 'FIN: no more will come', rst: 'a reset' }[
            item.control
          ],
    );

function flightAnswer(asked: Asked, name: string): Answer | null {
  const client = named(asked, name);
  if (client === undefined) return null;
  const up = moving(client.up, asked.timeNs);
  const down = moving(client.down, asked.timeNs);
  const parts = [
    ...(up.length > 0 ? [`to the server: ${up.join('; ')}`] : []),
    ...(down.length > 0 ? [`to ${shortText(name)}: ${down.join('; ')}`] : []),
  ];
  const now = parts.length > 0 ? parts.join('; ') : 'nothing at the moment';
  return { title: 'On the wire', text: `Bytes between two kernels; ${now}.` };
}

function waitAnswer(asked: Asked, client: string, sentIndex: string): Answer | null {
  const wait = waitsOf(asked.recording).find(
    (one) => one.client === client && one.sentIndex === Number(sentIndex),
  );
  if (wait === undefined) return null;
  const began = `${shortText(client)} asked at ${momentText(wait.sentNs)}`;
  const text = !asked.revealed
    ? `${began}. When the answer came is kept back until your bet.`
    : wait.answeredNs !== null
      ? `${began}, and had its answer ${durationText(wait.answeredNs - wait.sentNs)} later.`
      : wait.lostNs !== null
        ? `${began}; the connection ended ${durationText(wait.lostNs - wait.sentNs)} later, without an answer.`
        : `${began}; no answer has come in this run.`;
  return { title: `A wait of ${clientTitle(asked, client)}`, text, noun: 'client' };
}

const KERNEL_IN = 'Bytes that have arrived in the server’s kernel and that nobody has read yet.';
const OURS_OUT = 'Bytes that your code wrote and the kernel has not taken yet: in our own process.';

export const clientAnswers: readonly Answerer[] = [
  [
    /^(?:bytes-)?kernelIn-(.+)$/,
    (asked, name) =>
      bufferAnswer(asked, name, 'Kernel receive buffer', (c) => c.receiveBuffer, KERNEL_IN),
  ],
  [
    /^in-(.+)$/,
    (asked, name) =>
      bufferAnswer(asked, name, 'Kernel receive buffer', (c) => c.receiveBuffer, KERNEL_IN),
  ],
  [
    /^(?:bytes-)?read-(\D.*)$/,
    (asked, name) =>
      bufferAnswer(
        asked,
        name,
        'Read, not complete yet',
        (c) => c.partial,
        'Bytes that were read and make no whole message yet; the protocol keeps them.',
      ),
  ],
  [
    /^(?:(?:bytes-)?written|ours)-(.+)$/,
    (asked, name) => bufferAnswer(asked, name, 'Twisted’s buffer', (c) => c.writeBuffer, OURS_OUT),
  ],
  [
    /^(?:(?:bytes-)?kernelOut|kernel)-(.+)$/,
    (asked, name) =>
      bufferAnswer(
        asked,
        name,
        'Kernel send buffer',
        (c) => c.sendBuffer,
        'Bytes that the kernel has taken to send, until the other end has them.',
      ),
  ],
  [/^(?:flight|bytes)-(.+)-(?:up|down)-\d+-\d+$/, flightAnswer],
  [/^flight-(.+)-[^-]+$/, flightAnswer],
  [/^chip-(.+)-\d+$/, flightAnswer],
  [/^(?:wait|length)-(.+)-(\d+)$/, waitAnswer],
  [/^worst-[^-]+-(.+)$/, (asked, name) => clientAnswer(asked, name)],
  [/^lane-[^-]+-(.+)$/, (asked, name) => clientAnswer(asked, name)],
  [/^(?:row|mark|client|queued)-(.+)$/, (asked, name) => clientAnswer(asked, name)],
  [
    /^waits-together$/,
    () => ({
      title: 'Waits',
      text: 'Too many for a bar each: how many of its requests were without an answer at each time.',
      noun: 'client',
    }),
  ],
  [
    /^hidden-clients$/,
    ({ world }) => ({
      title: 'More clients',
      text: `There are ${world.clients.length} clients in all; those that have no row are counted here.`,
      noun: 'client',
    }),
  ],
];
