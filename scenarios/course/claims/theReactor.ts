import type { Claim } from '../claims';
import { measured, source, text } from '../evidence';

export const theReactor: readonly Claim[] = [
  {
    id: 'the-select-command',
    chapter: 2,
    said: 'The reactor uses select.',
    so: 'On Linux it uses epoll since 2012, on other Unixes poll; on macOS and Windows still select. The idea is the same: ask the OS once who is ready.',
    evidence: [
      source(
        'internet/default.py',
        '38-50',
        'from twisted.internet.epollreactor import install',
        'how the reactor is chosen',
      ),
      text('Twisted’s NEWS, 12.1.0', 'epoll becomes the default on Linux'),
    ],
  },
  {
    id: 'checks-read-and-write',
    chapter: 2,
    said: 'Every turn the reactor checks read and write buffers of all connections.',
    so: 'Before it asks at all, it runs calls from threads and timers that are due. And it asks whether a socket is writable only while there is something to send.',
    evidence: [
      source(
        'internet/base.py',
        '690-697',
        'self.runUntilCurrent()',
        'the loop: calls and timers, then one question',
      ),
      source('internet/abstract.py', '377-381', 'self.startWriting()', 'interest begins in write'),
      source('internet/abstract.py', '280-293', 'self.stopWriting()', 'and ends when all is sent'),
    ],
  },
  {
    id: 'never-blocks',
    chapter: 2,
    said: 'The reactor and select work through the buffers without blocking.',
    so: 'The sockets never block, and the sleep in select or epoll ends when anything is due. Your handlers run in the same thread, though, and they can block.',
    evidence: [
      source('internet/tcp.py', '224-231', 'setblocking(0)', 'each socket is non-blocking'),
      source('internet/base.py', '694-697', 'self.doIteration(t)', 'handlers run inside this call'),
    ],
  },
  {
    id: 'read-up-on-select',
    chapter: 2,
    said: 'Who wants to know how Twisted does networking should read up on select.',
    so: 'The idea is enough: one question about many sockets. Buffers, timers, producers and the calls from threads are the rest of it, and they are Twisted’s.',
    evidence: [
      source(
        'internet/selectreactor.py',
        '109-159',
        '_select(self._reads, self._writes, [], timeout)',
        'all of select in Twisted, 50 lines',
      ),
    ],
  },
  {
    id: 'chat-example',
    chapter: 2,
    said: 'A simple chat server follows as an example, and a book has another.',
    so: 'The post as archived has no example. The book is John Goerzen’s “Foundations of Python Network Programming” (Apress, 2004); the post gives it another title.',
    evidence: [
      text(
        'Twisted’s documentation, howto/listings/servers/chat.py',
        'the chat server that this course runs',
      ),
    ],
  },
  {
    id: 'small-writes',
    chapter: 2,
    said: 'As long as you send little you do not block the reactor; megabytes are another matter.',
    so: 'write() never blocks, whatever its size: it keeps the bytes and returns. Megabytes cost memory, one large copy, and the reading of the file, which does block.',
    evidence: [
      source('internet/abstract.py', '366-381', 'def write', 'no system call in it'),
      measured('write() of 50 MB returned after 0.015 ms; its first send took 22 ms'),
      source('protocols/basic.py', '847-857', 'CHUNK_SIZE = 2**14', 'FileSender: 16 KiB a time'),
      measured(
        'with Twisted 26.4.0 in virtual time: of 30 MB for a client that reads 1 MB/s, in pieces by callLater(0), 29.2 MB wait in the buffer, whether a piece has 10 or 100 KB',
      ),
    ],
  },
  {
    id: 'sendline-is-faster',
    chapter: 2,
    said: 'sendLine is faster than putting a Deferred in between.',
    so: 'By a few microseconds a call: true, and no reason. It is simpler, which is one. Only a timer or a thread in between costs another turn.',
    evidence: [
      measured('sendLine on a transport that does nothing: 0.1 µs; through a Deferred: 4 µs'),
    ],
  },
];
