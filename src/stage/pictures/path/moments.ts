import { clockText, spoken } from '../../../player/measures/durations';
import type { RecordedEvent } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';
import { textWidth } from '../../kit/text';

/** A moment on the timeline of a path: of our code, or of the kernels and the network. */
export interface Moment {
  timeNs: number;
  index: number;
  lane: 'code' | 'network';
  text: string;
  /** `good`: what was hoped for. `bad`: the end of a hope. `turn`: what changes everything. `plain`: the rest. */
  look: 'good' | 'bad' | 'turn' | 'plain';
}

type Told = Pick<Moment, 'lane' | 'text' | 'look'>;

const code = (text: string, look: Moment['look'] = 'plain'): Told => ({ lane: 'code', text, look });
const network = (text: string, look: Moment['look'] = 'plain'): Told => ({
  lane: 'network',
  text,
  look,
});

function told(event: RecordedEvent): Told | null {
  switch (event.kind) {
    case 'write':
      return code('write');
    case 'deferredFire':
      // A LoopingCall that is stopped fires a Deferred too, as does the reactor's start: nobody waits for those.
      if (event.name !== undefined || /LoopingCall/.test(String(event.value))) return null;
      return event.ok ? code('OK', 'good') : code('TimeoutError', 'bad');
    case 'abortConnection':
      return code('abortConnection', 'bad');
    case 'connectionMade':
      // The first is where every run begins.
      return event.conn?.includes('#') ? code('connectionMade', 'turn') : null;
    case 'connectionLost':
      return code('connectionLost', 'bad');
    case 'net.cut':
      return network('cut', 'turn');
    case 'net.mend':
      return network('back', 'turn');
    case 'net.ack':
      return network('ACK');
    case 'net.retransmit':
      return event.side === 'server' ? network('sent again') : null;
    case 'net.keepalive':
      return network('probe');
    case 'net.natForgot':
      return network('NAT forgets', 'turn');
    case 'net.timeout':
      return event.side === 'server' ? network('gives up', 'turn') : null;
    case 'net.fin':
      return network('FIN', 'turn');
    case 'client.recv':
      return network('peer reads');
    default:
      return null;
  }
}

const cache = new WeakMap<Recording, Moment[]>();

/** The moments of a run, in order. */
export function momentsOf(recording: Recording): readonly Moment[] {
  let moments = cache.get(recording);
  if (moments === undefined) {
    moments = recording.events.flatMap((event, index) => {
      const what = told(event);
      return what === null ? [] : [{ timeNs: event.timeNs, index, ...what }];
    });
    cache.set(recording, moments);
  }
  return moments;
}

/** A moment with its place; `label` is empty where there is no room, or where its like has just been named. */
export interface PlacedMoment extends Moment {
  x: number;
  label: string;
  labelX: number;
  anchor: 'start' | 'end';
}

const RANK: Readonly<Record<Moment['look'], number>> = { bad: 0, turn: 1, good: 2, plain: 3 };

/**
 * Marks of one lane, at most one of a kind every two pixels, with names where they fit: those of what matters
 * most first, and of repetitions only the first.
 */
export function placeMoments(
  moments: readonly Moment[],
  x: (timeNs: number) => number,
  plot: { x0: number; x1: number },
  labelPx: number,
): PlacedMoment[] {
  const placed: PlacedMoment[] = [];
  const lastX = new Map<string, number>();
  for (const moment of moments) {
    const at = x(moment.timeNs);
    if (at - (lastX.get(moment.text) ?? -9) < 2) continue;
    lastX.set(moment.text, at);
    placed.push({ ...moment, x: at, label: '', labelX: at, anchor: 'start' });
  }
  const firsts = placed.filter((m, i) => placed.findIndex(({ text }) => text === m.text) === i);
  const beyondPx = plot.x1 - plot.x0 > 400 ? 90 : 18;
  const taken: [number, number][] = [];
  const isFree = (from: number, to: number): boolean =>
    from >= plot.x0 && to <= plot.x1 + beyondPx && taken.every(([a, b]) => to < a || from > b);
  for (const m of [...firsts].sort((a, b) => RANK[a.look] - RANK[b.look] || a.x - b.x)) {
    const width = textWidth(m.text, labelPx) + 6;
    for (const anchor of ['start', 'end'] as const) {
      const from = anchor === 'start' ? m.x - 4 : m.x + 4 - width;
      if (m.label !== '' || !isFree(from, from + width)) continue;
      taken.push([from, from + width]);
      Object.assign(m, { label: m.text, anchor, labelX: anchor === 'start' ? m.x - 2 : m.x + 2 });
    }
  }
  return placed;
}

/** Times that people know, for the logarithmic axis. */
export const LOG_TICKS: readonly { timeNs: number; label: string; isMinor?: true }[] = [
  { timeNs: 1e9, label: '1 s' },
  { timeNs: 10e9, label: '10 s' },
  { timeNs: 60e9, label: '1 min' },
  { timeNs: 300e9, label: '5 min', isMinor: true },
  { timeNs: 600e9, label: '10 min' },
  { timeNs: 1800e9, label: '30 min', isMinor: true },
  { timeNs: 3600e9, label: '1 h' },
  { timeNs: 10_800e9, label: '3 h' },
];

/** What the timeline says to those who hear it; nothing after `untilNs`. */
export function describeMoments(recording: Recording, untilNs: number): string {
  const said: string[] = [];
  for (const { text, timeNs } of momentsOf(recording)) {
    if (timeNs > untilNs || said.some((one) => one.startsWith(`${text} at`))) continue;
    said.push(`${text} at ${spoken(clockText(timeNs))}`);
  }
  return said.length === 0 ? 'Nothing yet.' : `${said.join(', ')}.`;
}
