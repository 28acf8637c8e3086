import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: { 'shared-data': '?schedule=RWWWRR&step=oversold' },
  elsewhere: {
    twisted:
      'DeferredLock is the lock of the reactor’s own code: who waits for it gets a Deferred, and no thread stands still.',
    asyncio:
      'one loop switches at await only, so three lines without one are safe; the threads of to_thread share dicts just as here.',
    node: 'worker threads get a copy of what is posted to them; only a SharedArrayBuffer is shared, and Atomics changes it safely.',
  },
};
