import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { beatsOf as toldIn } from '../player/playback/steps';
import type { EventKind, EventOf, RecordedEvent, VirtualNs } from '../recording/events';
import type { Recording } from '../recording/recording';
import type { StoryEvent } from './factEvent';
import { onceFor } from './onceFor';
import type { Beat, FocusTarget, Values } from './types';

/** What a story state says of its beat. `{name}` in the caption is a fact of the run. */
export interface StoryMeta {
  caption?: string;
  focus?: readonly FocusTarget[];
}

/** Words and numbers of one run that captions may name. */
export type Facts = Readonly<Record<string, string>>;

/** Index of the event that made beat `id` true. -1 where it was not told. */
export function causeIndex(recording: Recording, id: string): number {
  return toldIn(recording).find((beat) => beat.id === id)?.event ?? -1;
}

/** For how long the sleep or the work that goes on now holds its thread yet, ns; 0 while there is none. */
export function leftOfBlockNs({ world }: StoryEvent): VirtualNs {
  const sleeping = [world.reactor, ...world.threads].find(({ block }) => block !== null);
  if (sleeping?.block == null) return 0;
  return sleeping.block.startNs + sleeping.block.durationNs - world.timeNs;
}

/** The event itself; the caller knows its kind from the machine. */
export function causeOf<K extends EventKind>(
  recording: Recording,
  id: string,
): EventOf<K> | undefined {
  return recording.events[causeIndex(recording, id)] as EventOf<K> | undefined;
}

const byKind = onceFor(({ events }: Recording) => {
  const kinds = new Map<EventKind, RecordedEvent[]>();
  for (const event of events) {
    const same = kinds.get(event.kind);
    if (same) same.push(event);
    else kinds.set(event.kind, [event]);
  }
  return kinds;
});

/** The run's events of one kind, in order. Guards ask at each event: the run is gone through once. */
export function eventsOf<K extends EventKind>(
  recording: Recording,
  kind: K,
): readonly EventOf<K>[] {
  return (byKind(recording).get(kind) ?? []) as readonly RecordedEvent[] as readonly EventOf<K>[];
}

/** A story state that tells the beat `id` when it is entered. Spread it into the state's config. */
export function beat(id: string, caption: string, focus: readonly FocusTarget[]) {
  return {
    entry: { type: 'tell' as const, params: { beat: id } },
    meta: { caption, focus } satisfies StoryMeta,
  };
}

/**
 * The beats of a story, in the order in which its states are written.
 * @throws Error that names the beat and the word when a caption names a fact that `facts` does not give;
 *   it is thrown when the caption is asked for.
 */
export function beatsOf(
  machine: AnyStateMachine,
  facts: (recording: Recording, values: Values) => Facts,
): Beat[] {
  return storyStates(machine.root).map((state) => {
    const meta = state.meta as Required<StoryMeta>;
    const id = beatId(state);
    return {
      id,
      focus: meta.focus,
      caption: (recording, values) => fill(meta.caption, facts(recording, values), id),
    };
  });
}

/** The states below `node` that tell a beat. */
export function storyStates(node: AnyStateNode): AnyStateNode[] {
  const own = (node.meta as StoryMeta | undefined)?.caption === undefined ? [] : [node];
  return [...own, ...Object.values(node.states).flatMap(storyStates)];
}

/** The id that a story state tells. */
export function beatId(state: AnyStateNode): string {
  const tell = state.entry.find(
    (action) => typeof action === 'object' && action.type === 'tell',
  ) as { params: { beat: string } } | undefined;
  if (tell === undefined) throw new Error(`${state.id}: a state with a caption must tell a beat`);
  return tell.params.beat;
}

function fill(caption: string, facts: Facts, id: string): string {
  return caption.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    if (fact === undefined)
      throw new Error(`beat ${id}: its caption names the unknown fact {${name}}`);
    return fact;
  });
}
