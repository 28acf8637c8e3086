import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { costOf, costText, figuresOf, totalMs } from '../../scenarios/chat/costs';
import { peopleOf, SIMULATED_MAX } from '../../scenarios/chat/people';
import { scenario } from '../../scenarios/chat/scenario';
import { eventsToWire } from '../../src/recording/json';
import { exportWorkload } from '../../src/workload/exportWorkload';
import { runScenario } from '../../src/scenario/runScenario';
import { toStep } from '../../src/session/address';
import { sliderOf, valueAt } from '../../src/session/slider';
import { crowdOf } from '../../src/stage/pictures/trays/crowd';
import { worldAt } from '../../src/player/world/world';
import { firstDifference } from '../conformance/compare';
import { runOracle } from '../conformance/runOracle';
import { fromTheReactorOn } from './recordings';
import { beatIds, beatsOf } from '../../src/player/playback/steps';

const run = (clients: number, link = 1, variant = 'direct') =>
  runScenario(scenario, variant, { clients, link });
const told = (clients: number, link = 1) => beatIds(run(clients, link));
const answer = (clients: number, link = 1) =>
  scenario.bet.answer(run(clients, link), { clients, link });

describe('chat', () => {
  test('one write fills a tray for each other client before anything is sent', () => {
    const { events } = run(20);
    const start = events.findIndex((e) => e.kind === 'lineReceived');
    const end = events.findIndex((e, i) => e.kind === 'handlerEnd' && i > start);
    const inside = events.slice(start, end);
    expect(inside.filter((e) => e.kind === 'write')).toHaveLength(19);
    expect(inside.some((e) => e.kind === 'send')).toBe(false);
    const turn = events[end]!.turn + 1;
    expect(events.filter((e) => e.kind === 'send' && e.turn === turn)).toHaveLength(19);
  });

  test('D alone is late, until the work for so many takes everyone as long', () => {
    for (const clients of [3, 50, 500]) {
      const { events } = run(clients);
      const sent = events.findLast((e) => e.kind === 'client.send')!.timeNs;
      for (const name of peopleOf({ clients, link: 1 }).filter((one) => one !== 'A')) {
        const has = events.findLast((e) => e.kind === 'client.recv' && e.conn === name)!.timeNs;
        expect([name, has - sent > 100e6]).toEqual([name, name === 'D']);
      }
    }
  });

  test('with more clients than select has room for it runs on epoll, and says so', () => {
    const said = (clients: number): string =>
      scenario.beats
        .find(({ id }) => id === 'connected')!
        .caption(run(clients), { clients, link: 1 });
    for (const clients of scenario.parameters.clients!.choices!) {
      const isMany = clients > 1000;
      expect([clients, run(clients).reactor]).toEqual([clients, isMany ? 'epoll' : 'select']);
      expect([clients, said(clients).includes('epoll')]).toEqual([clients, isMany]);
    }
  });

  test('the run’s clock counts the measured work of the thread, from 1 ms a line on', () => {
    for (const variant of ['direct', 'deferred']) {
      for (const clients of [4, 500, 5000, 50_000]) {
        const recording = run(clients, 0, variant);
        const { events } = recording;
        const cost = costOf(clients, variant);
        const workMs = totalMs(cost) < 1 ? 0 : totalMs(cost);
        const read = events.findIndex((e) => e.kind === 'lineReceived');
        const asks = events.find(
          (e, i) => i > read && e.kind === 'selectEnter' && e.turn > events[read]!.turn + 1,
        )!;
        expect(asks.timeNs - events[read]!.timeNs).toBeCloseTo(workMs * 1e6, -3);
        // One clock, one number: what the caption says is what the playhead shows.
        const told = beatsOf(recording).find(({ id }) => id === 'everyone')!;
        const afterNs = told.timeNs - events.find((e) => e.kind === 'client.send')!.timeNs;
        expect(afterNs).toBeCloseTo((40 + workMs) * 1e6, -3);
        const caption = scenario.beats.find(({ id }) => id === 'everyone')!;
        const said = caption.caption(recording, { clients, link: 0 });
        expect(said).toContain(`has it in ${costText(afterNs / 1e6)}`);
        expect(said.includes(`(${cost.tag})`)).toBe(workMs > 0);
        const all = crowdOf(
          worldAt(recording, told.event).clients,
          ['A', 'B', 'C', 'D'],
          clients,
          told.timeNs,
          8,
        );
        expect(all.have).toBe(clients - 4);
      }
    }
  });

  test('D has the last line when its caption says so, not before', () => {
    for (const [clients, link] of [
      [2, 1],
      [4, 1],
      [4, 0],
      [50, 1],
    ] as const) {
      const recording = run(clients, link);
      const told = beatsOf(recording).at(-1)!;
      const last = recording.events.findLastIndex(
        (e) => e.kind === 'client.recv' && e.conn === 'D',
      );
      expect(told).toMatchObject({ id: link === 1 ? 'last' : 'nobody-waited', event: last });
    }
  });

  test('each of the bet’s answers but one can be made right with the sliders', () => {
    expect([answer(4, 0), answer(4, 1), answer(50_000, 0)]).toEqual([0, 1, 3]);
  });

  test('what does not happen is not told', () => {
    expect(told(2)).not.toContain('unaffected');
    expect(told(4, 0)).not.toContain('full');
    expect(told(5000)).not.toContain('block');
    expect(told(50_000)).toContain('block');
  });

  test('what was measured stands as it was measured, and says so', () => {
    expect(costOf(500, 'direct')).toMatchObject({ fillMs: 1.2, flushMs: 7, tag: 'measured' });
    expect(costOf(5000, 'direct')).toMatchObject({ fillMs: 9, flushMs: 73, tag: 'measured' });
    expect(costOf(50_000, 'direct').tag).toBe('extrapolated');
    expect(totalMs(costOf(50_000, 'direct'))).toBeCloseTo(820);
    expect(costOf(500, 'deferred')).toMatchObject({ flushMs: 7, tag: 'modelled' });
    expect(costOf(501, 'deferred').fillMs - costOf(501, 'direct').fillMs).toBeCloseTo(1.33, 2);
    expect([0.0072, 0.0564, 1.2, 73, 730].map(costText)).toEqual([
      '0.007 ms',
      '0.06 ms',
      '1.2 ms',
      '73 ms',
      '0.7 s',
    ]);
    expect(figuresOf({ clients: 500, link: 1 }, 'direct').map(({ present }) => present)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('never more than a few run in the browser, and the slider knows only its choices', () => {
    expect(peopleOf({ clients: 50_000, link: 1 })).toHaveLength(SIMULATED_MAX);
    const parameter = scenario.parameters.clients!;
    expect([-1, 5, 700, 1e9].map((value) => toStep(value, parameter))).toEqual([2, 4, 500, 50_000]);
    const places = parameter.choices!.map((choice) => sliderOf(parameter, choice).value);
    expect(places).toEqual(parameter.choices!.map((_, i) => i));
    expect(places.map((place) => valueAt(parameter, place))).toEqual(parameter.choices);
  });

  test('real Twisted over epoll does the same with 500 clients', async () => {
    const values = { clients: 500, link: 1, atMost: 500 };
    const server = join(mkdtempSync(join(tmpdir(), 'chat-')), 'server.py');
    writeFileSync(server, scenario.variants[0].python);
    const workload = exportWorkload(scenario, 'direct', values, { reactor: 'epoll' });
    const theirs = await runOracle(workload, { reactor: 'epoll', server, lines: true });
    const ours = runScenario(scenario, 'direct', values, { reactor: 'epoll' });
    expect(ours.events.length).toBeGreaterThan(20_000);
    const difference = firstDifference(
      fromTheReactorOn({ end: ours.end, events: eventsToWire(ours) }),
      fromTheReactorOn(theirs),
    );
    expect(difference?.report ?? null).toBeNull();
  }, 60_000);
});
