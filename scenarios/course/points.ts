import type { Claim } from './claims';
import { measured, source, text, type Evidence } from './evidence';

/** How a point of the post stands today. `nuance`: true as far as it goes. */
export type Verdict = 'true' | 'nuance' | 'dated' | 'wrong';

/** A point of the post, in our words, and where the course shows it. */
export type Point = {
  said: string;
  verdict: Verdict;
  /** Ids of lessons that show it, the best first. */
  lessons: readonly string[];
} & (
  | {
      /** Its correction stands with the claims, with its evidence. */
      claim: Claim['id'];
    }
  | { claim?: never; so: string; evidence: readonly Evidence[] }
);

/** Every point of the post, in its order; one that it makes twice stands where it comes first. */
export const points: readonly Point[] = [
  {
    said: 'TCP is a stream of data.',
    verdict: 'true',
    lessons: ['stream'],
    so: 'Bytes in order, without borders between what was written. One read may hold half a message, or two.',
    evidence: [
      source('internet/protocol.py', '611-622', 'def dataReceived', 'is given what one read gave'),
      text('RFC 9293, section 2.2', 'TCP gives applications a reliable stream of bytes, in order'),
    ],
  },
  {
    said: 'Once open, a connection stays open until it is closed.',
    verdict: 'nuance',
    lessons: ['silent-peer'],
    claim: 'stays-open',
  },
  {
    said: 'It has no beginning and no end, and knows nothing of your messages.',
    verdict: 'wrong',
    lessons: ['stream'],
    claim: 'no-beginning-no-end',
  },
  {
    said: 'You cannot wait until it has sent your message.',
    verdict: 'nuance',
    lessons: ['did-it-arrive', 'one-turn'],
    claim: 'no-word-of-sending',
  },
  {
    said: 'To know that it arrived, the other end must answer in your own protocol.',
    verdict: 'true',
    lessons: ['did-it-arrive'],
    so: 'An ACK says that a kernel has the bytes. Only an answer says that a program has dealt with them.',
    evidence: [
      text('RFC 793, section 2.6', 'an ACK says that TCP has them, not that the user has'),
    ],
  },
  {
    said: 'And then you need a timeout.',
    verdict: 'true',
    lessons: ['did-it-arrive', 'silent-peer'],
    so: 'Twisted has two: TimeoutMixin for a connection, addTimeout for a Deferred.',
    evidence: [
      source('protocols/policies.py', '623-632', 'class TimeoutMixin', 'for a connection'),
      source('internet/defer.py', '759-765', 'def addTimeout', 'for a Deferred'),
    ],
  },
  {
    said: 'TCP will wait for ever.',
    verdict: 'nuance',
    lessons: ['silent-peer'],
    claim: 'waits-for-ever',
  },
  {
    said: 'Routers on the way may drop you after 2 to 30 minutes of silence.',
    verdict: 'nuance',
    lessons: ['silent-peer'],
    claim: 'routers-time-out',
  },
  {
    said: 'You have to look for a marker that ends a message.',
    verdict: 'nuance',
    lessons: ['find-the-marker'],
    claim: 'only-a-marker',
  },
  {
    said: 'linereceiver and sendline help with CR LF, for chat and HTTP.',
    verdict: 'nuance',
    lessons: ['find-the-marker', 'chat'],
    claim: 'linereceiver-functions',
  },
  {
    said: 'Reactor and select work through the buffers without blocking.',
    verdict: 'nuance',
    lessons: ['who-is-ready', 'one-turn'],
    claim: 'never-blocks',
  },
  {
    said: 'Each cycle asks select who can be read or written, serves those and leaves out the rest.',
    verdict: 'nuance',
    lessons: ['who-is-ready'],
    claim: 'checks-read-and-write',
  },
  {
    said: 'Whoever does not know select should read up on it.',
    verdict: 'nuance',
    lessons: ['who-is-ready'],
    claim: 'read-up-on-select',
  },
  {
    said: 'For simple networking you need no Deferreds.',
    verdict: 'true',
    lessons: ['chat'],
    so: 'A chat server has none: lines come in, lines go out, each in a handler that returns at once.',
    evidence: [
      text(
        'Twisted’s documentation, howto/listings/servers/chat.py',
        'a chat server without a Deferred',
      ),
      source('internet/abstract.py', '366-381', 'def write', 'returns None, not a Deferred'),
    ],
  },
  {
    said: 'Small amounts of data do not block the reactor.',
    verdict: 'nuance',
    lessons: ['chat', 'one-turn'],
    claim: 'small-writes',
  },
  {
    said: 'Megabytes of a file are another matter.',
    verdict: 'nuance',
    lessons: ['tank-and-tap', 'chat'],
    claim: 'small-writes',
  },
  {
    said: 'sendLine is faster than a Deferred in between (said twice).',
    verdict: 'nuance',
    lessons: ['chat'],
    claim: 'sendline-is-faster',
  },
  {
    said: 'A very simple chat server follows, from a book.',
    verdict: 'wrong',
    lessons: ['chat'],
    claim: 'chat-example',
  },
  {
    said: 'Blocking code is code that holds up the reactor’s thread, or may.',
    verdict: 'true',
    lessons: ['blocked-reactor'],
    so: 'Handlers run inside the reactor’s own loop. Until one returns, the loop asks nobody.',
    evidence: [
      source('internet/base.py', '694-697', 'self.doIteration(t)', 'handlers run inside this call'),
    ],
  },
  {
    said: 'It is long work, file and network I/O, computing, remote calls, databases.',
    verdict: 'nuance',
    lessons: ['what-blocks'],
    claim: 'what-blocks',
  },
  {
    said: 'Meanwhile the server can do nothing, not even accept.',
    verdict: 'nuance',
    lessons: ['blocked-reactor', 'after-the-block'],
    claim: 'cannot-accept',
  },
  {
    said: 'Deferreds look like callbacks and are none.',
    verdict: 'nuance',
    lessons: ['two-rails'],
    claim: 'like-callbacks',
  },
  {
    said: 'Deferreds do not make blocking code non-blocking; we all try it.',
    verdict: 'true',
    lessons: ['track-not-engine', 'blocked-reactor'],
    so: 'A function runs in the thread that calls it, whatever stands around it.',
    evidence: [
      measured('maybeDeferred of a function that sleeps 300 ms returned after 300.2 ms'),
      source('internet/defer.py', '173-240', 'result = f(*args, **kwargs)', 'it just calls it'),
    ],
  },
  {
    said: 'First think of deferToThread; it is not the only way.',
    verdict: 'nuance',
    lessons: ['defer-to-thread', 'thread-pool', 'choose-the-cure'],
    claim: 'own-thread',
  },
  {
    said: 'Return a Deferred when you set it up, and add callbacks and errbacks.',
    verdict: 'nuance',
    lessons: ['defer-to-thread', 'two-rails'],
    so: 'deferToThread makes the Deferred and returns it; you add what is to follow.',
    evidence: [
      source('internet/threads.py', '55-66', 'defer.Deferred()', 'it is made there, and returned'),
    ],
  },
  {
    said: 'Do not call transport.write or sendLine from the thread.',
    verdict: 'true',
    lessons: ['wrong-hand'],
    so: 'Nothing wakes a reactor that sleeps in select, so the bytes lie until something else does; epoll hides that.',
    evidence: [
      measured('with select a line written from a worker left 1,935 ms late'),
      text('Twisted’s documentation, howto/threads', 'Twisted’s API is not thread-safe'),
    ],
  },
  {
    said: 'In the thread, call the callback to get back to the reactor, and send there.',
    verdict: 'wrong',
    lessons: ['defer-to-thread', 'wrong-hand'],
    claim: 'call-the-callback',
  },
  {
    said: 'Or break the work up: send 10 KB, yield to the reactor, reschedule the next.',
    verdict: 'dated',
    lessons: ['tank-and-tap', 'slices'],
    so: 'For computing, yes: task.cooperate does it. For files it fills memory when the reader is slow; a producer such as FileSender sends when it is asked.',
    evidence: [
      source('protocols/basic.py', '848-857', 'CHUNK_SIZE = 2**14', 'FileSender: 16 KiB a time'),
      source('internet/task.py', '352-361', 'MAX_SLICE = 0.01', 'cooperate: 10 ms a turn'),
    ],
  },
  {
    said: 'That is not the fastest, and even 10 KB can block too long.',
    verdict: 'nuance',
    lessons: ['slices', 'tank-and-tap'],
    claim: 'pieces-block-too',
  },
  {
    said: 'deferToThread is usually easier.',
    verdict: 'nuance',
    lessons: ['defer-to-thread', 'slices'],
    so: 'For a call that blocks, yes. For a file FileSender is, and for computing a process.',
    evidence: [
      source('protocols/basic.py', '848-857', 'class FileSender', 'for a file'),
      source('internet/utils.py', '95-96', 'def getProcessOutput', 'for computing'),
    ],
  },
  {
    said: 'adbapi is the exemplar: it returns a Deferred, and the thread calls your callback.',
    verdict: 'wrong',
    lessons: ['database'],
    claim: 'adbapi-calls-back',
  },
  {
    said: 'A database blocks: put it in a thread and let a Deferred wait.',
    verdict: 'nuance',
    lessons: ['database', 'thread-pool'],
    so: 'adbapi does. Its pool has three to five threads with a connection each; more queries than that wait.',
    evidence: [
      source('enterprise/adbapi.py', '149-150', 'max = 5', 'threads and connections of a pool'),
    ],
  },
  {
    said: 'Twisted is there to avoid threads; here they move blocking code out of the way.',
    verdict: 'true',
    lessons: ['defer-to-thread'],
    so: 'Twisted does so itself: it looks up host names in its pool of threads.',
    evidence: [
      source('internet/base.py', '273-282', 'class ThreadedResolver', 'names are looked up there'),
    ],
  },
  {
    said: 'If a database job takes half of every 30 or 60 seconds, connections fail.',
    verdict: 'wrong',
    lessons: ['database'],
    claim: 'half-of-the-time',
  },
  {
    said: 'Then make two programs of it that connect to each other.',
    verdict: 'nuance',
    lessons: ['database'],
    claim: 'two-programs',
  },
  {
    said: 'Work for the CPU hurts in the main thread or in another.',
    verdict: 'nuance',
    lessons: ['one-baton'],
    claim: 'computing-in-threads',
  },
  {
    said: 'Reading lines from a disk is a good candidate for Deferreds.',
    verdict: 'wrong',
    lessons: ['what-blocks', 'slices'],
    claim: 'deferreds-for-files',
  },
  {
    said: 'As a rule Deferreds are simplest with threads.',
    verdict: 'wrong',
    lessons: ['track-not-engine', 'defer-to-thread'],
    claim: 'rule-of-threads',
  },
  {
    said: 'Keep most of the time free for connections, or they fail.',
    verdict: 'nuance',
    lessons: ['after-the-block', 'blocked-reactor'],
    claim: 'connections-fail',
  },
  {
    said: 'A function that runs in a thread may use no API that is not thread-safe.',
    verdict: 'true',
    lessons: ['wrong-hand'],
    so: 'callFromThread and blockingCallFromThread are safe, and little else.',
    evidence: [
      source('internet/base.py', '1129-1141', 'self.wakeUp()', 'callFromThread wakes the reactor'),
      source(
        'internet/threads.py',
        '107-112',
        'def blockingCallFromThread',
        'waits for the answer',
      ),
    ],
  },
  {
    said: 'Beware of lists and dicts that threads share.',
    verdict: 'nuance',
    lessons: ['shared-dict'],
    claim: 'shared-data',
  },
];
