import { describe, expect, it } from 'vitest';
import { scenario as arrive } from '../../scenarios/did-it-arrive/scenario';
import { scenario as silent } from '../../scenarios/silent-peer/scenario';
import { clockText } from '../../src/player/measures/durations';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';
import { pathRun, unreadByPeer } from '../../src/stage/pictures/path/crossings';
import { pathLayout } from '../../src/stage/pictures/path/layout';
import { describePath, pathModel } from '../../src/stage/pictures/path/model';
import { LOG_TICKS, momentsOf, placeMoments } from '../../src/stage/pictures/path/moments';
import { codeLines } from '../../src/stage/pictures/path/words';
import { textWidth } from '../../src/stage/kit/text';
import { logScale } from '../../src/stage/kit/timeScales';
import { beatsOf } from '../../src/player/playback/steps';
import type { PictureSize, Rect } from '../../src/stage/kit/sizes';

const sizes: PictureSize[] = ['wide', 'medium', 'phone', 'embed', 'half'];

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function at(recording: Recording, id: string): { index: number; timeNs: number } {
  const { event, timeNs } = beatsOf(recording).find((beat) => beat.id === id)!;
  return { index: event, timeNs };
}

describe('pathLayout', () => {
  it.each(sizes)('%s: stations and notes stay apart and inside', (size) => {
    for (const hasNat of [false, true]) {
      const { stations, notes, width, height, foot } = pathLayout(size, hasNat);
      const boxes: Rect[] = [
        ...Object.values(stations),
        notes.ours,
        notes.peers,
        ...(notes.nat === null ? [] : [notes.nat]),
      ];
      const clock = { x: foot.x0, y: foot.clockY - 12, width: 60, height: 14 };
      const tag = { x: foot.x1 - 100, y: foot.tagY - 16, width: 100, height: 22 };
      boxes.forEach((box, i) => {
        expect(box.x).toBeGreaterThanOrEqual(4);
        expect(box.x + box.width).toBeLessThanOrEqual(width - 4);
        expect(box.y + box.height).toBeLessThanOrEqual(height - 2);
        // In half a slide the foot is beside the stations.
        if (size !== 'half') expect(box.y + box.height).toBeLessThan(foot.clockY);
        expect(overlap(box, clock)).toBe(false);
        expect(overlap(box, tag)).toBe(false);
        boxes.slice(i + 1).forEach((other) => expect(overlap(box, other)).toBe(false));
      });
      expect(Math.max(foot.clockY, foot.tagY)).toBeLessThan(height);
    }
  });
});

describe('where the bytes of a payment are', () => {
  const recording = runScenario(arrive);
  const model = (id: string) => {
    const { index, timeNs } = at(recording, id);
    return pathModel(recording, worldAt(recording, index), timeNs, { client: 'A', memoryNs: null });
  };

  it('moves from station to station with the run', () => {
    expect(model('written')).toMatchObject({ buffer: 'PAY 7 10\r\n', kernel: '' });
    expect(model('in-kernel')).toMatchObject({ buffer: '', kernel: 'PAY 7 10\r\n' });
    expect(model('on-the-wire').flights).toMatchObject([{ kind: 'data', down: true }]);
    expect(model('stuck')).toMatchObject({ kernel: '', peerKernel: 'PAY 7 10\r\n' });
    expect(model('dropped')).toMatchObject({ kernel: '', peerKernel: 'PAY 7 10\r\n' });
    expect(model('paid-after-all').peerKernel).toBe('');
  });

  it('shows the second connection from its first segment on, and nothing of the first one in its boxes', () => {
    expect(model('paid-after-all')).toMatchObject({ connection: 1, ours: { isConnected: false } });
    expect(model('paid-after-all').flights).toMatchObject([{ kind: 'rst', down: true }]);
    expect(model('connects-again')).toMatchObject({
      connection: 2,
      code: ['no connection'],
      peerCode: ['connects', 'again'],
    });
    expect(model('connects-again').flights).toMatchObject([{ conn: 'A#2', kind: 'handshake' }]);
    expect(model('asked-again')).toMatchObject({ buffer: 'PAY 7 10\r\n', peerKernel: '' });
    expect(model('once')).toMatchObject({ peerKernel: '', ours: { isConnected: true } });
  });

  it('what an old connection still sends is told from what the new one does', () => {
    const cut = runScenario(arrive, 'request', { cut: 2.5, reply: 1 });
    const again = cut.events.findLastIndex((e) => e.kind === 'net.retransmit');
    const { timeNs } = cut.events[again]!;
    const found = pathModel(cut, worldAt(cut, again), timeNs, { client: 'A', memoryNs: null });
    expect(found).toMatchObject({ connection: 2, cutNs: null, lost: null });
    expect(found.flights).toMatchObject([{ conn: 'A', isOld: true }]);
    expect(describePath(found, timeNs)).toContain('OK 7 is on the way to us, on an old connection');
  });

  it('an ACK goes from kernel to kernel', () => {
    const acks = pathRun(recording).crossings.filter(({ kind }) => kind === 'ack');
    expect(acks.length).toBeGreaterThan(0);
    expect(acks[0]).toMatchObject({ down: false, fromNs: 1.8e9, toNs: 2e9, isLost: false });
    expect(model('acknowledged').isAcknowledged).toBe(true);
  });

  it('bytes that are lost never reach the peer, and the picture says so', () => {
    const cut = runScenario(arrive, 'request', { cut: 1.7 });
    const last = cut.events.findIndex((e) => e.kind === 'abortConnection');
    const timeNs = cut.events[last]!.timeNs;
    expect(unreadByPeer(pathRun(cut), 'A', 0, last, timeNs)).toBe('');
    const end = pathModel(cut, worldAt(cut, last), timeNs, { client: 'A', memoryNs: null });
    expect(end.lost?.text).toMatch(/^lost: PAY 7 10, \d times$/);
    expect(describePath(end, timeNs)).toContain('the cable is cut since 1.7 s');
  });
});

describe('notes about a connection that is cut', () => {
  it('both stay, and the box in the middle forgets', () => {
    const recording = runScenario(silent);
    const { index, timeNs } = at(recording, 'hours');
    const model = pathModel(recording, worldAt(recording, index), timeNs, {
      client: 'A',
      memoryNs: 300e9,
    });
    expect(model.ours.isConnected).toBe(true);
    expect(model.peers.isConnected).toBe(true);
    expect(model.nat?.hasForgotten).toBe(true);
  });

  it('ours goes when keepalive gives up; the peer is not told', () => {
    const recording = runScenario(silent, 'keepalive');
    const { index, timeNs } = at(recording, 'told-by-the-kernel');
    const model = pathModel(recording, worldAt(recording, index), timeNs, {
      client: 'A',
      memoryNs: 300e9,
    });
    expect(model.ours.isConnected).toBe(false);
    expect(model.peers.isConnected).toBe(true);
  });
});

describe('the timeline of moments', () => {
  const plot = { x0: 66, x1: 342 };
  const x = logScale([1e9, 1.08e13], plot);

  it('tenfold times stand equally far apart, and places turn back into times', () => {
    expect(x(10e9) - x(1e9)).toBeCloseTo(x(1000e9) - x(100e9), 0);
    for (const { timeNs } of LOG_TICKS) expect(x.invert(x(timeNs)) / timeNs).toBeCloseTo(1, 1);
    expect(x(0)).toBe(plot.x0);
  });

  it.each(silent.variants.map(({ id }) => id))('%s: names do not overlap or leave', (id) => {
    for (const cut of [0, 10, 3600]) {
      const moments = momentsOf(runScenario(silent, id, { cut }));
      for (const lane of ['code', 'network'] as const) {
        const spans = placeMoments(
          moments.filter((m) => m.lane === lane),
          x,
          plot,
          14,
        )
          .filter(({ label }) => label !== '')
          .map(({ label, labelX, anchor }) => {
            const width = textWidth(label, 14);
            return anchor === 'start' ? [labelX, labelX + width] : [labelX - width, labelX];
          })
          .sort((a, b) => a[0]! - b[0]!);
        spans.forEach(([from, to], i) => {
          expect(from).toBeGreaterThan(plot.x0 - 8);
          expect(to).toBeLessThan(366);
          if (i > 0) expect(from).toBeGreaterThan(spans[i - 1]![1]!);
        });
      }
    }
  });

  it.each([
    [4.6e9, '4.6 s'],
    [10e9, '10 s'],
    [90e9, '1 min 30 s'],
    [300e9, '5 min'],
    [7200e9, '2 h'],
    [7875e9, '2 h 11 min'],
  ])('%d ns is %s', (timeNs, text) => expect(clockText(timeNs)).toBe(text));
});

it('our code’s station says TimeoutError when the caption does', () => {
  const recording = runScenario(arrive);
  const { index } = at(recording, 'timed-out');
  const client = worldAt(recording, index).clients[0]!;
  expect(codeLines(recording, client, index)).toEqual(['has written', 'TimeoutError']);
});
