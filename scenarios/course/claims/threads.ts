import type { Claim } from '../claims';
import { source, text } from '../evidence';

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
];
