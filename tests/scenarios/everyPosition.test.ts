import { beforeAll, describe, expect, test } from 'vitest';
import { beatsOf } from '../../src/player/playback/steps';
import { HOLD_MS, PLAY_MS, tempoOf } from '../../src/player/playback/tempo';
import type { EventOf } from '../../src/recording/events';
import { eventsToWire, recordingToJson } from '../../src/recording/json';
import type { Recording, ToldBeat } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';
import { textWidth } from '../../src/stage/kit/text';
import { firstDifference } from '../conformance/compare';
import { readTrace } from '../conformance/traces';
import { playedMs } from '../player/playedMs';
import { expectAccounted } from '../player/accounted';
import { positions } from './positions';
import { fromTheReactorOn, recordingFile } from './recordings';

/*
 * What is true wherever the sliders stand. A position is run once for all of it: some runs have tens of thousands of events.
 */

const cases = positions.map((p) => [`${p.scenario.id}, ${p.variant.id}, ${p.name}`, p] as const);

describe.each(cases)('%s', (_, position) => {
  const { scenario, variant, values } = position;
  let recording: Recording;
  let told: readonly ToldBeat[];
  let theirs: ReturnType<typeof readTrace>;

  beforeAll(() => {
    recording = runScenario(scenario, variant.id, values);
    told = beatsOf(recording);
    theirs = readTrace(recordingFile(position));
    // All runs at once do not fit into memory.
    return () => {
      recording = undefined!;
      theirs = undefined!;
    };
  });

  test('server.ts does what real Twisted does with server.py', () => {
    const difference = firstDifference(
      fromTheReactorOn({ end: recording.end, events: eventsToWire(recording) }),
      fromTheReactorOn(theirs),
    );
    expect(difference?.report ?? null).toBeNull();
  });

  test('tells at least three beats, each once, all of them known', () => {
    const ids = told.map((beat) => beat.id);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(new Set(ids).size).toBe(ids.length);
    expect(scenario.beats.map((beat) => beat.id)).toEqual(expect.arrayContaining(ids));
  });

  test('captions have at most 15 words and every number', () => {
    for (const { id } of told) {
      const caption = scenario.beats.find((beat) => beat.id === id)!.caption(recording, values);
      expect(caption).not.toMatch(/[{}]|undefined|NaN/);
      expect(caption.split(/\s+/).length).toBeLessThanOrEqual(15);
    }
  });

  test('a caption fits one line of a slide: a second one would take room from its picture', () => {
    for (const { id } of told) {
      const caption = scenario.beats.find((beat) => beat.id === id)!.caption(recording, values);
      expect(textWidth(caption, 20, { bold: true }), caption).toBeLessThanOrEqual(870);
    }
  });

  test('the line at each beat is the one at which real Twisted is', () => {
    const pythons = theirs.events.filter((e) => e['kind'] === 'line');
    const before = recording.events.filter((e) => e.kind === 'line').length;
    // Lines that the module runs before the reactor are Python's; the last ones line up.
    const offset = pythons.length - before;
    for (const beat of told) {
      const lines = recording.events
        .slice(0, beat.event + 1)
        .filter((e): e is EventOf<'line'> => e.kind === 'line');
      expect(lines.at(-1)?.line).toBe(pythons[offset + lines.length - 1]?.['line']);
    }
  });

  test('the bet has distinct options and one of them is right', () => {
    const options = scenario.bet.options(recording, values);
    const answer = scenario.bet.answer(recording, values);
    expect(new Set(options).size).toBe(options.length);
    expect(options[answer]).toBeDefined();
    expect(scenario.bet.question(recording, values)).not.toMatch(/undefined|NaN/);
    expect(scenario.bet.because(recording, values, null)).not.toMatch(/undefined|NaN/);
  });

  test('the same input gives the same bytes', () => {
    expect(recordingToJson(runScenario(scenario, variant.id, values))).toBe(
      recordingToJson(recording),
    );
  });

  test('played at speed 1 it takes 40 s at most, and less than 20 s only where there is little to tell', () => {
    const logarithmic = scenario.timeline === 'logarithmic';
    const ms = playedMs(recording, { logarithmic, reducedMotion: false });
    const { holdMs } = tempoOf(recording, { logarithmic, reducedMotion: false });
    expect(ms).toBeLessThanOrEqual(PLAY_MS.most);
    if (holdMs < HOLD_MS.most) expect(ms).toBeGreaterThanOrEqual(PLAY_MS.least);
  });

  test('the parts of a wait add up to it, to the nanosecond', () => {
    expectAccounted(recording);
  });
});
