import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { advance, type Playback } from '../../src/player/playback/playback';
import { playerMachine, type PlayerEvent } from '../../src/player/playback/playerMachine';
import { HOLD_MS } from '../../src/player/playback/tempo';
import { beatsOf, endOf, isAtBeat, turnSteps } from '../../src/player/playback/steps';
import type { Recording } from '../../src/recording/recording';
import { fixture, withBeats } from './fixtures';

const story = { ready: 'iteration', asks: 'handlerStart', block: 'block', over: 'end' } as const;
const blocked = withBeats(fixture('blocked-reactor-3'), story);
/** The same at a block of 0: Python still sleeps for 0 s; the story leaves that beat out. */
const quick = withBeats(fixture('blocked-reactor-0'), {
  ready: 'iteration',
  asks: 'handlerStart',
  over: 'end',
});

function player(recording: Recording = blocked): ReturnType<typeof start> {
  return start(recording);
}

function start(recording: Recording) {
  const actor = createActor(playerMachine).start();
  actor.send({ type: 'RECORDING', recording });
  return {
    actor,
    send: (...events: PlayerEvent[]) => events.forEach((event) => actor.send(event)),
    get state() {
      return actor.getSnapshot().value;
    },
    get place() {
      const { index, timeNs } = actor.getSnapshot().context;
      return { index, timeNs };
    },
    get beat() {
      const { recording: run, ...position } = actor.getSnapshot().context;
      return isAtBeat(run, position) ? beatsOf(run)[position.told - 1]!.id : null;
    },
  };
}

const at = (index: number, recording = blocked): object => ({
  index,
  timeNs: recording.events[index]!.timeNs,
});
/** Where there are few beats it stands as long as it ever does. */
const HOLD = HOLD_MS.most;
const tick = (wallMs: number): PlayerEvent => ({ type: 'TICK', wallMs });
const next: PlayerEvent = { type: 'STEP', direction: 'next' };
const previous: PlayerEvent = { type: 'STEP', direction: 'previous' };

describe('the player', () => {
  it('loads, fails, and opens at the first beat', () => {
    const actor = createActor(playerMachine).start();
    expect(actor.getSnapshot().value).toBe('loading');
    actor.send({ type: 'FAIL', message: 'no run' });
    expect(actor.getSnapshot().value).toBe('error');
    expect(actor.getSnapshot().context.error).toBe('no run');
    actor.send({ type: 'RECORDING', recording: blocked });
    expect(actor.getSnapshot().value).toBe('ready');
    expect(actor.getSnapshot().context.error).toBeNull();
    expect(player().beat).toBe('ready');
  });

  it('steps by beat, event and turn, forward and back, and stays ready', () => {
    const p = player();
    p.send(next);
    expect(p.beat).toBe('asks');
    p.send(next, previous, previous, previous);
    expect(p.beat).toBe('ready');
    p.send({ type: 'LAST' });
    expect(p.beat).toBe('over');
    p.send({ type: 'FIRST' }, { type: 'STEP', direction: 'next', by: 'event' });
    expect(p.place).toEqual(at(beatsOf(blocked)[0]!.event + 1));
    p.send({ type: 'BY', by: 'turn' }, next);
    expect(p.place).toEqual(at(turnSteps(blocked)[1]!));
    expect(p.state).toBe('ready');
  });

  it('plays one virtual second a second, and stands at each beat', () => {
    const p = player();
    p.send({ type: 'PLAY' }, tick(300));
    expect(p).toMatchObject({ state: 'playing', place: { timeNs: 300e6 } });
    p.send(tick(400));
    expect(p.beat).toBe('asks'); // at 520 ms; 180 ms of the hold are over
    p.send(tick(HOLD - 180 + 100));
    expect(p.place.timeNs).toBe(620e6);
    p.send(tick(400), tick(HOLD));
    expect(p).toMatchObject({ beat: 'block', place: { timeNs: 1_020e6 } });
    p.send(tick(2_500));
    expect(p.place.timeNs).toBe(3_520e6);
  });

  it('lets a block of 3 s last 3 s, less at a higher speed', () => {
    const p = player();
    p.send({ type: 'SEEK_BEAT', place: 2 }, { type: 'SPEED', speed: 2 });
    p.send({ type: 'PLAY' }, tick(1_499));
    expect(p.place.timeNs).toBe(4_018e6);
    expect(blocked.events[p.place.index]!.timeNs).toBe(3_520e6);
    p.send(tick(1));
    expect(blocked.events[p.place.index]!.timeNs).toBe(4_020e6);
  });

  it('ends at the last beat, and plays again from the first', () => {
    const p = player();
    p.send({ type: 'PLAY' }, tick(60_000));
    expect(p).toMatchObject({ state: 'ended', beat: 'over' });
    p.send({ type: 'PLAY' });
    expect(p).toMatchObject({ state: 'playing', beat: 'ready' });
  });

  it('is paused by a step, a seek and Pause, and does not move then', () => {
    for (const event of [{ type: 'PAUSE' }, next, { type: 'SEEK_TIME', timeNs: 1e9 }] as const) {
      const p = player();
      p.send({ type: 'PLAY' }, tick(100), event);
      const { place } = p;
      p.send(tick(5_000));
      expect(p).toMatchObject({ state: 'paused', place });
    }
  });

  it('shows stills to a reader who wants no movement', () => {
    const p = player();
    p.send({ type: 'MOTION', reduced: true }, { type: 'PLAY' });
    const seen = new Set<number>();
    for (let i = 0; i < 200; i++) {
      p.send(tick(60));
      seen.add(p.place.index);
    }
    expect([...seen]).toEqual(
      beatsOf(blocked)
        .slice(1)
        .map(({ event }) => event),
    );
  });

  it('plays by event and by turn at an even pace', () => {
    for (const by of ['event', 'turn'] as const) {
      const p = player();
      p.send({ type: 'BY', by }, { type: 'PLAY' });
      let moves = 0;
      for (let i = 0; i < 40; i++) {
        const { index } = p.place;
        p.send(tick(100));
        if (p.place.index !== index) moves++;
      }
      expect(moves).toBe(by === 'event' ? 10 : 5);
    }
  });

  it('holds the playhead between nothing and the horizon', () => {
    const p = player();
    p.send({ type: 'SEEK_TIME', timeNs: 1e15 });
    expect(p.place.timeNs).toBe(endOf(blocked));
    p.send({ type: 'RECORDING', recording: blocked, horizonNs: 9e9 });
    p.send({ type: 'SEEK_TIME', timeNs: 8e9 });
    expect(p.place).toEqual({ index: blocked.events.length - 1, timeNs: 8e9 });
    p.send({ type: 'SEEK_TIME', timeNs: -1 });
    expect(p.place.timeNs).toBe(0);
  });
});

describe('an event that is not to be passed', () => {
  const asks = beatsOf(blocked)[1]!.event;
  /** In the midst between two beats. */
  const stopIndex = asks + 3;
  function stopped() {
    const p = player();
    let times = 0;
    p.actor.on('STOPPED', () => times++);
    return Object.assign(p, { stops: () => times });
  }

  it('stops playing, whatever the step size', () => {
    for (const by of ['beat', 'event', 'turn'] as const) {
      const p = stopped();
      p.send({ type: 'BY', by }, { type: 'PLAY', stopIndex });
      for (let i = 0; i < 100; i++) p.send({ type: 'TICK', wallMs: 900, stopIndex });
      expect(p).toMatchObject({ state: 'paused', place: at(stopIndex) });
      expect(p.stops()).toBe(1);
    }
  });

  it('stops the step that would pass it, not the one up to it', () => {
    const p = stopped();
    p.send({ ...next, stopIndex });
    expect([p.beat, p.stops()]).toEqual(['asks', 0]);
    p.send({ ...next, stopIndex });
    expect([p.place, p.stops()]).toEqual([at(stopIndex), 1]);
    p.send({ ...next, stopIndex });
    expect([p.place, p.stops()]).toEqual([at(stopIndex), 2]);
    p.send({ ...previous, stopIndex });
    expect([p.beat, p.stops()]).toEqual(['asks', 2]);
    p.send({ type: 'SEEK_INDEX', index: asks + 2 });
    p.send({ ...next, by: 'event', stopIndex });
    expect([p.place, p.stops()]).toEqual([at(stopIndex), 2]);
  });

  it('lets no playing begin at it', () => {
    const p = stopped();
    p.send({ type: 'SEEK_INDEX', index: stopIndex }, { type: 'PLAY', stopIndex });
    expect([p.state, p.stops()]).toEqual(['ready', 1]);
    p.send({ type: 'PLAY' }, tick(100));
    expect(p.state).toBe('playing');
  });
});

describe("another run keeps the reader's place", () => {
  it('at the same beat', () => {
    const p = player();
    p.send(next, { type: 'RECORDING', recording: quick });
    expect(p).toMatchObject({ beat: 'asks', state: 'ready' });
  });

  it('at the nearest earlier beat, and back when the beat comes back', () => {
    const p = player();
    p.send(next, next, { type: 'RECORDING', recording: quick });
    expect(p.beat).toBe('asks');
    p.send({ type: 'RECORDING', recording: blocked });
    expect(p.beat).toBe('block');
  });

  it('at the same free time, however short a run lies between', () => {
    const p = player();
    p.send({ type: 'SEEK_TIME', timeNs: 5_550e6 });
    p.send({ type: 'RECORDING', recording: { ...quick, events: quick.events.slice(0, 20) } });
    expect(p.place.timeNs).toBeLessThan(1e9);
    p.send({ type: 'RECORDING', recording: blocked });
    expect(p.place.timeNs).toBe(5_550e6);
  });
});

describe('playing, for any division of time into ticks', () => {
  const ticks = fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 30 });
  const speeds = fc.constantFrom(0.25, 0.5, 1, 2, 4);
  const by = fc.constantFrom('beat' as const, 'event' as const, 'turn' as const);

  it('comes to the same place, and never goes back', () => {
    fc.assert(
      fc.property(ticks, speeds, by, fc.boolean(), (walls, speed, step, reducedMotion) => {
        const first: Playback = {
          recording: blocked,
          index: 0,
          timeNs: 0,
          told: 0,
          by: step,
          speed,
          reducedMotion,
          holdWallMs: 0,
        };
        let playback = first;
        for (const wallMs of walls) {
          const after = advance(playback, wallMs);
          expect(after.index).toBeGreaterThanOrEqual(playback.index);
          expect(after.timeNs).toBeGreaterThanOrEqual(playback.timeNs);
          expect(after.timeNs).toBeGreaterThanOrEqual(blocked.events[after.index]!.timeNs);
          playback = after;
        }
        const once = advance(
          first,
          walls.reduce((sum, wallMs) => sum + wallMs, 0),
        );
        expect(playback.index).toBe(once.index);
        expect(Math.abs(playback.timeNs - once.timeNs)).toBeLessThanOrEqual(2);
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});
