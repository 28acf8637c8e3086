import type { Claim } from '../claims';
import { measured, source } from '../evidence';

export const deferreds: readonly Claim[] = [
  {
    id: 'like-callbacks',
    chapter: 4,
    said: 'Deferreds look like callbacks, but they are something else.',
    so: 'A Deferred is one result that is not there yet, with pairs of a callback and an errback. The result goes from pair to pair, on one rail or on the other; each function decides which rail comes next.',
    evidence: [
      source(
        'internet/defer.py',
        '997-1110',
        'current._callbacks.pop(0)',
        'the pairs, one after the other, in one call',
      ),
      source(
        'internet/defer.py',
        '361-380',
        'Unhandled error in Deferred:',
        'the last reference goes',
      ),
    ],
  },
  {
    id: 'rule-of-threads',
    chapter: 4,
    said: 'As a rule Deferreds are simplest to use with threads; the database module is the exemplar.',
    so: 'Most Deferreds have no thread near them: a line from the network or a timer fires them. A thread is one engine among several, for calls that block.',
    evidence: [
      source(
        'internet/endpoints.py',
        '256-258',
        'self._onConnection: defer.Deferred',
        'the network: connecting gives a Deferred',
      ),
      source(
        'internet/task.py',
        '871',
        'clock.callLater(delay, d.callback, None)',
        'a timer: deferLater',
      ),
      source(
        'internet/threads.py',
        '55-61',
        'reactor.callFromThread(d.callback, result)',
        'a thread: deferToThread',
      ),
      measured('maybeDeferred of a function that sleeps 300 ms returned after 300.2 ms'),
    ],
  },
];
