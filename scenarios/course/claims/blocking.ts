import type { Claim } from '../claims';
import { measured, source, text } from '../evidence';

export const blocking: readonly Claim[] = [
  {
    id: 'cannot-accept',
    chapter: 3,
    said: 'While a handler blocks, the server can do nothing: it cannot accept connections.',
    so: 'Twisted cannot, the kernel can. It sets up connections (50 may wait) and takes in bytes all the while. A client sees a server that is connected and silent.',
    evidence: [
      source('internet/tcp.py', '1364', 'skt.listen(self.backlog)', 'the queue is the kernel’s'),
      source('internet/tcp.py', '1277', 'backlog = 50', 'and has this length'),
      measured('during a block of 500 ms: connect() took 0.23 ms, the first reply 400 ms'),
    ],
  },
  {
    id: 'connections-fail',
    chapter: 3,
    said: 'If too little time is left for connections, they start to fail.',
    so: 'First they get slow. They fail when somebody’s patience ends: the client’s, an idle timeout of your own, or the listen queue when it is full. And yours may fail those who did speak.',
    evidence: [
      source(
        'internet/base.py',
        '1064-1094',
        'call.func(*call.args, **call.kw)',
        'late timers run before anything is read',
      ),
      source('protocols/policies.py', '648-661', 'resetTimeout', 'only a read resets the timeout'),
      measured('with 1 s of blocking every 2 s the longest wait was 997 ms'),
    ],
  },
  {
    id: 'what-blocks',
    chapter: 3,
    said: 'Blocking is file and network I/O, computing, remote calls and databases.',
    so: 'Network calls that wait, such as requests.get or a DB-API cursor. Twisted’s own never do. Files do block, mostly briefly; so do time.sleep, a lock and a subprocess, for as long as they take.',
    evidence: [
      text('Twisted’s documentation, howto/threads', 'how to call what blocks'),
      source(
        'enterprise/adbapi.py',
        '126-130',
        'class ConnectionPool',
        'a database’s calls, made in workers',
      ),
    ],
  },
  {
    id: 'deferreds-for-files',
    chapter: 3,
    said: 'Reading lines from a file is a good use for Deferreds; the database module does that.',
    so: 'A Deferred reads nothing. A file on disk is always “ready”, so the reactor cannot wait for it: read little at a time, or in a worker. adbapi uses workers too.',
    evidence: [
      source(
        'internet/epollreactor.py',
        '112-126',
        "epoll(7) doesn't support certain file descriptors",
        'files are polled all the time instead',
      ),
      source('enterprise/adbapi.py', '275-293', 'deferToThreadPool', 'adbapi: a worker'),
      measured('select on a file returned in 0.03 ms, also at its end; epoll refuses it: EPERM'),
    ],
  },
  {
    id: 'own-thread',
    chapter: 3,
    said: 'deferToThread runs the code in a thread of its own.',
    so: 'In one of ten workers that all such calls share, host name look-ups included. When all are busy, the next call waits in a queue.',
    evidence: [
      source('internet/base.py', '1147', 'ThreadPool(0, 10', 'the reactor’s pool'),
      measured('12 jobs of 100 ms: ten ended at 101 to 121 ms, two at 201 ms'),
    ],
  },
  {
    id: 'call-the-callback',
    chapter: 3,
    said: 'In the thread you must call the callback or errback to get back to the reactor thread.',
    so: 'Just return, or raise. deferToThread takes it back with callFromThread. Calling d.callback in the worker runs your callbacks in the worker.',
    evidence: [
      source(
        'internet/threads.py',
        '55-63',
        'reactor.callFromThread(d.callback, result)',
        'the way back',
      ),
      measured('d.callback in a worker: the callback’s current_thread() was the worker'),
    ],
  },
  {
    id: 'computing-in-threads',
    chapter: 3,
    said: 'Computing blocks the reactor in either thread, since it takes all of the CPU.',
    so: 'In the reactor thread it does. In a worker it makes the reactor slow: Python’s lock changes hands every 5 ms. In a process, or in C code that lets go of the lock, hardly at all.',
    evidence: [
      measured('answer to a ping, median: 0.1 to 0.2 ms; with one computing thread 5.1 to 5.4 ms'),
      measured('with four computing processes on two cores: 0.03 to 0.06 ms'),
      text('Python’s documentation, sys.getswitchinterval', 'the 5 ms'),
    ],
  },
];
