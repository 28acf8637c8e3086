import { durationText, momentText } from '../../../player/measures/durations';
import type { VirtualNs } from '../../../recording/events';
import { unseenIn, type Asked, type Lists, type Tray } from './model';

const CALLS = { select: 'select()', epoll: 'epoll' };

/** Names, in words that grow shorter: those of sockets that belong to nobody go first. */
function names(list: readonly string[]): string[] {
  if (list.length === 0) return ['nobody'];
  const clients = list.filter((name) => name !== 'port' && name !== 'waker');
  return [list.join(', '), [...clients, '…'].join(', ')];
}

const rowsOf = ({ reads, writes }: Asked): string[][] => [
  names(reads).flatMap((text) => [`to read: ${text}`, `read: ${text}`]),
  names(writes).flatMap((text) => [`to write: ${text}`, `write: ${text}`]),
];

/** Three lines, each in words that grow shorter: what the call was asked in which the reactor sleeps. */
export function callLines({ call, isKernels }: Lists): string[][] {
  const name = isKernels ? CALLS.epoll : CALLS.select;
  if (call === null) return [[`${name}: not asked now`, 'not asked now'], [''], ['']];
  const since = momentText(call.sinceNs, 2);
  return [
    isKernels
      ? [`${name} sleeps on the kernel’s list`, 'epoll’s, in the kernel', 'the kernel’s list']
      : [
          `${name} sleeps on the list of ${since}`,
          `select’s list, of ${since}`,
          `list of ${since}`,
        ],
    ...rowsOf(call),
  ];
}

/** The same of the reactor’s own list. */
export const nowLines = ({ now, isKernels }: Lists): string[][] => [
  isKernels
    ? ['the same list: it is the kernel’s', 'the same list']
    : ['the reactor’s list now', 'the list now'],
  ...rowsOf(now),
];

/** What lies there, in words that grow shorter. */
export function trayWords({ bytes, reachedNs }: Tray, timeNs: VirtualNs): string[] {
  if (bytes.size === 0) return ['nothing to send', 'empty'];
  if (reachedNs === null) return [''];
  if (timeNs <= reachedNs) return ['from a worker, just now', 'just now', 'now'];
  const lain = durationText(timeNs - reachedNs, 2);
  return [`for ${lain}, from a worker`, `for ${lain}`, lain];
}

/** The picture for those who hear it. */
export function describeReach(lists: Lists, tray: Tray, client: string): string {
  const from = tray.reachedNs === null ? '' : ', from a worker';
  const unseen = unseenIn(lists).map((name) => `. It was not asked about writing to ${name}`);
  return `${callLines(lists)[0]![0]}. ${tray.bytes.size} bytes lie in ${client}’s write buffer${from}${unseen.join('')}`;
}
