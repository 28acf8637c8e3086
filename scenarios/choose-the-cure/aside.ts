import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  elsewhere: {
    asyncio:
      'the same choices: await asyncio.sleep(0) between pieces, to_thread, run_in_executor with an executor of your own, create_subprocess_exec. Names are looked up in the default executor there, too.',
    node: 'setImmediate between pieces, a Worker for what computes, child_process for what stands alone. Slow calls are asynchronous already; dns.lookup and files share four threads.',
  },
};
