import type { eventTable, FieldValues } from './eventTable';

/**
 * The events of a recording: what happened, in order, in one run. Their kinds and fields are those of `eventTable`.
 *
 * Every event has the virtual time (`timeNs`, whole nanoseconds), the reactor's turn (`turn`, 0 before
 * the loop) and a `kind`. Equal times are normal: code takes no time unless it sleeps or computes.
 * The order of the list is the order of the facts.
 *
 * In memory, times are nanoseconds. In a JSON file they are milliseconds under the oracle's names
 * (`t`, `i`, `thr`, `ms`, `due`, …); `json.ts` is the only place that knows both.
 */

/** A run's virtual clock, whole nanoseconds since the run began. Exact up to 104 days. */
export type VirtualNs = number;

interface At {
  /** Virtual time in ns. */
  timeNs: VirtualNs;
  /** Turn of the reactor's loop; 0 before the loop starts. */
  turn: number;
  /** Name of the thread that did it; absent for the reactor thread. */
  thread?: string;
}

type FieldsAs<T> = {
  -readonly [F in keyof T as T[F] extends `${string}?` ? never : F]: T[F] extends keyof FieldValues
    ? FieldValues[T[F]]
    : never;
} & {
  -readonly [
    F in keyof T as T[F] extends `${string}?` ? F : never
  ]?: T[F] extends `${infer Type extends keyof FieldValues}?` ? FieldValues[Type] : never;
};

/** Names a connection by its client (`A`), the listening socket (`port`) or null when it is gone. */
export type ConnName = FieldValues['conn'];

export type EventKind = keyof typeof eventTable;

/** Fields of each kind, besides `timeNs`, `turn` and `thread`. */
export type EventFields = { [K in EventKind]: FieldsAs<(typeof eventTable)[K]> };

/** What is told of an event of kind K when it is recorded: its own fields, if the kind has any. */
export type OwnFields<K extends EventKind> = keyof (typeof eventTable)[K] extends never
  ? []
  : [fields: EventFields[K]];

/** The event of kind K. */
export type EventOf<K extends EventKind> = At & { kind: K } & EventFields[K];

/** Any event that the types know. A recording from outside may hold others: see `UnknownEvent`. */
export type RecordedEvent = { [K in EventKind]: EventOf<K> }[EventKind];

/**
 * An event of a kind that this version does not know, from a recording made elsewhere. It is kept, counted and
 * stepped over, and never drawn. Its own fields are as the file had them.
 */
export interface UnknownEvent extends At {
  kind: string;
  [field: string]: unknown;
}

/**
 * How a run ended: nothing can happen any more, `until` reached, too many turns, the main thread waits for what can
 * never come (`hangs`, as real Python does), or `reactor.stop` (null). `deadlock`: nothing can happen any more, and jobs of a
 * pool wait for its threads, which wait for ever.
 * `recursionLimit`: however it ended, the program met Python's recursion limit, and its own functions are not
 * counted: real Twisted may have met the limit some calls earlier.
 */
export type RunEnd =
  'idle' | 'until' | 'maxIterations' | 'hangs' | 'deadlock' | 'recursionLimit' | null;
