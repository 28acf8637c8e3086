import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: {
    'cannot-accept': '?step=knocking',
    'own-thread': '?variant=thread&step=handed-over',
    'call-the-callback': '?variant=thread&step=called-back',
  },
  elsewhere: {
    twisted:
      'a handler’s work may be an async def, which Deferred.fromCoroutine(f()) runs; await takes any Deferred, and a time.sleep in it blocks just so.',
    asyncio:
      'time.sleep in a coroutine holds the one thread just so, and asyncio.to_thread is the way out. Debug mode logs every callback over 100 ms.',
    node: 'a long loop or a call such as readFileSync holds the one JavaScript thread just so. The kernel goes on accepting there too.',
  },
};
