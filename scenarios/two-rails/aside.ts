import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: { 'like-callbacks': '?step=points' },
  elsewhere: {
    twisted:
      'in an async def the same chain is try, await and except; Deferred.fromCoroutine(f()) gives a Deferred for whoever has to end it with an errback.',
    asyncio:
      'a Task keeps its exception, and “Task exception was never retrieved” is logged when the last reference to it goes: as late as here.',
    node: 'each then of a promise is a job of its own, one after the other. A rejection that nothing handles ends the program before its next timer, held or not.',
  },
};
