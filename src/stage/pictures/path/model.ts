import { clockText } from '../../../player/measures/durations';
import { clientOf } from '../../../player/measures/waits';
import type { ClientState, World } from '../../../player/world/world.types';
import type { VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';
import { pathRun, underWay, unreadByPeer, type Crossing, type PathRun } from './crossings';
import { codeLines, last, ourBelief, peerLines, peersBelief, type Belief } from './words';

/** Everything that the picture of a path shows at one moment. */
export interface PathModel {
  client: string;
  /** Which of the client's connections is shown, from 1: the newest that has begun. */
  connection: number;
  code: string[];
  buffer: string;
  kernel: string;
  peerKernel: string;
  peerCode: string[];
  flights: Flight[];
  /** Our kernel has the ACK for all that it sent, and nothing has crossed since. */
  isAcknowledged: boolean;
  /** What was lost last, and how many of its like since. */
  lost: { down: boolean; text: string } | null;
  /** Since when the client's cable is cut; null while it is whole. */
  cutNs: number | null;
  ours: Belief;
  peers: Belief;
  nat: NatNote | null;
}

/** A segment under way; `isOld`: of a connection before the one that is shown. */
export interface Flight extends Crossing {
  isOld: boolean;
}

/** What the box in the middle remembers. */
export interface NatNote {
  /** Share of its patience that is left, 0 to 1; 0 when it has forgotten. */
  left: number;
  /** In words, the longer first. */
  texts: readonly string[];
  hasForgotten: boolean;
}

/** @param memoryNs how long a box in the middle remembers; null where there is none. */
export function pathModel(
  recording: Recording,
  world: World,
  timeNs: number,
  { client: name, memoryNs }: { client: string; memoryNs: VirtualNs | null },
): PathModel {
  const { index } = world;
  const connections = world.clients.filter((one) => clientOf(one.name) === name);
  const client = connections.findLast(({ state }) => state !== 'absent') ?? connections[0]!;
  const run = pathRun(recording);
  const unread = unreadByPeer(run, client.name, client.receivedTotal, index, timeNs);
  const cut = last(recording.events, index, (e) => e.kind === 'net.cut' || e.kind === 'net.mend');
  return {
    client: name,
    connection: connections.indexOf(client) + 1,
    code: codeLines(recording, client, index),
    buffer: client.writeBuffer.text,
    kernel: isReset(recording, client, index) ? '' : client.sendBuffer.text,
    peerKernel: unread,
    peerCode: peerLines(recording, client, unread.length, index),
    flights: underWay(run, index, timeNs).map((c) => ({ ...c, isOld: c.conn !== client.name })),
    isAcknowledged: isAcknowledged(recording, client, index),
    lost: lossOf(run, client, index, timeNs),
    cutNs: cut?.kind === 'net.cut' ? cut.timeNs : null,
    ours: ourBelief(recording, client, index),
    peers: peersBelief(client),
    nat: memoryNs === null ? null : natNote(recording, run.heardNs, index, timeNs, memoryNs),
  };
}

/** Our socket was closed with RST: the kernel threw away what it still had to send. */
function isReset({ events }: Recording, { name }: ClientState, index: number): boolean {
  const closed = last(events, index, (e) => e.kind === 'sockClose' && e.conn === name);
  return closed?.kind === 'sockClose' && closed.rst === true;
}

function isAcknowledged({ events }: Recording, client: ClientState, index: number): boolean {
  const newest = last(
    events,
    index,
    (e) =>
      (e.kind === 'net.ack' || e.kind === 'client.send' || e.kind === 'net.arrive') &&
      e.conn === client.name,
  );
  return newest?.kind === 'net.ack' && client.sendBuffer.size === 0;
}

function lossOf(
  { crossings }: PathRun,
  { name }: ClientState,
  index: number,
  timeNs: number,
): PathModel['lost'] {
  const lost = crossings.filter(
    (c) => c.conn === name && c.isLost && c.index <= index && c.toNs <= timeNs,
  );
  const newest = lost.at(-1);
  if (newest === undefined) return null;
  const word = wordOf(newest);
  const times = lost.filter((c) => wordOf(c) === word).length;
  return { down: newest.down, text: `lost: ${word}${times > 1 ? `, ${times} times` : ''}` };
}

function natNote(
  { events }: Recording,
  heardNs: readonly number[],
  index: number,
  timeNs: number,
  memoryNs: VirtualNs,
): NatNote {
  if (last(events, index, (e) => e.kind === 'net.natForgot')) {
    return { left: 0, texts: ['forgotten'], hasForgotten: true };
  }
  const heard = heardNs.findLast((at) => at <= timeNs);
  if (heard === undefined) return { left: 0, texts: ['knows nobody'], hasForgotten: false };
  const idleNs = Math.min(timeNs - heard, memoryNs);
  return {
    left: 1 - idleNs / memoryNs,
    texts: [
      `silent ${clockText(idleNs)} of ${clockText(memoryNs)}`,
      `${clockText(wholeNs(memoryNs - idleNs))} left`,
    ],
    hasForgotten: false,
  };
}

/** Whole minutes, or whole seconds of the last one. */
function wholeNs(ns: number): number {
  return ns >= 60e9 ? Math.floor(ns / 60e9) * 60e9 : Math.floor(ns / 1e9) * 1e9;
}

/** The picture in sentences, for those who hear it. */
export function describePath(model: PathModel, timeNs: number): string {
  const at = (place: string, text: string): string[] =>
    text === '' ? [] : [`${text.replaceAll('\r\n', '')} is in ${place}`];
  const parts = [
    `At ${clockText(timeNs)}`,
    ...(model.connection > 1 ? [`connection ${model.connection}`] : []),
    `our code: ${model.code.join(', ')}`,
    ...at('Twisted’s buffer', model.buffer),
    ...at('our kernel', model.kernel),
    ...model.flights.map(
      (f) =>
        `${wordOf(f)} is on the way ${f.down ? 'to the peer' : 'to us'}${f.isOld ? ', on an old connection' : ''}`,
    ),
    ...at('the peer’s kernel', model.peerKernel),
    `the peer’s code: ${model.peerCode.join(' ')}`,
    ...(model.cutNs === null ? [] : [`the cable is cut since ${clockText(model.cutNs)}`]),
    ...(model.lost === null ? [] : [model.lost.text]),
    `our note: ${model.ours.texts[0]}`,
    ...(model.nat === null ? [] : [`the NAT box: ${model.nat.texts[0]}`]),
    `the peer’s note: ${model.peers.texts[0]}`,
  ];
  return `${parts.join('. ')}.`;
}

const WORDS: Readonly<Record<Crossing['kind'], string>> = {
  data: 'bytes',
  ack: 'ACK',
  probe: 'probe',
  fin: 'FIN',
  rst: 'RST',
  handshake: 'SYN',
};

/** What stands on a segment: its line, or what it is. */
export function wordOf({ kind, text }: Crossing): string {
  const line = text.split('\r\n')[0] ?? '';
  return kind === 'data' && line !== '' ? line : WORDS[kind];
}
