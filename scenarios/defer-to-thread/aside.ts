import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: {
    'call-the-callback': '?step=fired',
    'own-thread': '?variant=busy&step=queued',
  },
  elsewhere: {
    asyncio:
      'await asyncio.to_thread(f) does the same: a thread of a pool calls f, call_soon_threadsafe brings the result, and the coroutine goes on in the loop’s thread.',
    node: 'crypto.pbkdf2 and others work in libuv’s threads, and the callback runs on the one JavaScript thread. Your own code takes a Worker, whose message comes in as an event.',
  },
};
