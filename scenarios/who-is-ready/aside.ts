import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: {
    'the-select-command': '?step=one-list',
    'checks-read-and-write': '?step=writable',
    'read-up-on-select': '?step=together',
  },
  elsewhere: {
    asyncio:
      'the loop asks its selector the same one question each pass: epoll on Linux, kqueue on macOS.',
    node: 'libuv asks it in the poll phase of each pass: epoll on Linux, kqueue on macOS.',
  },
};
