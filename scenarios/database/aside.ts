import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: {
    'adbapi-calls-back': '?step=called-back',
    'half-of-the-time': '?variant=thread&step=spared',
    'two-programs': '?variant=two&step=result',
  },
  elsewhere: {
    twisted:
      'deferToThread has the reactor’s own pool; adbapi has one beside it, and each of its threads keeps a connection.',
    asyncio:
      'a DB-API call in a coroutine holds the loop just so. asyncio.to_thread is adbapi’s way; asyncpg and others speak to the database without a thread.',
    node: 'its drivers wait without a thread of yours, so the waiting costs nothing; rows that are crunched hold everyone, up to a worker or another process.',
  },
};
