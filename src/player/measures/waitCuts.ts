import type { VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { programOf } from '../world/program';
import type { ClientStreams } from '../world/streams';
import { firstAfter, spansBetween, workOf, type RunWork } from './waitWork';
import type { ReactorSpan, Wait } from '../world/world.types';

/** What a part of a wait was spent on. */
export type PartId =
  | 'connecting'
  | 'unsent'
  | 'resent'
  | 'there'
  | 'queued'
  | 'unread'
  | 'paused'
  | 'behind'
  | 'handler'
  | 'worker'
  | 'pool'
  | 'timer'
  | 'turn'
  | 'gil'
  | 'elsewhere'
  | 'buffered'
  | 'noRoom'
  | 'kernel'
  | 'back'
  | 'late'
  | 'ending';

/** Some of a wait: times in ns. `holder` is what held the reactor thread meanwhile, if that is why. */
export interface WaitPart {
  id: PartId;
  fromNs: VirtualNs;
  toNs: VirtualNs;
  holder: ReactorSpan | null;
  /** The event that began it, or the last before. */
  index: number;
}

/** When a wait is over: its answer, the end of its connection, or the end of the run. */
export function endOfWait(recording: Recording, wait: Wait): VirtualNs {
  return wait.answeredNs ?? wait.lostNs ?? recording.events.at(-1)!.timeNs;
}

/** A wait that is cut into parts from its send on: each cut is at the end of the one before, and none is behind the end. */
export class WaitCuts {
  protected readonly parts: WaitPart[] = [];
  protected readonly wait: Wait;
  protected readonly client: ClientStreams;
  protected readonly recording: Recording;
  protected readonly work: RunWork;
  protected endNs: VirtualNs;
  protected nowNs: VirtualNs;
  protected index: number;

  constructor(recording: Recording, wait: Wait, client: ClientStreams) {
    this.recording = recording;
    this.wait = wait;
    this.client = client;
    this.work = workOf(recording);
    this.endNs = endOfWait(recording, wait);
    this.nowNs = wait.sentNs;
    this.index = wait.sentIndex;
  }

  /** The time of a milestone, within the wait and not before what came before. */
  protected at(timeNs: VirtualNs | null | undefined): VirtualNs {
    return Math.min(this.endNs, Math.max(this.nowNs, Math.round(timeNs ?? this.endNs)));
  }

  /** Up to `timeNs` (null: to the end) the wait is this. */
  protected upTo(
    timeNs: VirtualNs | null | undefined,
    id: PartId,
    holder: ReactorSpan | null = null,
    index = this.index,
  ): void {
    const toNs = this.at(timeNs);
    if (toNs === this.nowNs) return;
    const last = this.parts.at(-1);
    if (last?.id === id && last.holder === holder) last.toNs = toNs;
    else this.parts.push({ id, fromNs: this.nowNs, toNs, holder, index });
    this.nowNs = toNs;
  }

  /** Up to `toNs`: what holds the reactor thread in between, and `idle` when nothing does. */
  protected held(toNs: VirtualNs, held: PartId, idle: PartId): void {
    if (programOf(this.recording) === 'threads') {
      this.upTo(toNs, idle);
      return;
    }
    for (const span of spansBetween(this.work, this.nowNs, this.at(toNs))) {
      this.idle(Math.max(span.startNs, this.nowNs), toNs, idle);
      this.upTo(Math.min(span.endNs, this.at(toNs)), held, span, this.#begun(span));
    }
    this.idle(toNs, toNs, idle);
  }

  /** The event to go to for a span: its start, if the wait had begun then. */
  #begun(span: ReactorSpan): number {
    return Math.max(this.index, span.startIndex);
  }

  /** Nothing runs: the reactor thread may have to wait for the GIL. */
  protected idle(untilNs: VirtualNs, limitNs: VirtualNs, id: PartId): void {
    const toNs = Math.min(untilNs, this.at(limitNs));
    const { gil } = this.work;
    for (let i = firstAfter(gil, this.nowNs); i < gil.length; i++) {
      const wait = gil[i]!;
      if (wait.fromNs >= toNs) break;
      this.upTo(Math.min(wait.fromNs, toNs), id);
      this.upTo(Math.min(wait.toNs, toNs), 'gil');
    }
    this.upTo(toNs, id);
  }
}
