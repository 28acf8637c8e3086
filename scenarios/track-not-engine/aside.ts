import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: {
    'rule-of-threads': '?variant=network&step=fired',
  },
  elsewhere: {
    asyncio:
      'awaiting a Future that is done does not give the loop a turn: a coroutine that sleeps first holds it just so. asyncio.sleep, a socket or to_thread is the engine.',
    node: 'the function given to new Promise runs at once, in the caller’s own turn: a loop in it holds everyone. setTimeout, a socket or a worker is the engine.',
  },
};
