import type { Recording } from '../../recording/recording';

/**
 * What runs on the main thread: Twisted's reactor, or, in a program without it, a loop around `select`, or
 * `accept()` with a thread for each client.
 */
export type Program = 'reactor' | 'loop' | 'threads';

const programs = new WeakMap<Recording, Program>();

/** Known from the first thing that the main thread does: only a reactor has turns. */
export function programOf(recording: Recording): Program {
  let program = programs.get(recording);
  if (program === undefined) {
    const first = recording.events.find(
      ({ kind }) => kind === 'iteration' || kind === 'selectEnter' || kind === 'acceptWait',
    );
    program =
      first?.kind === 'acceptWait' ? 'threads' : first?.kind === 'selectEnter' ? 'loop' : 'reactor';
    programs.set(recording, program);
  }
  return program;
}
