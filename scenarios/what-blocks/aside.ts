import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: {
    'what-blocks': '?step=requests-get',
    'deferreds-for-files': '?step=open-read',
    'computing-in-threads': '?step=sorted',
  },
  elsewhere: {
    twisted:
      'await d in an async def parks the function just as yield d does; Deferred.fromCoroutine(f()) runs it.',
    asyncio:
      'the same lines block there. await asyncio.to_thread(f) is the thread, and a ProcessPoolExecutor with run_in_executor the process.',
    node: 'the calls whose names end in Sync block there, and so does sorting. A worker thread runs JavaScript beside the main one, so it may compute.',
  },
};
