import type { Claim } from '../claims';
import { measured, source, text } from '../evidence';

export const threads: readonly Claim[] = [
  {
    id: 'shared-data',
    chapter: 5,
    said: 'Beware of lists and dicts that threads share.',
    so: 'Care is not enough: one operation is whole, but between reading and writing back another thread may come. Give a worker a copy and take back what it returns, or let only callFromThread change it.',
    evidence: [
      text(
        'Python documentation, Library and Extension FAQ',
        'which operations of lists and dicts are atomic, and which are not',
      ),
      source(
        'internet/base.py',
        '1129-1141',
        'self.threadCallQueue.append((f, args, kwargs))',
        'callFromThread: the reactor’s thread does it, one after the other',
      ),
    ],
  },
  {
    id: 'adbapi-calls-back',
    chapter: 5,
    said: 'adbapi is the exemplar: it returns a Deferred, and the thread calls your callback.',
    so: 'Of wrapping a blocking API, yes. The reactor’s thread calls your callback, not the worker; by then the worker has committed, or rolled back.',
    evidence: [
      source(
        'enterprise/adbapi.py',
        '275-277',
        'threads.deferToThreadPool',
        'adbapi goes the way of deferToThread',
      ),
      source(
        'internet/threads.py',
        '57-61',
        'reactor.callFromThread(d.callback, result)',
        'which ends in the reactor',
      ),
    ],
  },
  {
    id: 'half-of-the-time',
    chapter: 5,
    said: 'If a database job takes half of every 30 or 60 seconds, connections fail.',
    so: 'In a worker that waits for the database it costs the reactor nothing; while Python crunches the rows there, some milliseconds a turn. On the reactor’s own thread it does: whoever asks earlier in it than their patience before its end.',
    evidence: [
      measured(
        'with the query in a worker a ping took 0.1 ms; while rows were crunched there, 5 ms',
      ),
    ],
  },
  {
    id: 'two-programs',
    chapter: 5,
    said: 'Then make two programs of it that connect to each other.',
    so: 'Right for what computes: another process has its own interpreter. For what waits a thread will do.',
    evidence: [
      source('internet/posixbase.py', '172-180', 'def spawnProcess', 'Twisted starts one for you'),
      measured('beside four processes that computed, a timer was 0.03 to 0.06 ms late'),
    ],
  },
];
