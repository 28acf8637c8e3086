import { describe, expect, test } from 'vitest';
import {
  cureOf,
  cures,
  everywhere,
  readPlacement,
  word,
  writePlacement,
  type CureId,
} from '../../scenarios/choose-the-cure/cures';
import { BUDGET_NS, gradeOf, judge, othersOf } from '../../scenarios/choose-the-cure/judge';
import { percentile } from '../../src/player/measures/percentile';
import measured from '../../scenarios/choose-the-cure/measured.json';
import { programOf } from '../../scenarios/choose-the-cure/program';
import { scenario } from '../../scenarios/choose-the-cure/scenario';
import { tickets } from '../../scenarios/choose-the-cure/tickets';
import { CHAT, JUDGED } from '../../scenarios/choose-the-cure/times';
import { course } from '../../scenarios/lessons';
import { THREAD_KB } from '../../scenarios/who-is-ready/memory';
import type { Recording } from '../../src/recording/recording';
import type { Judgement } from '../../src/scenario/picture';
import { runScenario } from '../../src/scenario/runScenario';

const MS = 1e6;
const runs = new Map<string, Recording>();

function run(ticket: string, cure: CureId): Recording {
  const key = `${ticket} ${cure}`;
  let found = runs.get(key);
  if (found === undefined) {
    const at = tickets.findIndex(({ id }) => id === ticket) + 1;
    found = runScenario(scenario, 'cure', { ticket: at, cures: writePlacement(everywhere(cure)) });
    runs.set(key, found);
  }
  return found;
}

const judged = (ticket: string, cure: CureId): Judgement => judge(run(ticket, cure));

describe('the programs', () => {
  test('are one for each ticket and cure, each of which is short enough to read', () => {
    const all = tickets.flatMap((ticket) => cures.map(({ id }) => programOf(ticket, id)));
    expect(new Set(all).size).toBe(64);
    for (const program of all) {
      expect(program.split('\n').length, program).toBeLessThanOrEqual(42);
      for (const line of program.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
    }
  });

  test('what is shown is what ran', () => {
    const values = {
      ticket: 3,
      cures: word.read('thread.later.pool.adbapi.process.program.later.direct').value,
    };
    expect(cureOf(values)).toBe('pool');
    const program = scenario.variants[0].arranged!(values);
    expect(program).toBe(programOf(tickets[2]!, 'pool'));
    expect(run('soap', 'pool').events).toEqual(runScenario(scenario, 'cure', values).events);
  });
});

describe('a placement in the address', () => {
  test('is read as it was written, and one cure stands for all', () => {
    const text = 'thread.cooperate.pool.adbapi.process.program.later.direct';
    expect(word.write(word.read(text).value)).toBe(text);
    expect(readPlacement(word.read('pool').value)).toEqual(everywhere('pool'));
    expect(word.write(word.read('pool').value)).toBe('pool');
  });

  test.each([
    ['thread.tea', 'there is no cure “tea”, the handler does it', 'thread.direct'],
    ['', 'there is no cure “”, the handler does it', 'direct'],
    ['pool.pool', 'it has 2 of 8 cures, for the others the handler does it', 'pool.pool.direct'],
    [`${'direct.'.repeat(8)}pool`, 'there are 8 tickets, the rest is left out', 'direct'],
    ['x'.repeat(200), 'there are 8 tickets, the rest is left out', 'direct'],
  ])('%s: %s', (text, wrong, begins) => {
    const read = word.read(text);
    expect(read.wrong).toContain(wrong);
    expect(word.write(read.value).startsWith(begins)).toBe(true);
  });
});

describe('what a run is judged by', () => {
  test('the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0.5, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([50, 99, 100]);
    expect(percentile([7], 0.5)).toBe(7);
    expect(percentile([], 0.5)).toBeNull();
  });

  test('a hundred lines of A, whatever the ticket and the cure', () => {
    for (const { id } of tickets) {
      for (const cure of cures) {
        const sent = run(id, cure.id).events.filter(
          (e) =>
            e.kind === 'client.send' &&
            e.conn === 'A' &&
            e.timeNs >= JUDGED.fromMs * MS &&
            e.timeNs < JUDGED.toMs * MS,
        );
        expect(sent.length, `${id} ${cure.id}`).toBe(100);
      }
    }
    expect(CHAT.times).toBeGreaterThan(100);
  });

  test('waits as the events have them', () => {
    for (const [ticket, cure] of [
      ['images', 'direct'],
      ['price', 'thread'],
      ['csv', 'cooperate'],
      ['soap', 'program'],
    ] as const) {
      const { events } = run(ticket, cure);
      const times = (kind: 'client.send' | 'client.recv', conn: string): number[] =>
        events.flatMap((e) =>
          (e.kind === 'client.send' || e.kind === 'client.recv') &&
          e.kind === kind &&
          e.conn === conn
            ? new Array<number>(e.n / 4).fill(e.timeNs)
            : [],
        );
      const [sent, received] = [times('client.send', 'A'), times('client.recv', 'A')];
      const waits = sent.flatMap((at, i) =>
        at >= JUDGED.fromMs * MS && at < JUDGED.toMs * MS ? [received[i]! - at] : [],
      );
      waits.sort((a, b) => a - b);
      const { p50Ns, p99Ns, worstNs } = judged(ticket, cure);
      expect([p50Ns, p99Ns, worstNs]).toEqual([waits[49], waits[98], waits[99]]);
    }
  });

  test('memory: threads and processes that are there at once, and a second program', () => {
    const { process, program } = measured;
    // One thread more looks names up.
    expect(judged('soap', 'pool')).toMatchObject({ threads: 6, memoryKb: 6 * THREAD_KB });
    expect(judged('soap', 'thread')).toMatchObject({ threads: 10, memoryKb: 10 * THREAD_KB });
    expect(judged('price', 'process')).toMatchObject({
      threads: 1,
      processes: 8,
      memoryKb: THREAD_KB + 8 * process.kb,
    });
    expect(judged('who', 'program').memoryKb).toBe(THREAD_KB + program.kb);
  });
});

describe('what the runs teach', () => {
  const kept = (ticket: string): CureId[] =>
    cures.map(({ id }) => id).filter((id) => gradeOf(judged(ticket, id)) === 'kept');

  test('which cures leave the others alone, ticket by ticket', () => {
    const apart: CureId[] = ['process', 'program'];
    const threads: CureId[] = ['thread', 'pool', 'adbapi'];
    expect(kept('images')).toEqual([...threads, ...apart]);
    expect(kept('csv')).toEqual(['later', 'cooperate', ...apart]);
    // Twelve calls fill the reactor's ten threads, and B needs one of them.
    expect(kept('soap')).toEqual(['pool', 'adbapi', ...apart]);
    expect(othersOf(judged('soap', 'thread'))).toEqual(['B']);
    expect(kept('report')).toEqual([...threads, ...apart]);
    expect(kept('price')).toEqual(apart);
    expect(kept('index')).toEqual(apart);
    expect(kept('login')).toEqual(['later', 'cooperate', ...threads, ...apart]);
    expect(kept('who')).toEqual(cures.map(({ id }) => id));
  });

  test('no cure but the budget’s own threshold decides: a wait of just so long is within it', () => {
    const calm = judged('who', 'direct');
    expect(gradeOf({ ...calm, worstNs: BUDGET_NS })).toBe('kept');
    expect(gradeOf({ ...calm, worstNs: BUDGET_NS + 1 })).toBe('felt');
    expect(gradeOf({ ...calm, nameNs: 100 * MS + 1 })).toBe('waits');
  });

  test('what is cheapest costs nobody else anything only where the work allows it', () => {
    expect(judged('index', 'program').memoryKb).toBeGreaterThan(
      judged('index', 'process').memoryKb,
    );
    expect(judged('index', 'program').memoryKb).toBeLessThan(
      judged('price', 'process').memoryKb + 4000,
    );
    expect(judged('price', 'program').doneNs).toBeGreaterThan(
      7 * judged('price', 'process').doneNs,
    );
  });

  test('work without seams is moved by callLater, and not cut', () => {
    for (const ticket of ['soap', 'report', 'price', 'index']) {
      expect(judged(ticket, 'later').worstNs).toBe(judged(ticket, 'direct').worstNs);
    }
    expect(judged('csv', 'later').worstNs).toBeLessThan(judged('csv', 'direct').worstNs / 50);
  });

  test('the bet has every answer somewhere', () => {
    const answers = tickets.flatMap(({ id }) =>
      cures.map((cure) => scenario.bet.answer(run(id, cure.id), {})),
    );
    expect(new Set(answers)).toEqual(new Set([0, 2, 3]));
  });
});

test('each cure leads to a scenario that there is, by its name', () => {
  for (const { lesson } of cures) {
    const place = course.find(({ id }) => id === lesson.id);
    expect(place).toMatchObject({ title: lesson.title });
  }
});
