import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: { 'own-thread': '?step=ticket' },
  elsewhere: {
    asyncio:
      'to_thread and run_in_executor(None, …) share one pool of min(32, CPUs + 4) threads, and getaddrinfo has its jobs in it, too.',
    node: 'fs, dns.lookup, zlib and some of crypto share four threads; UV_THREADPOOL_SIZE changes how many.',
  },
};
