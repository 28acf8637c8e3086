import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: {
    'call-the-callback': '?variant=fire&step=fired-there',
  },
  elsewhere: {
    twisted:
      'the howto says that a call from another thread “might get correct behavior... or you might get hangs, crashes, or corrupted data”; a TLS server that did so crashed (Twisted’s issue 12036).',
    asyncio:
      'transport.write from a thread sends there and then, in the wrong thread; loop.call_soon lies until the next event, and raises RuntimeError in debug mode. call_soon_threadsafe is the slot with the bell.',
    node: 'a Worker cannot reach a socket: to post one to it throws a DataCloneError. It posts its result, which comes in as an event.',
  },
};
