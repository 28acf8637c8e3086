import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: { 'no-word-of-sending': '?step=acknowledged' },
  elsewhere: {
    asyncio:
      'writer.write returns at once too; await writer.drain() waits for room in the buffer, not for the peer.',
    node: 'socket.write’s callback says that the data was handed to the kernel, not that the peer has it.',
  },
};
