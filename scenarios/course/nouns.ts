import type { Noun } from '../../src/scenario/types';

/** One card each, at most 40 words; every other word here is explained with these. */
export const nouns: Readonly<Record<Noun, string>> = {
  client:
    'A program at the other end of a connection: a browser, a chat window, a phone. Here they are called A, B, C and D. It sends bytes and waits for bytes; it knows nothing of the server’s threads.',
  buffer:
    'A place where bytes wait until somebody takes them. The kernel has two for each connection, one each way; Twisted has one more, for what you wrote and the kernel has not taken yet.',
  reactor:
    'Twisted’s event loop. One thread asks the OS which sockets are ready, calls your code for each, one call at a time, and asks again. With nothing to do it sleeps.',
  handler:
    'Your function that the reactor calls when something happened: lineReceived, the function of a timer, a callback. Until it returns, the reactor does nothing else.',
  worker:
    'A thread of a pool, beside the reactor’s own. deferToThread gives it a function that would block. It must not touch Twisted’s objects; what the function returns goes back to the reactor.',
  Deferred:
    'An object for one result that is not there yet, with a list of functions to call when it is. It runs nothing by itself: somebody else must put the result in.',
};
