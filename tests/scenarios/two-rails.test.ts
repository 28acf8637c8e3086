import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/two-rails/scenario';
import { ran } from '../../scenarios/two-rails/facts';
import {
  cars,
  lineOf,
  MOST,
  readPairs,
  USUAL,
  word,
  writePairs,
} from '../../scenarios/two-rails/rails';
import { beatIds } from '../../src/player/playback/steps';
import type { Recording } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';
import { formatAddress, parseAddress } from '../../src/session/address';

const run = (rails: string, fails = 2, variant?: string): Recording =>
  runScenario(scenario, variant, { fails, rails: word.read(rails).value });

describe('an order of cars', () => {
  test('is a word in the address, and the same word again', () => {
    for (const text of ['p.s.l.r', 'p.sl.r', '', 'l', 'ro.pl', 'p.l.o.s.r']) {
      expect(word.write(word.read(text).value)).toBe(text);
      const { address, corrections } = parseAddress(`?rails=${text}`, scenario);
      expect(corrections).toEqual([]);
      expect(formatAddress(address, scenario)).toContain(`rails=${text}`);
    }
    expect(word.read('p.l.o.s.r').value).toBe(MOST);
  });

  test.each([
    ['p.s.s.l', 'p.s.l', 'it names save twice, the second is left out'],
    ['p.x.l', 'p.l', 'there is no car “x”, it is left out'],
    ['ps.l', 'p.s.l', 'the seat of save is taken, it has a pair of its own'],
    ['P.S', 'p.s', undefined],
    ['........', '', undefined],
    [`${'.'.repeat(40)}p`, '', 'it is longer than 20 letters, the rest is left out'],
    ['42', '', 'there is no car “4”, it is left out, there is no car “2”, it is left out'],
  ])('%s is read as %s', (text, read, wrong) => {
    const found = word.read(text);
    expect([word.write(found.value), found.wrong]).toEqual([read, wrong]);
    expect(parseAddress(`?rails=${text}`, scenario).corrections).toHaveLength(wrong ? 1 : 0);
  });

  test('any number stands for some order', () => {
    for (let value = 0; value <= MOST; value += 977) {
      const again = word.read(word.write(value));
      expect(writePairs(readPairs(again.value))).toBe(again.value);
    }
  });

  test('is the order of the lines of Python', () => {
    const values = { fails: 2, rails: word.read('p.sl.r').value };
    const lines = scenario.variants[0].arranged!(values).split('\n');
    const coupled = lines.filter((line) => line.includes('d.add')).map((line) => line.trim());
    expect(coupled).toEqual([
      'd.addCallback(parse)',
      'd.addCallbacks(save, log)',
      'd.addCallback(self.reply)',
    ]);
    expect(lines[lines.indexOf('            d.callback(line)') - 1]!.trim()).toBe(coupled.at(-1));
    expect(lineOf({ callback: null, errback: 'pass_on' })).toBe('d.addErrback(pass_on)');
  });
});

describe('the same chain with await', () => {
  const written = (rails: string): string[] => {
    const values = { fails: 2, rails: word.read(rails).value };
    const lines = scenario.variants[1]!.arranged!(values).split('\n');
    const first = lines.findIndex((line) => line.includes('async def take')) + 1;
    return lines.slice(first, lines.indexOf('        return got')).map((line) => line.slice(8));
  };

  test('has each errback around what came before it, and a callback beside it as its else', () => {
    expect(scenario.variants[1]!.arranged!({ rails: USUAL })).toBe(scenario.variants[1]!.python);
    expect(written('p.sl.ro')).toEqual([
      'try:',
      '    try:',
      '        got = parse(got)',
      '    except Exception as error:',
      '        got = log(error)',
      '    else:',
      '        got = await save(got)',
      'except Exception as error:',
      '    got = pass_on(error)',
      'else:',
      '    got = self.reply(got)',
    ]);
    expect(written('l')).toEqual([
      'try:',
      '    pass',
      'except Exception as error:',
      '    got = log(error)',
    ]);
    expect(written('')).toEqual([]);
  });

  test('calls the same functions in the same order as the pairs, whatever their order and whatever fails', () => {
    const orders = [...word.others.map(word.write), 'l.p.s.r', 'pl.s.r', 'p.sl.ro', 'r.p.s.o', ''];
    for (const rails of orders) {
      for (const fails of [0, 1, 2]) {
        const [chain, coroutine] = [run(rails, fails), run(rails, fails, 'await')];
        expect(ran(coroutine), `${rails} ${fails}`).toEqual(ran(chain));
        const answers = ({ events }: Recording): string[] =>
          events.flatMap((e) => (e.kind === 'client.recv' ? [`${e.conn} ${e.data}`] : []));
        expect(answers(coroutine), `${rails} ${fails}`).toEqual(answers(chain));
      }
    }
  });

  test('fires its Deferred when the coroutine is over: the line fires nothing', () => {
    const { events } = run('p.s.l.r', 2, 'await');
    const asked = events.findIndex((e) => e.kind === 'handlerStart' && e.conn === 'C');
    const called = events.findIndex((e) => e.kind === 'callback');
    const fired = events.flatMap((e, i) => (i > asked && e.kind === 'deferredFire' ? [i] : []));
    const over = events.findLastIndex((e) => e.kind === 'callbackEnd');
    expect(fired).toHaveLength(2);
    expect(called).toBeLessThan(fired[0]!);
    expect(over).toBeLessThan(fired[1]!);
    expect(beatIds(run('p.s.l.r', 2, 'await')).slice(0, 2)).toEqual(['same-rails', 'starts']);
  });
});

describe('what the Deferred calls', () => {
  test.each([
    ['p.s.l.r', 2, 'parse save log reply'],
    ['p.sl.r', 2, 'parse save'],
    ['p.s.r.l', 2, 'parse save log'],
    ['p.s.r', 2, 'parse save'],
    ['p.s.o.l.r', 2, 'parse save pass_on log reply'],
    ['p.s.l.r', 1, 'parse log reply'],
    ['pl.s.r', 1, 'parse'],
    ['p.s.l.r', 0, 'parse save reply'],
    ['', 2, ''],
  ])('%s, %i fails: %s', (rails, fails, names) => {
    expect(ran(run(rails, fails)).join(' ')).toBe(names);
  });
});

describe('“Unhandled error in Deferred”', () => {
  /** When it is logged, and when the last reference goes, ms. */
  function moments(recording: Recording): (number | undefined)[] {
    const { events } = recording;
    const logged = events.find(
      (e) => e.kind === 'logError' && e.message === 'Unhandled error in Deferred:',
    );
    const forgotten = events.find((e) => e.kind === 'handlerStart' && e.what === 'forget');
    return [logged?.timeNs, forgotten?.timeNs];
  }

  test('comes when the last reference goes, two seconds after the failure', () => {
    for (const rails of ['p.s.l.r', 'p.sl.r', 'p.s.r']) {
      const [logged, forgotten] = moments(run(rails));
      expect(logged).toBe(forgotten);
      expect(beatIds(run(rails))).toContain('unhandled');
    }
  });

  test('does not come where an errback ends the chain', () => {
    expect(moments(run('p.s.r.l'))[0]).toBeUndefined();
    expect(beatIds(run('p.s.r.l')).at(-1)).toBe('gone');
  });

  test('of a failure that nobody raised it comes in the handler that lets go, before it answers', () => {
    const { events } = run('p.s.r');
    const logged = events.findIndex((e) => e.kind === 'logError');
    const answer = events.findLastIndex((e) => e.kind === 'write' && e.conn === 'C');
    expect(logged).toBeLessThan(answer);
  });
});

test('every car is told to the picture', () => {
  expect(scenario.picture).toMatchObject({
    name: 'chain',
    cars: cars.map(({ letter, name, rail }) => ({ letter, name, rail })),
  });
});
