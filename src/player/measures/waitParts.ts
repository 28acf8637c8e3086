import type { VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { streamsOf, type Mark } from '../world/streams';
import { firstWhere } from '../world/segments';
import { markReaching } from '../world/travel';
import { WaitCuts, type PartId, type WaitPart } from './waitCuts';
import { firstAfter, spansBetween, type RunWork, type Stretch } from './waitWork';
import type { ReactorSpan, Wait } from '../world/world.types';

export { endOfWait } from './waitCuts';
export type { PartId, WaitPart } from './waitCuts';

/**
 * Where all of a wait went, from the send to its end: parts that follow each other without a gap, each longer than
 * 0 ns, so that they add up to the wait exactly.
 */
export function waitParts(recording: Recording, wait: Wait): WaitPart[] {
  const client = streamsOf(recording).clients.get(wait.trail.conn);
  if (client === undefined) return [];
  return new Parts(recording, wait, client).all();
}

/** Cuts a wait at one milestone after the other; what is behind the last that happened goes to its end. */
class Parts extends WaitCuts {
  all(): WaitPart[] {
    const endNs = this.endNs;
    this.endNs = this.#serverEndNs();
    this.#wayThere();
    this.#reading();
    this.#handling();
    this.#wayBack();
    // What has no milestone behind it: nothing more is known of it.
    this.upTo(null, 'elsewhere');
    this.endNs = endNs;
    this.upTo(null, 'ending');
    return this.parts;
  }

  /** When the server ended the connection of a wait that is lost; else the end of the wait. */
  #serverEndNs(): VirtualNs {
    const { sentIndex, lostIndex } = this.wait;
    if (lostIndex === null) return this.endNs;
    const end = this.client.life.find(
      ({ event, index }) =>
        index > sentIndex &&
        index < lostIndex &&
        (event.kind === 'sockClose' || event.kind === 'sockShutdown'),
    );
    return end?.event.timeNs ?? this.endNs;
  }

  #wayThere(): void {
    const { requestEnd } = this.wait.trail;
    const { arrivals, latencyNs, life, lost } = this.client;
    const isConnect = this.recording.events[this.wait.sentIndex]!.kind === 'client.connect';
    const connected = life.find(
      ({ event, index }) => index > this.wait.sentIndex && event.kind === 'client.connected',
    );
    if (isConnect) this.upTo(connected?.event.timeNs ?? null, 'connecting');
    const arrived = markReaching(arrivals, requestEnd);
    const wasLost = lost.some(
      ({ side, timeNs }) =>
        side === 'client' &&
        timeNs >= this.wait.sentNs &&
        timeNs <= (arrived?.timeNs ?? this.endNs),
    );
    if (arrived === undefined) {
      this.upTo(null, wasLost ? 'resent' : 'there');
      return;
    }
    this.upTo(arrived.timeNs - latencyNs, wasLost ? 'resent' : 'unsent');
    this.upTo(arrived.timeNs, 'there');
    this.index = arrived.index;
  }

  /** In the kernel, until the protocol gets the last of it. */
  #reading(): void {
    const { conn, requestEnd, deliveryIndex } = this.wait.trail;
    const accepted = this.work.accepted.get(conn);
    if (accepted !== undefined) {
      this.held(accepted.fromNs, 'queued', 'queued');
      this.index = Math.max(this.index, accepted.index);
    }
    const read = markReaching(this.client.reads, requestEnd);
    for (const { fromNs, toNs } of this.work.paused.get(conn) ?? []) {
      if (toNs <= this.nowNs || fromNs >= this.at(read?.timeNs)) continue;
      this.held(this.at(fromNs), 'unread', 'turn');
      this.upTo(Math.min(toNs, this.at(read?.timeNs)), 'paused');
    }
    this.held(this.at(read?.timeNs), 'unread', 'turn');
    if (read !== undefined) this.index = read.index;
    const delivered = deliveryIndex === null ? null : this.recording.events[deliveryIndex]!;
    this.held(this.at(delivered?.timeNs), 'behind', 'behind');
    if (deliveryIndex !== null) this.index = deliveryIndex;
  }

  /** From the delivery to the write: the handler, and what it led to. */
  #handling(): void {
    const { deliveryIndex, answer } = this.wait.trail;
    if (deliveryIndex === null) return;
    const toNs = this.at(answer && this.recording.events[answer.writeIndex]!.timeNs);
    while (this.nowNs < toNs) this.#handleFurther(deliveryIndex, toNs);
    if (answer !== null) this.index = answer.writeIndex;
  }

  /** The next stretch of handling: what comes first in this list is why nothing else helps. */
  #handleFurther(deliveryIndex: number, toNs: VirtualNs): void {
    const work = this.work.byDelivery.get(deliveryIndex);
    const limit = this.wait.trail.answer?.writeIndex ?? Infinity;
    const now = this.nowNs;
    const running = spansBetween(this.work, now, now + 1)[0];
    const own = running !== undefined && this.#isOwn(running, deliveryIndex) ? running : undefined;
    const current = (list: readonly Stretch[] | undefined): Stretch | undefined =>
      list?.find(
        ({ fromNs, toNs: endNs, index }) => fromNs <= now && now < endNs && index <= limit,
      );
    const found: [PartId, VirtualNs, ReactorSpan | null][] = [];
    const add = (
      id: PartId,
      endNs: VirtualNs | undefined,
      span: ReactorSpan | null = null,
    ): void => {
      if (endNs !== undefined) found.push([id, endNs, span]);
    };
    add('handler', own?.endNs, own ?? null);
    add('worker', this.#ownThread(now) ?? current(work?.jobs)?.toNs);
    add('timer', current(work?.timers)?.toNs);
    add('pool', current(work?.queued)?.toNs);
    add('turn', running?.endNs, running ?? null);
    const gil = this.work.gil[firstAfter(this.work.gil, now)];
    add('gil', gil && current([gil])?.toNs);
    add('turn', current(work?.calls)?.toNs);
    const [id, endNs, span] = found[0] ?? ['elsewhere', toNs, null];
    this.upTo(Math.min(endNs, this.#nextChange(work, now, toNs)), id, span);
  }

  /** Until when the thread is at it that got the message (without a reactor), or a worker that writes the answer itself. */
  #ownThread(now: VirtualNs): VirtualNs | undefined {
    const { events } = this.recording;
    const { deliveryIndex, answer } = this.wait.trail;
    const { thread } = events[deliveryIndex!]!;
    const write = answer?.writeIndex ?? -1;
    const writer = events[write]?.thread;
    return this.work.jobs.find(
      (span) =>
        span.startNs <= now &&
        now < span.endNs &&
        span.thread === (thread ?? writer) &&
        (thread !== undefined || (span.startIndex <= write && write <= span.endIndex)),
    )?.endNs;
  }

  #isOwn(span: ReactorSpan, deliveryIndex: number): boolean {
    if (span.startIndex <= deliveryIndex && deliveryIndex <= span.endIndex) return true;
    if (this.wait.chain.includes(span.startIndex)) return true;
    return this.work.causes.get(span.startIndex) === deliveryIndex;
  }

  /** When something begins that could be why from then on. */
  #nextChange(
    work: ReturnType<RunWork['byDelivery']['get']>,
    now: VirtualNs,
    toNs: VirtualNs,
  ): VirtualNs {
    let next = toNs;
    const see = (list: readonly { fromNs: VirtualNs }[] | undefined): void => {
      for (const { fromNs } of list ?? []) if (fromNs > now && fromNs < next) next = fromNs;
    };
    see(work?.jobs);
    see(work?.timers);
    see(work?.queued);
    see(work?.calls);
    const { gil, spans } = this.work;
    const first = firstAfter(gil, now);
    see(gil.slice(first, first + 2));
    const span = spans[firstWhere(spans.length, (i) => spans[i]!.startNs > now)];
    return span === undefined ? next : Math.min(next, span.startNs);
  }

  /** From the write to the client: our buffer, the kernel's, the way, and the client that reads. */
  #wayBack(): void {
    const { answer, deliveryIndex } = this.wait.trail;
    if (answer === null) return;
    const { taken, acknowledged, received, latencyNs, lost } = this.client;
    const handed = markReaching(taken, answer.end);
    const handedNs = this.at(handed?.timeNs);
    for (const span of spansBetween(this.work, this.nowNs, handedNs)) {
      this.idle(Math.max(span.startNs, this.nowNs), handedNs, this.#waitsForRoom(taken));
      const isOwn = deliveryIndex !== null && this.#isOwn(span, deliveryIndex);
      this.upTo(Math.min(span.endNs, handedNs), isOwn ? 'handler' : 'buffered', span);
    }
    this.idle(handedNs, handedNs, this.#waitsForRoom(taken));
    if (handed === undefined) return;
    this.index = handed.index;
    const got = markReaching(received, answer.end);
    const told = markReaching(acknowledged, answer.end);
    const heardNs = Math.min(
      told === undefined ? Infinity : told.timeNs - latencyNs,
      got?.timeNs ?? Infinity,
    );
    const wasLost = lost.some(
      ({ side, timeNs }) => side === 'server' && timeNs >= handed.timeNs && timeNs <= this.endNs,
    );
    if (heardNs === Infinity) {
      this.upTo(null, wasLost ? 'resent' : 'back');
      return;
    }
    this.upTo(heardNs - latencyNs, wasLost ? 'resent' : 'kernel');
    this.upTo(heardNs, 'back');
    this.upTo(got?.timeNs, 'late');
  }

  /** Some of the answer is with the kernel and the rest is not: the kernel has no room. */
  #waitsForRoom(taken: readonly Mark[]): PartId {
    const { writeIndex } = this.wait.trail.answer!;
    const now = this.nowNs;
    const began = taken.some(({ index, timeNs }) => index > writeIndex && timeNs <= now);
    return began ? 'noRoom' : 'turn';
  }
}
