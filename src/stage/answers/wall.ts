import type { Answerer } from './answer';

/** Parts of the picture of the wall between the reactor’s thread and the workers. */
export const wallAnswers: readonly Answerer[] = [
  [
    /^wall$/,
    () => ({
      title: 'The wall',
      text: 'Twisted’s objects are the reactor thread’s. From the other side nothing of them may be touched; only calls may be handed over.',
      noun: 'reactor',
    }),
  ],
  [
    /^slot$/,
    () => ({
      title: 'callFromThread',
      text: 'The one way over from a worker: it puts a call in a list and rings. The reactor thread makes the call.',
      noun: 'worker',
    }),
  ],
  [
    /^bell$/,
    ({ world }) => ({
      title: 'The waker',
      text: world.interest.some(({ name, readableNow }) => name === 'waker' && readableNow)
        ? 'A byte lies in the reactor’s own pipe: its question to the OS is answered at once.'
        : 'A pipe that the reactor always asks about. One byte in it ends the reactor’s sleep.',
      noun: 'reactor',
    }),
  ],
  [
    /^thread-calls$/,
    ({ world }) => ({
      title: 'Calls from threads',
      text:
        world.threadCalls.length === 0
          ? 'What threads hand over waits here, for the first station of the next turn. There is nothing now.'
          : 'Handed over, and not made yet: they are the first station of the next turn.',
      noun: 'reactor',
    }),
  ],
  [
    /^deferred$/,
    () => ({
      title: 'Your Deferred',
      text: 'deferToThread has returned it at once. The reactor thread fires it when the result has come over.',
      noun: 'Deferred',
    }),
  ],
  [
    /^worker-row$/,
    () => ({
      title: 'A job',
      text: 'A thread of the pool is at it, from its first line to its last. Dashed: no thread has it yet.',
      noun: 'worker',
    }),
  ],
  [
    /^reach$/,
    () => ({
      title: 'A hand over the wall',
      text: 'A worker called transport.write itself. The bytes are in the reactor’s buffer, and nothing has told the reactor so.',
      noun: 'worker',
    }),
  ],
  [
    /^asked-list$/,
    ({ recording }) => ({
      title: 'What the OS was asked',
      text:
        recording.reactor === 'epoll'
          ? 'epoll keeps the list in the kernel: what is added to it counts for a call that sleeps already.'
          : 'select is given a list with each call, and looks at no other until it returns.',
      noun: 'reactor',
    }),
  ],
  [
    /^own-list$/,
    () => ({
      title: 'The reactor’s list',
      text: 'Whom it will ask about in its next question. A write puts its connection there.',
      noun: 'reactor',
    }),
  ],
  [
    /^split(-other)?$/,
    (_, other) => ({
      title: other === undefined ? 'The wait, in its parts' : 'The wait in the other run',
      text: 'From the client’s question to its answer, to scale. Dotted is the way, lines are a worker, hatched is a handler that sleeps.',
      noun: 'client',
    }),
  ],
  [
    /^shares$/,
    () => ({
      title: 'What the wait is made of',
      text: 'So far: how long the job waited for a thread, how long it took, how long it waited for the reactor, and the way.',
      noun: 'client',
    }),
  ],
];
