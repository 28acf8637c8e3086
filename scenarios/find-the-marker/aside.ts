import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: {
    'http-is-lines': '?variant=int32&step=no-call',
    'only-a-marker': '?variant=int32&step=first-call',
    'linereceiver-functions': '?step=too-long',
  },
  elsewhere: {
    asyncio:
      'StreamReader.readline and readuntil keep the leftovers for you; readexactly(n) is for lengths.',
    node: 'readline.createInterface puts lines together; for lengths you keep the leftovers yourself.',
  },
};
