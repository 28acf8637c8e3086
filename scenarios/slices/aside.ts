import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: { 'pieces-block-too': '?slice=10&disk=400&step=disk' },
  elsewhere: {
    twisted:
      'coiterate is cooperate that gives the Deferred. callLater(0) runs before the next look at the sockets, so a line waits for two slices: one until it is read, one until its answer is sent.',
    asyncio:
      'await asyncio.sleep(0) is the yield. A line waits for two slices there, too: the second is queued before the first line is read. With streams it is three.',
    node: 'setImmediate lets others in, and an answer is sent at once: one slice. process.nextTick is a yield that isn’t: with it they wait for all of the work.',
  },
};
