import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: {
    'small-writes': '?step=written',
    'pieces-block-too': '?variant=sender&disk=5&step=slow-read',
  },
  elsewhere: {
    twisted:
      'For what a generator makes: task.cooperate gives something to pause() and resume(), from pauseProducing() and resumeProducing().',
    asyncio:
      'writer.write() is the same: all of it is kept, and it returns. await writer.drain() is the tap: it waits once more than 64 KiB are in the buffer.',
    node: 'socket.write() keeps all of it, too, and says false: then wait for the event drain. stream.pipeline() does so by itself.',
  },
};
