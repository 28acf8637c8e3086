import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: { 'connections-fail': '?step=overdue', 'cannot-accept': '?step=greeted' },
  elsewhere: {
    asyncio:
      'the other way round: after a block the loop first reads what is ready, then runs late timers. There A would have stayed.',
    node: 'just so, tried on Node 20.20 and 22.23 in 2026: after a handler’s block late timers fire before sockets are read; after a timer’s block sockets come first.',
  },
};
