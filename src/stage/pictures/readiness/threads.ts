import { momentText } from '../../../player/measures/durations';
import type { ClientState, World } from '../../../player/world/world.types';

/** A thread as its row shows it. `none`: there is no thread yet, or no more. */
export interface ThreadRow {
  id: string;
  look: 'none' | 'asleep' | 'awake';
  /** The same, shorter and shorter. */
  words: string[];
}

/** The thread that serves a client: asleep in that client's `recv()`, or awake. */
export function threadRow(world: World, { name }: ClientState): ThreadRow {
  const id = `thread-${name}`;
  const thread = world.threads.find(({ recv, ended }) => recv?.conn === name && !ended);
  if (thread?.recv == null) {
    const ended = world.threads.some(({ recv, ended }) => recv?.conn === name && ended);
    const words = ended
      ? [`${name}’s thread has ended`, 'its thread has ended', 'ended']
      : ['no thread yet', 'no thread'];
    return { id, look: 'none', words: [...words, '–'] };
  }
  if (!thread.recv.asleep) {
    return { id, look: 'awake', words: [`${name}’s thread is awake`, 'awake'] };
  }
  const since = `since ${momentText(thread.sinceNs, 2)}`;
  const words = [`${name}’s thread: in recv() ${since}`, `in recv() ${since}`, 'in recv()', 'recv'];
  return { id, look: 'asleep', words };
}

/** The main thread, which accepts clients. */
export function mainRow(world: World): ThreadRow {
  const id = 'thread-main';
  switch (world.reactor.state) {
    case 'waiting':
      return { id, look: 'asleep', words: ['main thread: in accept()', 'accept()', 'main'] };
    case 'running':
      return { id, look: 'awake', words: ['main thread is awake', 'main'] };
    default:
      return { id, look: 'none', words: ['not running', '–'] };
  }
}

/** True while any thread runs: the CPU has work. */
export function anyAwake(world: World): boolean {
  return (
    world.reactor.state === 'running' || world.threads.some(({ recv }) => recv?.asleep === false)
  );
}

/** How many threads sleep and who is awake, in lines of words. */
export function threadWords(world: World): string[] {
  const asleep = world.threads.filter(({ recv }) => recv?.asleep === true).length;
  const awake = world.threads.flatMap(({ recv }) => (recv?.asleep === false ? [recv.conn] : []));
  const main = world.reactor.state === 'running' ? ['main'] : [];
  const names = [...awake, ...main];
  return [
    `${asleep} asleep in recv()`,
    names.length === 0
      ? 'awake: nobody'
      : names.length > 3
        ? `awake: ${names.length}`
        : `awake: ${names.join(', ')}`,
  ];
}
