import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: {
    'chat-example': '?step=connected',
    'small-writes': '?step=full',
    'sendline-is-faster': '?variant=deferred&compare=direct&step=cost',
  },
  elsewhere: {
    twisted:
      'transport.registerProducer(producer, True) asks a producer to pause once more than 64 KiB wait in its tray, and to go on when that is empty.',
    asyncio:
      'transport.write returns at once just so. It tries the socket first and keeps only what the kernel does not take.',
    node: 'socket.write returns at once just so, and says false when its buffer has grown large.',
  },
};
