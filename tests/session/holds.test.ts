import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/blocked-reactor/scenario';
import { defaultValues } from '../../src/scenario/runScenario';
import type { RecordedEvent } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { OpenedRecording } from '../../src/session/openedRecording.svelte';
import { partOfRun } from '../../src/session/partOfRun';
import { makeRun } from '../../src/session/run';
import { figuresOf, rowsOf } from '../../src/page/recordings/compared';
import { holdSentence } from '../../src/page/recordings/holdText';
import {
  areaPath,
  dragged,
  gripAt,
  movedByKey,
  waitingOver,
} from '../../src/page/recordings/overview';
import {
  arrivalsIn,
  cures,
  modelled,
  onAxisOf,
  recordedWaits,
} from '../../src/page/recordings/whatIf';
import { holdKinds } from '../../scenarios/course/holdKinds';
import { course } from '../../scenarios/lessons';

/** The run of the blocked reactor as a recorder would have seen it: its block is a hold, and so is each further one. */
function recorded(more: readonly number[] = []): Recording {
  const { recording } = makeRun(scenario, {
    variantId: scenario.variants[0]!.id,
    values: defaultValues(scenario),
    seed: 1,
    reactor: 'select',
    typed: [],
  });
  const events: RecordedEvent[] = [];
  for (const event of recording.events) {
    events.push(event);
    if (event.kind !== 'block') continue;
    const { timeNs, turn, durationNs } = event;
    const place = { file: 'report.py', line: 31, function: 'write', share: 98, samples: 9 };
    const held = { conn: 'C', what: 'Chat.lineReceived', why: 'sleeping', ...place } as const;
    for (const part of [1, ...more]) {
      events.push({ kind: 'held', timeNs, turn, durationNs: durationNs * part, ...held });
    }
  }
  const { beats: _, causes: __, ...rest } = recording;
  return { ...rest, events, mode: 'real' };
}

const open = (recording: Recording): Promise<OpenedRecording> =>
  OpenedRecording.open(recording, 'run.json', async () => {});

describe('the story of a real server', () => {
  test('each hold is a beat, told in a sentence with a lesson', async () => {
    const opened = await open(recorded());
    expect([opened.hasBeats, opened.by, opened.run.beats.length]).toEqual([true, 'beat', 1]);
    opened.step(1, 'event');
    expect(opened.hold).toBeNull();
    opened.first();
    expect(holdSentence(opened.hold!)).toMatch(
      /^At \d+\.\d\d s Chat\.lineReceived of C held the thread for 3\.00? s at report\.py:31; \d clients waited, \w longest: \d\.\d s\.$/,
    );
    const ids = course.map(({ id }) => id);
    for (const { lesson } of holdKinds) expect(ids).toContain(lesson);
  });

  test('it is opened at its worst hold', async () => {
    const opened = await open(recorded([0.5, 2]));
    const [worst, ...others] = opened.holds;
    expect(opened.hold).toBe(worst);
    expect(others.some(({ index }) => index < worst!.index)).toBe(true);
  });

  test('of very many holds only the worst are beats', async () => {
    const many = Array.from({ length: 40 }, (_, i) => 1 / (i + 2));
    const opened = await open(recorded(many));
    expect(opened.run.beats).toHaveLength(opened.holds.length);
    expect(opened.holds).toHaveLength(20);
  });
});

describe('a part of a run', () => {
  test('a hold is shown with all that waits in it, who waited longest first', async () => {
    const opened = await open(recorded());
    const { pictured, shownNs } = opened;
    opened.showHold(opened.holds[0]!);
    const { held } = opened.holds[0]!;
    const [fromNs, toNs] = opened.shownNs;
    expect(fromNs).toBeLessThan(held.timeNs);
    expect(toNs).toBeGreaterThan(held.timeNs + held.durationNs);
    expect(toNs - fromNs).toBeLessThan(shownNs[1] - shownNs[0]);
    expect(opened.pictured.waits.length).toBeGreaterThan(0);
    // Whose handler it is waits for it, too.
    const names = opened.pictured.clients.map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['C', opened.holds[0]!.longest!.client]);
    opened.show(null);
    expect(opened.pictured).toEqual(pictured);
  });

  test('of more clients than have lanes those stand first that waited longest, each with its own shape', async () => {
    const few = recorded();
    // Four of each client.
    const events = few.events.flatMap((event) =>
      event.kind !== 'held' && 'conn' in event && event.conn !== null
        ? ['', '2', '3', '4'].map((more) => ({ ...event, conn: event.conn + more }))
        : [event],
    );
    const { pictured, run } = await open({ ...few, events });
    const own = pictured.clients.map(({ index }) => run.longest[index!]!);
    expect(own.map(({ client }) => client)).toEqual(pictured.clients.map(({ name }) => name));
    // Who got no answer waits for ever.
    const waits = own.map(({ waitNs }) => waitNs ?? Infinity);
    expect(waits).toEqual(
      run.longest.map(({ waitNs }) => waitNs ?? Infinity).sort((a, b) => b - a),
    );
    expect(waits).not.toEqual(run.longest.map(({ waitNs }) => waitNs ?? Infinity));
  });

  test('of more clients than have room all are counted', async () => {
    const { run, shownNs } = await open(recorded());
    const { clients, waits } = partOfRun(run, shownNs, 1);
    expect(clients).toHaveLength(run.longest.length);
    expect(new Set(waits.map(({ client }) => client))).toEqual(new Set([clients[0]!.name]));
  });

  test('it stays in the run, and goes along with the present', async () => {
    const opened = await open(recorded());
    opened.show([-5e9, -4e9]);
    expect(opened.shownNs).toEqual([0, 1e9]);
    opened.seekTime(opened.run.endNs);
    expect(opened.shownNs[1]).toBe(opened.run.endNs);
    opened.seekTime(0);
    expect(opened.shownNs).toEqual([0, 1e9]);
  });
});

describe('what if', () => {
  test('the recorded arrivals with each cure: as it was the waits are those, in a thread nobody else waits', async () => {
    const opened = await open(recorded());
    const hold = opened.holds[0]!;
    opened.showHold(hold);
    const arrivals = arrivalsIn(opened.recording, hold, opened.shownNs);
    expect(arrivals.filter(({ isHold }) => isHold)).toHaveLength(1);
    const was = recordedWaits(arrivals);
    const by = new Map(
      cures.map((cure) => [cure.id, modelled(arrivals, cure, hold, opened.recording.reactor)]),
    );
    // The way there and back is no part of the model.
    expect(Math.abs(by.get('same')!.othersNs! - was.othersNs!)).toBeLessThan(0.1e9);
    expect(Math.abs(by.get('same')!.ownNs! - was.ownNs!)).toBeLessThan(0.1e9);
    expect(by.get('thread')!.othersNs).toBeLessThan(0.01e9);
    expect(by.get('thread')!.ownNs).toBeGreaterThan(2.9e9);
    expect(by.get('slices')!.othersNs).toBeLessThan(0.03e9);
    expect(by.get('half')!.othersNs).toBeLessThan(was.othersNs! / 1.5);
    const { waits } = onAxisOf(by.get('same')!, opened.shownNs);
    const sent = waits.map(({ client, sentNs }) => `${client} ${Math.round(sentNs / 1e6)}`);
    for (const { client, atNs } of arrivals) {
      expect(sent).toContain(`${client} ${Math.round((atNs + opened.shownNs[0]) / 1e6)}`);
    }
  });
});

describe('the overview', () => {
  const wait = (sentNs: number, answeredNs: number | null, client = 'A') =>
    ({ client, sentNs, answeredNs, lostNs: null, sentIndex: 0 }) as never;

  test('counts who waits at once', () => {
    const waits = [wait(0, 50), wait(40, 100, 'B'), wait(45, 55), wait(90, null), wait(95, 96)];
    const counts = waitingOver(waits, 100);
    const at = (time: number): number => counts[Math.floor(time * 3.2)]!;
    expect([0, 42, 52, 60, 99].map(at)).toEqual([1, 2, 2, 1, 2]);
    expect(Math.max(...counts)).toBe(2);
    // One after the other within one step are not two at once.
    expect(Math.max(...waitingOver([wait(10, 10.1), wait(10.1, 10.2, 'B')], 100))).toBe(1);
    expect(waitingOver([], 0).every((count) => count === 0)).toBe(true);
    expect(areaPath([0, 2, 1], { x0: 0, x1: 30, y0: 0, y1: 10 })).toBe(
      'M0,10L0,10h10L10,0h10L20,5h10L30,10Z',
    );
  });

  test.each([
    ['from', [20, 60], [20, 10], [10, 60]],
    ['to', [20, 60], [60, 10], [10, 20]],
    ['part', [20, 60], [40, 20], [0, 40]],
    ['new', [0, 100], [50, 30], [30, 50]],
  ] as const)('a drag of %s', (grip, part, [startNs, atNs], expected) => {
    expect(dragged(grip, part, startNs, atNs)).toEqual(expected);
  });

  test('what a press takes hold of', () => {
    expect(gripAt(50, null)).toBe('new');
    expect([12, 98, 50, 150].map((x) => gripAt(x, [10, 100]))).toEqual([
      'from',
      'to',
      'part',
      'new',
    ]);
  });

  test('keys move an end, and no further than the run', () => {
    expect(movedByKey('ArrowRight', 50, 100)).toBe(51);
    expect(movedByKey('PageUp', 99, 100)).toBe(100);
    expect(movedByKey('Home', 50, 100)).toBe(0);
    expect(movedByKey('constructor', 50, 100)).toBeNull();
  });
});

describe('two recordings side by side', () => {
  test('each figure is of the waits and holds of its own recording', async () => {
    const [one, other] = await Promise.all([open(recorded()), open(recorded([2, 0.5]))]);
    const figures = [one, other].map(({ recording, run }) => figuresOf(recording, run));
    expect(figures.map(({ holds, heldNs }) => [holds, heldNs])).toEqual([
      [1, 3e9],
      [3, 10.5e9],
    ]);
    expect(figures.map(({ worst }) => worst)).toEqual([
      { ns: 3e9, place: 'report.py:31' },
      { ns: 6e9, place: 'report.py:31' },
    ]);
    const { answered, unanswered, noticed, medianNs, p99Ns, longestNs } = figures[0]!;
    const lengths = one.run.waits
      .flatMap(({ sentNs, answeredNs }) => (answeredNs === null ? [] : [answeredNs - sentNs]))
      .sort((a, b) => a - b);
    expect([answered, unanswered]).toEqual([lengths.length, one.run.waits.length - lengths.length]);
    expect(longestNs).toBe(lengths.at(-1));
    expect(noticed).toBe(lengths.filter((ns) => ns >= 1e8).length);
    expect(lengths.filter((ns) => ns <= medianNs!).length).toBeGreaterThanOrEqual(answered / 2);
    expect(p99Ns!).toBeLessThanOrEqual(longestNs!);
    expect(rowsOf(figures).find(({ what }) => what === 'held in all')!.cells).toEqual([
      '3.0 s',
      '10.5 s',
    ]);
  });

  test('a run without holds and without clients has no figure that is made up', () => {
    const nothing = { ...recorded(), events: [] };
    expect(
      new Set(rowsOf([figuresOf(nothing, { waits: [] })]).flatMap(({ cells }) => cells)),
    ).toEqual(new Set(['–', '0', '0 ms', '0 of 0']));
  });
});

test('who is sought by a part of the name has lane and row; others have none', async () => {
  const opened = await open(recorded());
  expect(opened.rows.map(({ client }) => client)).toEqual(['A', 'B', 'C', 'D']);
  opened.sought = ' b';
  expect(opened.rows.map(({ client }) => client)).toEqual(['B']);
  expect(opened.pictured.clients.map(({ name }) => name)).toEqual(['B']);
  opened.sought = 'nobody';
  expect([opened.rows, opened.pictured.clients, opened.moreRows]).toEqual([[], [], 0]);
  opened.sought = ' ';
  expect(opened.pictured.clients).toHaveLength(4);
});
