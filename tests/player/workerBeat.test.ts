import { expect, test } from 'vitest';
import { workerSpans } from '../../src/player/spans';
import type { Recording } from '../../src/recording/recording';

test('a beat told while a worker sleeps does not end its job', () => {
  const at = { turn: 1, thread: 'worker-1' };
  const recording: Recording = {
    reactor: 'select',
    end: 'idle',
    events: [
      { ...at, timeNs: 1e9, kind: 'block', durationNs: 3e9 },
      { ...at, timeNs: 1e9, kind: 'beat', id: 'moved' },
      { ...at, timeNs: 4e9, kind: 'line', line: 11 },
    ],
  };
  expect(workerSpans(recording)).toMatchObject([{ startNs: 1e9, endNs: 4e9 }]);
});
