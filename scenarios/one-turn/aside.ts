import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: { 'never-blocks': '?cost=300&step=held' },
  elsewhere: {
    twisted:
      "endpoints.serverFromString(reactor, 'tcp:8000').listen(factory) is what new code writes for listenTCP; it returns a Deferred with the port.",
    asyncio:
      'call_soon(f) is callLater(0, f): f runs in the next pass of the loop. transport.write differs: there it tries to send at once.',
    node: 'setImmediate(f) runs f once the sockets of this pass are served. process.nextTick(f) runs it before the loop goes on.',
  },
};
