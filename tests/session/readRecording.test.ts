import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { answersFor, type Answer, type Source } from '../../src/page/recordings/messages';
import { readRecording, type Reader } from '../../src/page/recordings/read';
import { maxRecordingBytes } from '../../src/recording/json';
import type { Recording } from '../../src/recording/recording';

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
  reader.answer({ kind: 'part', events: [event] });
  reader.answer({ kind: 'part', events: [event] });
  reader.answer({ kind: 'done', header: { reactor: 'epoll', end: 'idle' } });
  expect(await reading).toEqual({ reactor: 'epoll', end: 'idle', events: [event, event] });
  expect(reader.isOver).toBe(true);
});

test('what the worker says of a recording, and what is put together of it, is the recording', async () => {
  const events = Array.from({ length: 60_000 }, (_, i) => ({ ...event, timeNs: 1e6 + i }));
  const whole: Recording = {
    reactor: 'epoll',
    end: null,
    events,
    causes: [],
    beats: [{ id: 'one', event: 3, timeNs: 1e6 + 3 }],
  };
  const messages = [...answersFor(whole)];
  expect(messages.length).toBeGreaterThan(5);
  const reader = new FakeReader();
  const reading = readRecording(small, calm, () => reader);
  for (const message of messages) reader.answer(message);
  expect(await reading).toEqual(whole);
});

const packed = (text: string): Blob => new Blob([gzipSync(text)]);
const refuse = (): Reader => {
  throw new Error('no workers');
};

test('a file that is compressed with gzip is unpacked, whatever its name', async () => {
  expect((await readRecording(packed(small), calm, refuse)).events).toEqual([event]);
});

test.each([
  ['as UTF-16', Buffer.from(`\ufeff${small}`, 'utf16le')],
  ['as UTF-8 with a byte order mark', Buffer.from(`\ufeff${small}`)],
])('a file is read %s', async (_, bytes) => {
  expect((await readRecording(new Blob([bytes]), calm, refuse)).events).toEqual([event]);
});

test.each([
  [
    'a bomb',
    packed(' '.repeat(40 * 1024 * 1024)),
    'The file has more than 16 MB when it is unpacked; at most 16 MB can be opened here.',
  ],
  [
    'a damaged one',
    new Blob([gzipSync(small).subarray(0, 40)]),
    'The file is compressed with gzip, but damaged: it cannot be unpacked to its end.',
  ],
  [
    'one in another',
    new Blob([gzipSync(gzipSync(small))]),
    'The file is compressed twice: unpack it and open what comes out.',
  ],
  [
    'an archive',
    new Blob([Uint8Array.of(0x50, 0x4b, 3, 4)]),
    'This is a ZIP archive: unpack it and open the recording in it.',
  ],
  [
    'a long one without a worker',
    new Blob([' '.repeat(2 * 1024 * 1024)]),
    'This browser starts no worker here; without one at most 1 MB can be opened.',
  ],
])('what cannot be unpacked is refused: %s', async (_, file, why) => {
  await expect(readRecording(file, calm, refuse)).rejects.toThrow(why);
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
  expect((await readRecording(small, calm, refuse)).events).toEqual([event]);
  const reader = new FakeReader();
  const reading = readRecording(new Blob([small]), calm, () => reader);
  reader.onerror!({ preventDefault: () => {} } as ErrorEvent);
  expect((await reading).events).toEqual([event]);
});
