import type { OwnServer } from '../ownServer';
import turns from '../try/turns.py?raw';
import turnsAsyncio from '../try/turns_asyncio.py?raw';
import turnsNode from '../try/turns_node.mjs?raw';

export const theReactor: OwnServer = {
  chapter: 2,
  id: 'the-reactor',
  title: 'The reactor',
  signs: [
    {
      says: 'A reactor with nothing to do uses no CPU. Ask the kernel where it is: asleep in its one question.',
      command: 'strace -p 28192',
      printed: 'epoll_wait(3, ',
    },
    {
      says: 'Turns are easy to see there: one question, a read, interest in writing, the next question, the send. This server had three sockets ready at once: one to write, one to read, one to accept.',
      command: 'strace -p 28192',
      printed: `epoll_wait(3, [{events=EPOLLOUT, …}, {events=EPOLLIN, …}, {events=EPOLLIN, …}], 5, -1) = 3
sendto(11, "REPORT\\r\\n", 8, 0, NULL, 0) = 8
epoll_ctl(3, EPOLL_CTL_MOD, 11, {events=EPOLLIN, …}) = 0
recvfrom(12, "hi\\r\\nyo\\r\\n", 65536, 0, NULL, NULL) = 8
epoll_ctl(3, EPOLL_CTL_MOD, 12, {events=EPOLLIN|EPOLLOUT, …}) = 0
accept4(7, {sa_family=AF_INET, …}, [16], SOCK_CLOEXEC) = 13`,
    },
  ],
  programs: [
    {
      system: 'Twisted',
      says: 'Which reactor it is, how busy, and how many things it waits for.',
      file: 'turns.py',
      source: turns,
      prints: [
        '…Reactor busy 0 %, 3 readers, 0 writers, 2 timers',
        '…Reactor busy 45 %, 3 readers, 0 writers, 1 timers',
      ],
    },
    {
      system: 'asyncio',
      says: 'The same share of time, and how many tasks there are.',
      file: 'turns_asyncio.py',
      source: turnsAsyncio,
      prints: ['busy 0 %, 2 tasks', 'busy 52 %, 2 tasks'],
    },
    {
      system: 'Node',
      says: 'Node counts for itself: eventLoopUtilization, and what keeps the loop alive.',
      file: 'turns_node.mjs',
      source: turnsNode,
      prints: ["busy 53 %, open: [ …'Timeout', 'Timeout' ]"],
    },
  ],
};
