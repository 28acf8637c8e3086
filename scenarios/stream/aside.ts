import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: { 'no-beginning-no-end': '?step=nothing-lost' },
  elsewhere: {
    asyncio:
      'a Protocol’s data_received is cut just so, and StreamReader.read(n) returns whatever is there, up to n bytes.',
    node: 'a socket’s “data” event carries whatever has arrived, not what one write sent.',
  },
};
