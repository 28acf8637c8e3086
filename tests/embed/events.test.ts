import { expect, test } from 'vitest';
import { eventsBetween, TIME_EVERY_MS, type Told } from '../../src/embed/events';

const told = (parts: Partial<Told> = {}): Told => ({
  state: 'ready',
  ended: false,
  stepId: 'a',
  timeNs: 0,
  ...parts,
});
const playing = told({ state: 'playing' });

test('nothing changed, nothing is told', () => {
  expect(eventsBetween(told(), told(), Infinity)).toEqual([]);
});

test('playing begins, is interrupted, comes to its end', () => {
  expect(eventsBetween(told(), playing, 0)).toEqual(['play', 'statechange']);
  const paused = told({ state: 'paused' });
  expect(eventsBetween(playing, paused, 0)).toEqual(['pause', 'statechange']);
  const ended = told({ state: 'ended', ended: true, stepId: 'b', timeNs: 7 });
  expect(eventsBetween(playing, ended, 0)).toEqual([
    'stepchange',
    'timeupdate',
    'pause',
    'statechange',
    'ended',
  ]);
  const atUntil = { ...paused, ended: true };
  expect(eventsBetween(playing, atUntil, 0)).toEqual(['pause', 'statechange', 'ended']);
});

test('a step that is gone to is told, its end is none of playing', () => {
  const last = told({ stepId: 'z', timeNs: 9 });
  expect(eventsBetween(told(), last, Infinity)).toEqual(['stepchange', 'timeupdate']);
});

test('the time is not told before it is due', () => {
  const later = { ...playing, timeNs: 5 };
  expect(eventsBetween(playing, later, TIME_EVERY_MS - 1)).toEqual([]);
  expect(eventsBetween(playing, later, TIME_EVERY_MS)).toEqual(['timeupdate']);
});

test('a run that fails is told once', () => {
  const error = told({ state: 'error' });
  expect(eventsBetween(told(), error, 0)).toEqual(['statechange', 'error']);
  expect(eventsBetween(error, error, 0)).toEqual([]);
});
