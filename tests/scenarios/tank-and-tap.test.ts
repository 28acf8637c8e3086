import { describe, expect, test } from 'vitest';
import { facts, peakOf, readNs, wanted, worstNs } from '../../scenarios/tank-and-tap/facts';
import { scenario } from '../../scenarios/tank-and-tap/scenario';
import {
  DISKS,
  FILES_MB,
  MB,
  PIECE_BYTES,
  RATES,
  WAY_MS,
} from '../../scenarios/tank-and-tap/sizes';
import { buffersOf } from '../../src/player/measures/buffers';
import { durationText } from '../../src/player/measures/durations';
import { waitsOf } from '../../src/player/measures/waits';
import { beatIds } from '../../src/player/playback/steps';
import type { Recording } from '../../src/recording/recording';
import { eventsOf } from '../../src/scenario/story';
import { defaultValues, playScenario, runScenario } from '../../src/scenario/runScenario';
import type { Values } from '../../src/scenario/types';

const defaults = defaultValues(scenario);
const run = (variant: string, values: Values = {}): Recording =>
  playScenario(scenario, variant, values).recording;
const peak = (variant: string, values: Values = {}): number => peakOf(run(variant, values));
/** Of A’s answers, some bytes. */
const LINE_BYTES = 200;

describe('one write()', () => {
  test('blocks nobody: A waits for what the disk takes, and for nothing else', () => {
    for (const values of [{}, { disk: 20 }, { file: 100 }, { clients: 5 }]) {
      const recording = run('write', values);
      const { file, clients, disk } = { ...defaults, ...values };
      const readMs = (1000 * file! * clients!) / disk!;
      expect(readNs(recording) / 1e6).toBeCloseTo(readMs / clients!, 3);
      // Its line comes 15 ms after the first read has begun.
      expect(worstNs(recording) / 1e6).toBeCloseTo(readMs - 15 + WAY_MS, 0);
      for (const write of eventsOf(recording, 'write')) {
        const next = recording.events[recording.events.indexOf(write) + 1]!;
        expect(next.timeNs).toBe(write.timeNs);
      }
    }
  });

  test('keeps all of every file in our memory', () => {
    for (const [file, clients] of [
      [30, 1],
      [30, 10],
      [200, 2],
    ] as const) {
      const most = peak('write', { file, clients });
      expect(most).toBeGreaterThanOrEqual(file * clients * MB);
      expect(most).toBeLessThan(file * clients * MB + LINE_BYTES);
    }
  });
});

describe('pieces by callLater(0)', () => {
  test('hold nobody up, and fill our memory as one write() does', () => {
    for (const values of [{}, { clients: 10 }, { file: 100 }, { rate: 0.1 }]) {
      const recording = run('pieces', values);
      expect(worstNs(recording) / 1e6).toBeLessThan(4 * WAY_MS);
      expect(peakOf(recording)).toBeGreaterThan(0.85 * wanted({ ...defaults, ...values }));
    }
  });

  test('fill it less where the disk is slow, but only there', () => {
    expect(peak('pieces', { disk: 5, rate: 10 })).toBeLessThan(MB);
    expect(peak('pieces', { disk: 200, rate: 10 })).toBeGreaterThan(30 * MB);
  });
});

describe('producers', () => {
  test.each([
    ['push', PIECE_BYTES],
    ['sender', 16_384],
  ] as const)(
    '%s: a piece for each client, whatever the file, the client and the disk',
    (variant, piece) => {
      const all = [
        ...FILES_MB.map((file) => ({ file })),
        ...RATES.map((rate) => ({ rate })),
        ...DISKS.map((disk) => ({ disk })),
        { clients: 1 },
        { clients: 10 },
      ];
      for (const values of all) {
        const { clients } = { ...defaults, ...(values as Values) };
        const most = peak(variant, values);
        expect(most).toBeGreaterThan(piece / 2);
        expect(most).toBeLessThan(clients! * piece + LINE_BYTES);
      }
    },
  );

  test('nothing is read for who has left', () => {
    for (const variant of ['push', 'sender']) {
      const { events } = run(variant);
      const lost = events.findIndex((e) => e.kind === 'connectionLost' && e.conn === 'C');
      const bytes = events
        .slice(0, lost)
        .flatMap((e) => (e.kind === 'write' && e.conn === 'C' ? [e.n] : []))
        .reduce((sum, n) => sum + n, 0);
      expect(bytes).toBeLessThan(11 * MB);
      expect(events.slice(lost).some((e) => e.kind === 'write' && e.conn === 'C')).toBe(false);
    }
    expect(facts(runScenario(scenario, 'write'), defaults)['rest']).toBe('20.4 MB');
  });
});

test('the last caption says that B has all of it when B’s program does, which its wait says, too', () => {
  const recording = runScenario(scenario, 'write', { file: 1 });
  const done = recording.beats!.find(({ id }) => id === 'done')!;
  const wait = waitsOf(recording).find(({ client }) => client === 'B')!;
  expect(done.event).toBe(wait.answeredIndex);
  expect(facts(recording, { ...defaults, file: 1 })['done']).toBe(
    durationText(wait.answeredNs! - wait.sentNs),
  );
});

test('B has its file equally soon, however it is sent', () => {
  const doneMs = ['write', 'pieces', 'push', 'sender'].map((variant) => {
    const eof = eventsOf(run(variant), 'client.eof').find(({ conn }) => conn === 'B')!;
    return eof.timeNs / 1e6;
  });
  for (const ms of doneMs) expect(Math.abs(ms - doneMs[2]!)).toBeLessThan(700);
});

test('500 MB to ten clients is a run like any other', () => {
  for (const { id } of scenario.variants) {
    const values = { ...defaults, file: 50, clients: 10 };
    const recording = run(id, values);
    expect(recording.events.length).toBeLessThan(120_000);
    for (const write of eventsOf(recording, 'write')) expect(write.data.length).toBeLessThan(50);
    if (id === 'write') expect(peakOf(recording)).toBeGreaterThan(500e6);
  }
});

test('the bet: slider and variant change what is right', () => {
  const answer = (variant: string, values: Values = {}): string => {
    const all = { ...defaults, ...values };
    const recording = run(variant, all);
    return scenario.bet.options(recording, all)[scenario.bet.answer(recording, all)]!;
  };
  expect(scenario.variants.map(({ id }) => answer(id))).toEqual([
    'about 60 MB',
    'about 58 MB',
    'about 200 KB',
    'about 33 KB',
  ]);
  expect(answer('pieces', { clients: 10 })).toBe('about 270 MB');
  expect(answer('sender', { clients: 10, file: 200 })).toBe('about 160 KB');
});

test('the stories', () => {
  const told = (variant: string, values: Values = {}): string[] =>
    beatIds(runScenario(scenario, variant, values));
  expect(told('write')).toEqual([
    'asks',
    'read',
    'written',
    'more',
    'full',
    'waited',
    'left',
    'done',
  ]);
  expect(told('pieces')).toEqual([
    'asks',
    'piece',
    'unasked',
    'full',
    'peak',
    'all-in',
    'left',
    'done',
  ]);
  expect(told('push')).toEqual(['asks', 'registers', 'shut', 'opened', 'full', 'stopped', 'done']);
  expect(told('sender', { disk: 5 })).toEqual([
    'asks',
    'pulls',
    'slow-read',
    'first',
    'again',
    'stopped',
    'done',
  ]);
  expect(told('write', { file: 200, clients: 1 })).toContain('cut');
});

test('what waits where is all that was written, at any time', () => {
  const { fills } = buffersOf(run('pieces'));
  const events = run('pieces').events;
  let written = 0;
  let at = 0;
  for (const { index, ours, kernel, theirs, read } of fills.get('B')!) {
    for (; at <= index; at++) {
      const event = events[at]!;
      if (event.kind === 'write' && event.conn === 'B') written += event.n;
    }
    expect(Math.min(ours, kernel, theirs)).toBeGreaterThanOrEqual(0);
    expect(ours + kernel + theirs + read).toBe(written);
  }
});

test('a line that is echoed while the tap is on comes back to its own line when the tap is shut', () => {
  const typed = [{ client: 'B', atMs: 1200, text: 'hm' }];
  const { events } = runScenario(scenario, 'push', {}, { typed });
  const { python } = scenario.variants.find(({ id }) => id === 'push')!;
  const lineOf = (text: string): number =>
    python.split('\n').findIndex((l) => l.includes(text)) + 1;
  const echo = events.findIndex((event) => event.kind === 'write' && event.data === 'hm\r\n');
  const lines = events.slice(echo).flatMap((event) => (event.kind === 'line' ? event.line : []));
  expect(lines.slice(0, 2)).toEqual([
    lineOf('def pauseProducing') + 1,
    lineOf('self.sendLine(line)'),
  ]);
});
