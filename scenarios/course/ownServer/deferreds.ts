import type { OwnServer } from '../ownServer';
import failures from '../try/failures.py?raw';
import failuresAsyncio from '../try/failures_asyncio.py?raw';
import failuresNode from '../try/failures_node.mjs?raw';

export const deferreds: OwnServer = {
  chapter: 4,
  id: 'deferreds',
  title: 'Deferreds',
  signs: [
    {
      says: 'A client that never gets its answer, while the server is idle: a Deferred that nobody fires, or a chain whose callback forgot to return the next Deferred.',
    },
    {
      says: '“Unhandled error in Deferred” in the log stands where the last reference went, which can be long after the failure. So its time says little; its traceback says where it failed.',
    },
  ],
  programs: [
    {
      system: 'Twisted',
      says: 'Only what nobody handles, with the line that made the Deferred and the one that fired it.',
      file: 'failures.py',
      source: failures,
      prints: [
        'Deferred was created:',
        'line 22, in forget',
        'failing = defer.Deferred()',
        'First Invoker was:',
        'Failure: builtins.ValueError: no such table',
      ],
    },
    {
      system: 'asyncio',
      says: 'In debug mode the message about a task that nobody awaits says where it was made.',
      file: 'failures_asyncio.py',
      source: failuresAsyncio,
      prints: [
        'asyncio: Task exception was never retrieved',
        'line 13, in main',
        'ValueError: no such table',
      ],
    },
    {
      system: 'Node',
      says: 'Node tells of a promise that nobody awaits; without a listener it ends the process.',
      file: 'failures_node.mjs',
      source: failuresNode,
      prints: ['unhandled: Error: no such table'],
    },
  ],
};
