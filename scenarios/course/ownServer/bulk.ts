import type { OwnServer } from '../ownServer';
import buffers from '../try/buffers.py?raw';
import buffersAsyncio from '../try/buffers_asyncio.py?raw';
import buffersNode from '../try/buffers_node.mjs?raw';
import switching from '../try/switching.py?raw';

export const bulk: OwnServer = {
  chapter: 6,
  id: 'bulk',
  title: 'CPU and bulk',
  signs: [
    {
      says: 'Memory grows while you send, and falls when clients leave. Send-Q has only the kernel’s part; the rest is in your process. Here ten clients that do not read were sent 30 MB each.',
      command: "grep VmRSS /proc/28192/status; ss -tn state established 'sport = :8766'",
      printed: `VmRSS:	  324076 kB
Recv-Q Send-Q  Local Address:Port Peer Address:Port
0      2624512     127.0.0.1:8766    127.0.0.1:55488
0      2624512     127.0.0.1:8766    127.0.0.1:55456
…`,
    },
    {
      says: 'The reactor is late by a few milliseconds again and again, and no handler is to blame: threads that compute hold Python’s lock. The recorder calls such a hold “waited for the GIL”.',
    },
  ],
  programs: [
    {
      system: 'Twisted',
      says: 'How much waits in your process for one client.',
      file: 'buffers.py',
      source: buffers,
      prints: ['27,116,416 bytes wait for one client'],
    },
    {
      system: 'Twisted',
      says: 'How late the reactor runs while threads compute.',
      file: 'switching.py',
      source: switching,
      prints: ['interval 5 ms; late by 20 ms'],
    },
    {
      system: 'asyncio',
      says: 'The same number has a public name here.',
      file: 'buffers_asyncio.py',
      source: buffersAsyncio,
      prints: ['24,228,737 bytes wait for one client'],
    },
    {
      system: 'Node',
      says: 'And here: writableLength.',
      file: 'buffers_node.mjs',
      source: buffersNode,
      prints: ['30,000,000 bytes wait for one client'],
    },
  ],
};
