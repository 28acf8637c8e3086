import { causeRole, type CausePair } from '../recording/causes';
import type { EventKind, OwnFields, RecordedEvent } from '../recording/events';
import { causeOfEvent, currentCause, enterCause, eventOf } from './cause';
import type { EventQueue } from './clock';

/** Collects the events of a run; whoever emits says only what is its own. */
export class Trace {
  readonly events: RecordedEvent[] = [];
  /** What the handling of data led to: see `./cause`. */
  readonly causes: CausePair[] = [];
  /** Turn of the reactor's loop that is stamped on events. */
  turn = 0;
  /** False before the program starts and after the end: nothing is recorded. */
  on = true;
  /** Name of the thread that runs now; null is the reactor thread. */
  thread: string | null = null;
  /** Called with each event after it was recorded (the scenario's machine listens here). */
  listener: ((event: RecordedEvent) => void) | null = null;
  readonly #queue: EventQueue;

  constructor(queue: EventQueue) {
    this.#queue = queue;
  }

  /** Records an event of the present time, turn and thread. */
  emit<K extends EventKind>(kind: K, ...fields: OwnFields<K>): void;
  // Without a rest parameter: this runs for every event, and an array each time would cost.
  emit(kind: EventKind, fields?: object): void {
    if (!this.on) return;
    const event = Object.assign(
      { timeNs: this.#queue.nowNs, turn: this.turn, kind },
      fields,
    ) as unknown as RecordedEvent;
    if (this.thread !== null) event.thread = this.thread;
    this.events.push(event);
    const role = causeRole(kind);
    if (role === 'delivery') {
      enterCause(causeOfEvent(this.events.length - 1));
    } else if (role === 'effect') {
      const delivery = eventOf(currentCause());
      if (delivery !== null) this.causes.push([this.events.length - 1, delivery]);
    }
    if (this.listener !== null) this.listener(event);
  }
}
