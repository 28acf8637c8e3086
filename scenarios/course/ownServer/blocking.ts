import type { OwnServer } from '../ownServer';
import culprit from '../try/culprit.py?raw';
import late from '../try/late.py?raw';
import lateAsyncio from '../try/late_asyncio.py?raw';
import lateNode from '../try/late_node.mjs?raw';

export const blocking: OwnServer = {
  chapter: 3,
  id: 'blocking',
  title: 'Blocking',
  signs: [
    {
      says: 'In a log: a gap, and then many lines with the same second, timeouts of several clients among them. In a graph of answer times: a saw, the last of a queue waiting longest.',
    },
    {
      says: 'Asked during the block, the kernel shows what the picture of the blocked reactor shows: a client in the listen queue, and bytes that nobody has read.',
      command: "ss -tnl 'sport = :8765'; ss -tn state established 'sport = :8765'",
      printed: `State  Recv-Q Send-Q Local Address:Port Peer Address:Port
LISTEN 1      50           0.0.0.0:8765      0.0.0.0:*
Recv-Q Send-Q Local Address:Port Peer Address:Port
8      0          127.0.0.1:8765    127.0.0.1:60222
0      0          127.0.0.1:8765    127.0.0.1:60210
0      0          127.0.0.1:8765    127.0.0.1:60232`,
    },
    {
      says: 'And strace shows the thread anywhere but in its question to the OS.',
      command: 'strace -T -p 28192',
      printed: 'clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, …) = 0 <2.527469>',
    },
  ],
  programs: [
    {
      system: 'Twisted',
      says: 'How late the reactor runs: ten lines and a LoopingCall.',
      file: 'late.py',
      source: late,
      prints: ['the reactor ran 0.5 s late'],
    },
    {
      system: 'Twisted',
      says: 'Who held it: the stack of a reactor that does not come back.',
      file: 'culprit.py',
      source: culprit,
      prints: ['Timeout (0:00:00.300000)!', '  File "…culprit.py", line 22 in slow_report'],
    },
    {
      system: 'asyncio',
      says: 'asyncio’s debug mode names every callback that takes more than 100 ms.',
      file: 'late_asyncio.py',
      source: lateAsyncio,
      prints: ['asyncio: Executing <Task finished … coro=<slow_report() …> … took 0.500 seconds'],
    },
    {
      system: 'Node',
      says: 'Node measures the delay of its loop: monitorEventLoopDelay.',
      file: 'late_node.mjs',
      source: lateNode,
      prints: ['loop delay: median 10 ms, worst 546 ms'],
    },
  ],
};
