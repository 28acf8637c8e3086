import { createActor, type AnyActorRef, type AnyStateMachine } from 'xstate';
import type { Recording, ToldBeat } from '../recording/recording';
import { EventQueue } from '../simulator/clock';
import { storyEvent } from './factEvent';
import { onceFor } from './onceFor';
import { hears, mayMove } from './mayMove';
import { linesOf } from './pythonLines';
import type { MachineInput, Values } from './types';

/**
 * Tells a story of a finished recording: the machine hears the run's events one after the other, and tells a beat at
 * the event that makes it true. Pure; it asks nothing of how the recording came about.
 *
 * @param story a machine whose states tell beats: see `beat`.
 * @param source the server's file, which `line` events are about; null where there is none.
 * @returns the beats that happened, in the order in which they did.
 * @throws whatever the machine's own guards and actions throw.
 */
export function tellStory(
  story: AnyStateMachine,
  recording: Recording,
  values: Values,
  source: string | null = null,
): ToldBeat[] {
  const { events, variant = '', seed = 1 } = recording;
  const lines = source === null ? null : linesOf(source);
  const queue = new EventQueue();
  const beats: ToldBeat[] = [];
  /** The last event that has happened. */
  let index = 0;
  const input: MachineInput = { values, seed, variant };
  const actor = createActor(tellable(story), {
    input,
    clock: {
      setTimeout: (run, delayNs) => queue.after(delayNs, run),
      clearTimeout: (job) => queue.cancel(job),
    },
  });
  told.set(actor, (id) => beats.push({ id, event: index, timeNs: queue.nowNs }));
  let failure: unknown;
  actor.subscribe({ error: (error) => (failure ??= error) });
  actor.start();
  events.forEach((event, i) => {
    // What the story waits for comes before all else of its time, as what a client does by itself.
    queue.advanceTo(event.timeNs);
    index = i;
    const now = actor.getSnapshot();
    if (hears(now, event.kind)) {
      const fact = storyEvent(recording, i, lines);
      if (mayMove(now, fact)) actor.send(fact);
    }
    if (failure !== undefined) throw failure;
  });
  return beats;
}

/** What telling a beat means to each actor that plays a story. */
const told = new WeakMap<AnyActorRef, (beat: string) => void>();

/** The story as it can be told: one machine for every run, as to make it takes a third of what telling it does. */
const tellable = onceFor((story: AnyStateMachine) =>
  story.provide({
    actions: {
      tell: ({ self }: { self: AnyActorRef }, { beat }: { beat: string }) => told.get(self)!(beat),
    },
  }),
);
