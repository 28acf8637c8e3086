import { durationText } from '../../player/measures/durations';
import type { Hold } from '../../player/measures/holds';
import { longestWaits, waitsOf } from '../../player/measures/waits';
import { reactorSpans } from '../../player/measures/spans';
import { firstWhere } from '../../player/world/segments';
import type { ReactorSpan, Wait } from '../../player/world/world.types';
import type { Recording } from '../../recording/recording';
import type { Shown } from '../../session/downsample';
import { measured, type Measured } from '../../session/run';
import { runWorkload } from '../../workload/runWorkload';
import type { ClientAction, Workload, WorkloadServer } from '../../workload/workload';

/** Handlers that take less count as instant: what happens beside a hold is not what is asked. */
const INSTANT_NS = 1e7;
/** Of more clients than this, those that waited longest are played. */
const MAX_CLIENTS = 200;
/** So long all have been connected before the first sends, ms. */
const BEFORE_MS = 100;
const SLICE_MS = 10;
const NS_PER_MS = 1e6;

/** Another way to do what the handler of a hold did. `computes`: it needed the processor, and so the GIL. */
export interface Cure {
  id: 'same' | 'thread' | 'slices' | 'half';
  label: string;
  server: (computes: boolean) => WorkloadServer;
  /** How long the handler of the hold takes with it, as a factor. */
  factor: number;
}

const blocking: Cure['server'] = () => ({ program: 'blocking-handler' });

export const cures: readonly Cure[] = [
  { id: 'same', label: 'as it was', factor: 1, server: blocking },
  {
    id: 'thread',
    label: 'in a thread',
    factor: 1,
    server: (cpu) => ({ program: 'defer-to-thread', params: { cpu } }),
  },
  {
    id: 'slices',
    label: `in slices of ${durationText(SLICE_MS * NS_PER_MS)}`,
    factor: 1,
    server: () => ({ program: 'call-later-chunks', params: { chunkMs: SLICE_MS } }),
  },
  { id: 'half', label: 'half as long', factor: 0.5, server: blocking },
];

/** What came in a part of a recorded run: who sent when, and how long its handler had the thread. */
export interface Arrival {
  client: string;
  /** From the beginning of the part. */
  atNs: number;
  workNs: number;
  /** How long the client waited for the answer as recorded; null where it got none. */
  waitNs: number | null;
  /** It is the hold's own handler. */
  isHold: boolean;
}

/** The arrivals of a part, from the waits that begin in it and the handlers that got what was sent. */
export function arrivalsIn(recording: Recording, hold: Hold, [fromNs, toNs]: Shown): Arrival[] {
  const spans = reactorSpans(recording).filter(({ kind }) => kind !== 'io');
  const waits = waitsOf(recording).filter(({ sentNs }) => sentNs >= fromNs && sentNs <= toNs);
  const holder = spanAt(spans, hold.index);
  const shared = new Map<ReactorSpan, number>();
  const found = waits.map((wait) => {
    const handler = wait.chain.find((index) => recording.events[index]!.kind === 'handlerStart');
    const span = handler === undefined ? undefined : spanAt(spans, handler);
    if (span !== undefined) shared.set(span, (shared.get(span) ?? 0) + 1);
    return { wait, span };
  });
  return found.map(({ wait, span }) => ({
    client: wait.client,
    atNs: wait.sentNs - fromNs,
    // Several messages of one read have the handler's time together.
    workNs: span === undefined ? 0 : (span.endNs - span.startNs) / shared.get(span)!,
    waitNs: wait.answeredNs === null ? null : wait.answeredNs - wait.sentNs,
    isHold: span !== undefined && span === holder,
  }));
}

/** The longest wait of those whose handler it was not, and of the one whose it was; null where nobody waited. */
export interface Longest {
  othersNs: number | null;
  ownNs: number | null;
}

/** @param waits of whom, and how long */
function longestOf(
  waits: readonly { client: string; waitNs: number | null }[],
  own: string | undefined,
): Longest {
  const longest: Longest = { othersNs: null, ownNs: null };
  for (const { client, waitNs } of waits) {
    const of = client === own ? 'ownNs' : 'othersNs';
    if (waitNs !== null && waitNs > (longest[of] ?? -1)) longest[of] = waitNs;
  }
  return longest;
}

const ownOf = (arrivals: readonly Arrival[]): string | undefined =>
  arrivals.find(({ isHold }) => isHold)?.client;

/** As it was recorded. */
export const recordedWaits = (arrivals: readonly Arrival[]): Longest =>
  longestOf(arrivals, ownOf(arrivals));

function spanAt(spans: readonly ReactorSpan[], index: number): ReactorSpan | undefined {
  const next = firstWhere(spans.length, (i) => spans[i]!.startIndex > index);
  const span = spans[next - 1];
  return span !== undefined && index <= span.endIndex ? span : undefined;
}

/** The same arrivals for the simulator. Each message says how long its handler takes. */
function workloadOfArrivals(
  arrivals: readonly Arrival[],
  cure: Cure,
  { computes, reactor }: { computes: boolean; reactor: 'select' | 'epoll' },
): Workload {
  const clients = new Map<string, ClientAction[]>();
  for (const { client, atNs, workNs, isHold } of arrivals) {
    // To the microsecond, as a recording writes them.
    const ms = Math.round((workNs * (isHold ? cure.factor : 1)) / 1e3) / 1e3;
    const send = workNs < INSTANT_NS ? 'ping\r\n' : `work ${ms}\r\n`;
    const actions = clients.get(client) ?? [];
    actions.push({ at: BEFORE_MS + atNs / NS_PER_MS, send });
    clients.set(client, actions);
  }
  const most = [...clients].slice(0, MAX_CLIENTS);
  return {
    reactor,
    net: { latencyMs: 0 },
    server: cure.server(computes),
    clients: most.map(([name, actions]) => ({ name, connect: 0, actions })),
  };
}

/** A modelled run beside the recorded one: with which cure, and who waited how long in it. */
export interface Modelled extends Longest {
  cure: Cure;
  run: Measured;
}

/** Plays the arrivals with a cure. Nothing of the recorded network but the arrivals goes in: these numbers are modelled. */
export function modelled(
  arrivals: readonly Arrival[],
  cure: Cure,
  hold: Hold,
  reactor: Recording['reactor'],
): Modelled {
  const computes = hold.held.why === 'computing' || hold.held.why === 'gil';
  const known = reactor === 'select' ? 'select' : 'epoll';
  const recording = runWorkload(workloadOfArrivals(arrivals, cure, { computes, reactor: known }));
  return { cure, run: measured(recording), ...longestOf(longestWaits(recording), ownOf(arrivals)) };
}

/** The modelled run on the axis of the recorded part. */
export function onAxisOf(
  { run }: Modelled,
  [fromNs]: Shown,
): Pick<Measured, 'waits' | 'spans' | 'workers' | 'endNs'> {
  const byNs = fromNs - BEFORE_MS * NS_PER_MS;
  const moved = <T extends { startNs: number; endNs: number }>(span: T): T => ({
    ...span,
    startNs: span.startNs + byNs,
    endNs: span.endNs + byNs,
  });
  const at = (timeNs: number | null): number | null => (timeNs === null ? null : timeNs + byNs);
  return {
    waits: run.waits.map((wait): Wait => ({
      ...wait,
      sentNs: wait.sentNs + byNs,
      answeredNs: at(wait.answeredNs),
      lostNs: at(wait.lostNs),
    })),
    spans: run.spans.map(moved),
    workers: run.workers.map(moved),
    endNs: run.endNs + byNs,
  };
}
