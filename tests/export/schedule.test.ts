import { describe, expect, test } from 'vitest';
import { loaders } from '../../scenarios/lessons';
import {
  delayCs,
  frameCount,
  positionAtMs,
  schedule,
  shots,
  standMs,
  type FilmPlan,
} from '../../src/page/export/schedule';
import { advance, holdOf, type Playback } from '../../src/player/playback/playback';
import { beatsOf, firstStop, indexAtTime, lastStop } from '../../src/player/playback/steps';
import { runScenario } from '../../src/scenario/runScenario';
import type { Recording } from '../../src/recording/recording';
import type { Scenario } from '../../src/scenario/types';

const ids = Object.keys(loaders) as (keyof typeof loaders)[];
const open = async (id: string): Promise<Scenario> => (await loaders[id]!()).scenario;

function plan(scenario: Scenario, change: Partial<FilmPlan> = {}): FilmPlan {
  const recording = runScenario(scenario, undefined, {});
  return planOf(recording, scenario, change);
}

function planOf(
  recording: Recording,
  scenario: Scenario,
  change: Partial<FilmPlan> = {},
): FilmPlan {
  return {
    recording,
    from: 0,
    to: beatsOf(recording).length - 1,
    speed: 1,
    logarithmic: scenario.timeline === 'logarithmic',
    caption: (place) => `caption of beat ${place}`,
    ...change,
  };
}

describe('how long a film stands', () => {
  test.each([
    ['', 1500],
    ['short', 1500],
    ['x'.repeat(25), 1500],
    ['x'.repeat(26), 1560],
    ['x'.repeat(90), 5400],
  ])('at “%s”: %d ms', (caption, ms) => expect(standMs(caption)).toBe(ms));
});

describe.each(ids)('a film of %s', (id) => {
  test('stands at every beat for its reading time, and passes no beat unseen', async () => {
    const film = plan(await open(id));
    const { stretches, lengthMs } = schedule(film);
    const stands = stretches.filter(({ kind }) => kind === 'stand');
    expect(stands.map(({ place }) => place)).toEqual(beatsOf(film.recording).map((_, i) => i));
    expect(stands.map((one) => one.lengthMs)).toEqual(
      stands.map(({ place }) => standMs(film.caption(place))),
    );
    // One stretch begins where the one before ends.
    let endMs = 0;
    for (const one of stretches) {
      expect(one.startMs).toBeCloseTo(endMs, 6);
      endMs = one.startMs + one.lengthMs;
    }
    expect(lengthMs).toBeCloseTo(endMs, 6);
  });

  test('shows at each frame what has happened by then and not more', async () => {
    const film = schedule(plan(await open(id)));
    const { recording } = film.plan;
    let before = { index: -1, timeNs: -1, told: 0 };
    for (const { position } of shots(film, 15)) {
      expect(position.index).toBeGreaterThanOrEqual(before.index);
      expect(position.timeNs).toBeGreaterThanOrEqual(before.timeNs);
      expect(recording.events[position.index]!.timeNs).toBeLessThanOrEqual(position.timeNs);
      expect(position.index).toBeLessThanOrEqual(indexAtTime(recording, position.timeNs));
      expect(position.told).toBeGreaterThanOrEqual(before.told);
      before = position;
    }
    expect(before).toEqual(lastStop(recording));
    expect(positionAtMs(film, 0)).toEqual(firstStop(recording));
  });

  test('runs between beats as playing does', async () => {
    const { recording, ...film } = plan(await open(id), { speed: 2 });
    const runsMs = schedule({ ...film, recording })
      .stretches.filter(({ kind }) => kind === 'run')
      .reduce((sum, { lengthMs }) => sum + lengthMs, 0);
    const beats = beatsOf(recording);
    let playback: Playback = {
      recording,
      ...firstStop(recording),
      by: 'beat',
      speed: 2,
      reducedMotion: false,
      logarithmic: film.logarithmic,
      holdWallMs: 0,
    };
    let playedMs = 0;
    const frameMs = 2;
    while (playback.told < beats.length && playedMs < 1e6) {
      playback = advance(playback, frameMs);
      playedMs += frameMs;
    }
    const heldMs = (beats.length - 2) * holdOf(playback);
    // Playing goes in frames, a film by the formula.
    expect(Math.abs(playedMs - heldMs - runsMs)).toBeLessThan(
      frameMs * beats.length + runsMs / 200,
    );
  });
});

test('a range begins and ends standing at its beats', async () => {
  const scenario = await open('blocked-reactor');
  const film = schedule(plan(scenario, { from: 2, to: 4 }));
  expect(film.stretches[0]).toMatchObject({ kind: 'stand', place: 2 });
  expect(film.stretches.at(-1)).toMatchObject({ kind: 'stand', place: 4 });
  const places = shots(film, 30).map(({ position }) => position.told - 1);
  expect([places[0], places.at(-1)]).toEqual([2, 4]);
  const alone = schedule(plan(scenario, { from: 3, to: 3 }));
  expect(shots(alone, 30)).toHaveLength(1);
  expect(alone.lengthMs).toBe(standMs(alone.plan.caption(3)));
});

test('speed shortens the ways, not the time to read', async () => {
  const scenario = await open('blocked-reactor');
  const sum = (speed: number, kind: string): number =>
    schedule(plan(scenario, { speed }))
      .stretches.filter((one) => one.kind === kind)
      .reduce((ms, { lengthMs }) => ms + lengthMs, 0);
  expect(sum(4, 'run')).toBeCloseTo(sum(1, 'run') / 4, 6);
  expect(sum(4, 'stand')).toBe(sum(1, 'stand'));
});

test('hours on a logarithmic axis take seconds', async () => {
  const film = schedule(plan(await open('silent-peer')));
  const endS = lastStop(film.plan.recording).timeNs / 1e9;
  expect(endS).toBeGreaterThan(3600);
  expect(film.lengthMs).toBeLessThan(60_000);
});

test('frames: one more for each whole or begun 1 / fps; shots and delays add up to them', async () => {
  const scenario = await open('blocked-reactor');
  for (const fps of [15, 30]) {
    const film = schedule(plan(scenario));
    const count = frameCount(film, fps);
    expect(count).toBe(Math.ceil((film.lengthMs / 1000) * fps));
    const all = shots(film, fps);
    expect(all.reduce((sum, { frames }) => sum + frames, 0)).toBe(count);
    let frame = 0;
    const delays = all.map(({ frames }) => delayCs(frame, (frame += frames), fps));
    expect(delays.reduce((sum, delay) => sum + delay, 0)).toBe(Math.round((count * 100) / fps));
    // Browsers show a frame of less than 2 hundredths of a second for a tenth.
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(3);
  }
});
