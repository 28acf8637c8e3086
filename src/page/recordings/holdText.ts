import { holdKinds, type HoldKind } from '../../../scenarios/course/holdKinds';
import { durationText, momentText } from '../../player/measures/durations';
import type { Hold } from '../../player/measures/holds';
import type { EventOf, VirtualNs } from '../../recording/events';
import { shortText } from '../../stage/kit/text';
import { grouped } from '../../recording/digits';

type Held = EventOf<'held'>;

const WHY: Readonly<Record<Held['why'], string>> = {
  sleeping: 'slept',
  io: 'waited for the operating system',
  lock: 'waited for a lock',
  computing: 'computed',
  gil: 'waited for the GIL',
  gc: 'collected garbage',
  machine: 'was ready, but no core was free',
  recorder: 'was looked at by the recorder',
  waiting: 'waited',
  unknown: '',
};

/** Characters of a path that are shown: its end says most. */
const MAX_PATH = 40;

/** `report.py:31`, with its share where the hold was at several places; `line not seen` if nobody looked. */
export function placeText({ file, line, share }: Held): string {
  if (file === undefined || line === undefined) return 'line not seen';
  const path = file.length > MAX_PATH ? `…${file.slice(1 - MAX_PATH)}` : file;
  const part = share !== undefined && share < 95 ? ` (${share} %)` : '';
  return `${shortText(path, MAX_PATH)}:${line}${part}`;
}

/** Whose handler it was: `Chat.lineReceived of A`. */
export function holderText({ what, conn }: Held): string {
  return conn === null ? shortText(what) : `${shortText(what)} of ${shortText(conn)}`;
}

/** What it did there, and whether that is only inferred. */
export function whyText({ why, known, cpu = 0 }: Held): string {
  const words =
    why === 'machine' && cpu > 0 ? `computed, with a core ${cpu} % of the time` : WHY[why];
  return known === 'inferred' ? `${words} (line inferred)` : words;
}

/** `7 clients waited, 9.5 s in all`, `1 client waited, 0.2 s`, `nobody waited`. */
export function waitedText(clients: number, waitedNs: VirtualNs): string {
  if (clients === 0) return 'nobody waited';
  if (clients === 1) return `1 client waited, ${durationText(waitedNs)}`;
  return `${grouped(clients)} clients waited, ${durationText(waitedNs)} in all`;
}

/** `At 12.4 s Chat.lineReceived of A held the thread for 2.0 s at report.py:31; 7 clients waited, B longest: 1.9 s.` */
export function holdSentence({ held, clients, longest }: Hold): string {
  const at = held.file === undefined ? '' : ` at ${placeText(held)}`;
  const who =
    longest === null
      ? 'nobody waited'
      : clients === 1
        ? `${shortText(longest.client)} waited ${durationText(longest.waitedNs)}`
        : `${grouped(clients)} clients waited, ${shortText(longest.client)} longest: ${durationText(longest.waitedNs)}`;
  return `At ${momentText(held.timeNs, 2)} ${holderText(held)} held the thread for ${durationText(held.durationNs, 2)}${at}; ${who}.`;
}

/** The lesson about what was done there, if one explains it. */
export const lessonOf = ({ why }: Held): HoldKind | undefined =>
  holdKinds.find((kind) => kind.why === why);
