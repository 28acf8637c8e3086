import { expect, test, vi } from 'vitest';
import type { Answer, Source } from '../../src/page/recordings/messages';
import { readRecording, type Reader } from '../../src/page/recordings/read';
import { maxRecordingBytes } from '../../src/recording/json';

const small = '{"reactor":"epoll","end":"idle","events":[{"t":1,"i":1,"kind":"iteration"}]}';
const event = { timeNs: 1e6, turn: 1, kind: 'iteration' } as const;

/** A worker that answers when it is told to. */
class FakeReader implements Reader {
  onmessage: Reader['onmessage'] = null;
  onerror: Reader['onerror'] = null;
  asked: Source[] = [];
  isOver = false;
  postMessage(source: Source): void {
    this.asked.push(source);
  }
  terminate(): void {
    this.isOver = true;
  }
  answer(data: Answer): void {
    this.onmessage!({ data } as MessageEvent<Answer>);
  }
}

const calm = new AbortController().signal;

test('the parts are put together, and the worker is let go', async () => {
  const reader = new FakeReader();
  const reading = readRecording(small, calm, () => reader);
  expect(reader.asked).toEqual([small]);
  reader.answer({ kind: 'events', events: [event] });
  reader.answer({ kind: 'events', events: [event] });
  reader.answer({ kind: 'done', header: { reactor: 'epoll', end: 'idle' } });
  expect(await reading).toEqual({ reactor: 'epoll', end: 'idle', events: [event, event] });
  expect(reader.isOver).toBe(true);
});

test('what is no recording is refused with the sentence of the worker', async () => {
  const reader = new FakeReader();
  const reading = readRecording('x', calm, () => reader);
  reader.answer({ kind: 'failed', why: 'A recording is a JSON document.' });
  await expect(reading).rejects.toThrow('A recording is a JSON document.');
  expect(reader.isOver).toBe(true);
});

test('a file of 200 MB is refused by its size: nothing of it is read', async () => {
  const start = vi.fn();
  const text = vi.fn();
  const file = { size: 200 * 1024 * 1024, text } as unknown as Blob;
  await expect(readRecording(file, calm, start)).rejects.toThrow(
    'The file has 200 MB; at most 16 MB can be opened here.',
  );
  expect(start).not.toHaveBeenCalled();
  expect(text).not.toHaveBeenCalled();
  await expect(readRecording('x'.repeat(maxRecordingBytes + 1), calm, start)).rejects.toThrow(
    'at most 16 MB',
  );
});

test('one that is given up ends its worker', async () => {
  const reader = new FakeReader();
  const own = new AbortController();
  const reading = readRecording(small, own.signal, () => reader);
  own.abort(new Error('another one was opened'));
  await expect(reading).rejects.toThrow('another one was opened');
  expect(reader.isOver).toBe(true);
});

test('without workers it is read all the same', async () => {
  const refuse = (): Reader => {
    throw new Error('no workers');
  };
  expect((await readRecording(small, calm, refuse)).events).toEqual([event]);
  const reader = new FakeReader();
  const reading = readRecording(new Blob([small]), calm, () => reader);
  reader.onerror!({ preventDefault: () => {} } as ErrorEvent);
  expect((await reading).events).toEqual([event]);
});
