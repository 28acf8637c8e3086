import type { OwnServer } from '../ownServer';
import pool from '../try/pool.py?raw';
import poolAsyncio from '../try/pool_asyncio.py?raw';
import poolNode from '../try/pool_node.mjs?raw';

export const threadsAndPools: OwnServer = {
  chapter: 5,
  id: 'threads',
  title: 'Threads',
  signs: [
    {
      says: 'The reactor answers at once, and yet some answers take seconds: those that need a thread. Host names wait with them: Twisted looks them up in the same pool.',
    },
    {
      says: 'A full pool can be counted from outside. Twisted’s has ten threads at most; with the reactor’s own that makes eleven.',
      command: 'grep Threads /proc/28192/status',
      printed: 'Threads:	11',
    },
  ],
  programs: [
    {
      system: 'Twisted',
      says: 'How long the next job waits for a thread: send one that does nothing.',
      file: 'pool.py',
      source: pool,
      prints: [
        '4 of 4 at work, the next job waits 0.7 s',
        '0 of 4 at work, the next job waits 0.0 s',
      ],
    },
    {
      system: 'asyncio',
      says: 'The same for the executor that to_thread uses.',
      file: 'pool_asyncio.py',
      source: poolAsyncio,
      prints: ['the next job waits 0.7 s', 'the next job waits 0.0 s'],
    },
    {
      system: 'Node',
      says: 'Node’s pool has four threads for files, names and crypto: a file’s stat waits for all.',
      file: 'pool_node.mjs',
      source: poolNode,
      prints: ['a file’s stat waits 1954 ms'],
    },
  ],
};
