import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: { 'computing-in-threads': '?step=waited' },
  elsewhere: {
    asyncio:
      'the same lock. await asyncio.to_thread(crunch) makes the loop wait just so; loop.run_in_executor with a ProcessPoolExecutor does not.',
    node: 'JavaScript has one thread and no lock to share: crunching holds all. A Worker has an engine, and so a disc, of its own.',
  },
};
