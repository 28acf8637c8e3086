import { expect, it } from 'vitest';
import { worstHolds } from '../../src/player/measures/holds';
import { holderText, placeText, waitedText, whyText } from '../../src/page/recordings/holdText';
import { parseRecording } from '../../src/recording/json';

/** A server with a short and a long hold by A; B sends in both, C in the long one and gets no answer. */
function recording(): ReturnType<typeof parseRecording> {
  const connects = ['A', 'B', 'C'].flatMap((conn) => [
    { t: 0, i: 0, kind: 'client.connect', conn },
    { t: 0, i: 0, kind: 'client.connected', conn },
    { t: 0, i: 0, kind: 'accept', conn, fd: 5, queued: 0 },
  ]);
  const hold = (t: number, ms: number): object[] => [
    { t, i: 1, kind: 'handlerStart', conn: 'A', what: 'Chat.lineReceived' },
    { t, i: 1, kind: 'held', conn: 'A', what: 'Chat.lineReceived', ms, why: 'sleeping' },
    { t: t + ms, i: 1, kind: 'handlerEnd', conn: 'A', what: 'Chat.lineReceived' },
  ];
  const asks = (t: number, conn: string): object => ({
    t,
    i: 1,
    kind: 'client.send',
    conn,
    n: 3,
    data: '',
  });
  const answers = (t: number, conn: string): object[] => [
    { t, i: 2, kind: 'recv', conn, n: 3, left: 0 },
    { t, i: 2, kind: 'dataReceived', conn, n: 3, data: '' },
    { t, i: 2, kind: 'write', conn, n: 2, buffered: 2, data: '' },
    { t, i: 2, kind: 'send', conn, offered: 2, n: 2 },
    { t, i: 2, kind: 'client.recv', conn, n: 2, total: t < 1000 ? 2 : 4, data: '' },
  ];
  const [start1, held1, end1] = hold(100, 200);
  const [start2, held2, end2] = hold(1000, 500);
  const events = [
    ...connects,
    ...[start1, held1, asks(250, 'B'), end1, ...answers(310, 'B')],
    ...[start2, held2, asks(1100, 'B'), asks(1300, 'C'), end2, ...answers(1510, 'B')],
  ];
  return parseRecording({ mode: 'real', events } as object);
}

it('the longest hold is first, with who waited in it and for how long, whether they were answered or not', () => {
  const found = worstHolds(recording(), 5).map(({ held, clients, waitedNs }) => [
    held.durationNs / 1e6,
    clients,
    waitedNs / 1e6,
  ]);
  expect(found).toEqual([
    [500, 2, 400 + 200],
    [200, 1, 50],
  ]);
  expect(worstHolds(recording(), 1)).toHaveLength(1);
});

it('a hold is told in words', () => {
  const [{ held }] = worstHolds(recording(), 1) as [ReturnType<typeof worstHolds>[number]];
  expect([placeText(held), whyText(held)]).toEqual(['line not seen', 'slept']);
  const place = { ...held, file: 'report.py', line: 31, share: 60, known: 'inferred' as const };
  expect(placeText(place)).toBe('report.py:31 (60 %)');
  expect(placeText({ ...place, share: 98 })).toBe('report.py:31');
  expect(placeText({ ...place, file: `${'a/'.repeat(40)}z.py` })).toMatch(/^….{30,40}\/z\.py:31/);
  expect(whyText(place)).toBe('slept (line inferred)');
  expect(whyText({ ...held, why: 'machine', cpu: 38 })).toBe(
    'computed, with a core 38 % of the time',
  );
  expect([holderText(held), holderText({ ...held, conn: null })]).toEqual([
    'Chat.lineReceived of A',
    'Chat.lineReceived',
  ]);
  expect(waitedText(0, 0)).toBe('nobody waited');
  expect(waitedText(1, 200e6)).toBe('1 client waited, 0.2 s');
  expect(waitedText(7, 9500e6)).toBe('7 clients waited, 9.5 s in all');
});
