// A scenario of a reader's own: there and back through its file and its link, and what is refused.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packed } from '../../src/page/workshop/hash';
import { MOST_CHARACTERS, ownTextIn } from '../../src/page/workshop/own/detect';
import {
  MOST,
  ownDocument,
  ownIn,
  ownOf,
  type OwnScenario,
} from '../../src/page/workshop/own/format';
import { ownFromPart, ownPart } from '../../src/page/workshop/own/link';
import { Own } from '../../src/page/workshop/own/own.svelte';
import { emptyOwn, rangeFor } from '../../src/page/workshop/own/start';
import { RecordingError } from '../../src/recording/refusal';
import { ownOfLesson, written } from './own';

test('the sliders of a lesson that are constants of its file are its own, with its clients as they are', () => {
  const own = ownOfLesson('blocked-reactor', 'block=2&ask=0.5');
  expect(own.server).toContain('BLOCK = 2.0');
  expect(own.parameters).toEqual([
    { constant: 'BLOCK', label: 'Block duration', unit: 's', min: 0, max: 5, step: 0.1 },
  ]);
  const asks = own.acts.find(({ client, command }) => client === 'C' && command === 'send');
  expect(asks).toEqual({ client: 'C', command: 'send', atMs: 500, text: 'REPORT\r\n' });
});

test('a constant without a slider gets a range around what it is', () => {
  expect(rangeFor('PAUSE', 'PAUSE = 0.5\n')).toMatchObject({ min: 0, max: 1, step: 0.1 });
  expect(rangeFor('COUNT', 'COUNT = 4000\n')).toMatchObject({ min: 0, max: 8000, step: 8 });
});

const name = fc.stringMatching(/^[A-Za-z][\w-]{0,19}$/);
const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const words = line.filter((text) => /^[\p{L}\p{N} ,.]*[\p{L}\p{N}]$/u.test(text));
const time = fc.integer({ min: 0, max: 60_000 });

/** Whatever a reader may have made. */
const owns: fc.Arbitrary<OwnScenario> = fc
  .uniqueArray(fc.oneof(name, fc.constantFrom('constructor', 'toString', 'valueOf')), {
    minLength: 1,
    maxLength: 5,
  })
  .chain((names) =>
    fc.record({
      title: words,
      server: fc
        .string({ unit: 'grapheme', maxLength: 200 })
        .map((text) => `PAUSE = 0.5\n#${text}`),
      reactor: fc.constantFrom('select', 'epoll'),
      surroundings: fc.record(
        {
          until: fc.integer({ min: 1, max: 1e6 }),
          net: fc.constant({ latencyMs: 5 }),
          callbacks: fc.constant(true as const),
          backlog: fc.integer({ min: 0, max: 50 }),
          names: fc.constant({ 'db.example': { ms: 3, address: '10.0.0.1' } }),
        },
        { requiredKeys: [] },
      ),
      clients: fc.constant(names.map((one) => ({ name: one, role: 'chat', latencyMs: 7 }))),
      acts: fc
        .array(
          fc.record({
            client: fc.constantFrom(...names),
            command: fc.constant('send' as const),
            atMs: time,
            text: fc.string({ unit: fc.nat(255).map((code) => String.fromCharCode(code)) }),
          }),
          { maxLength: 8 },
        )
        .map((sends) =>
          names.flatMap((client) => [
            { client, command: 'connect' as const, atMs: 0 },
            ...sends.filter((send) => send.client === client).sort((a, b) => a.atMs - b.atMs),
          ]),
        ),
      parameters: fc.constantFrom(
        [],
        [{ constant: 'PAUSE', label: 'Pause', unit: 's' as const, min: 0, max: 2, step: 0.1 }],
      ),
      steps: fc.array(
        fc.oneof(
          fc.record({
            event: fc.constantFrom('lineReceived', 'client.recv', 'end'),
            nth: fc.integer({ min: 1, max: 99 }),
            say: words,
          }),
          fc.record({
            waitOver: time,
            nth: fc.integer({ min: 1, max: 9 }),
            client: fc.constantFrom(...names),
            say: fc.constant('{client} waits {wait}.'),
          }),
        ),
        { maxLength: 5 },
      ),
    }),
  ) as fc.Arbitrary<OwnScenario>;

test('whatever a reader makes comes back from its file and its link as it was, and the page opens it', async () => {
  await fc.assert(
    fc.asyncProperty(owns, async (own) => {
      const text = JSON.stringify(ownDocument(own));
      expect(ownOf(text)).toEqual(own);
      expect(await ownTextIn(text)).toBe(text);
      const part = await ownPart(own);
      if (part !== null) expect(await ownFromPart(part)).toEqual(own);
      expect(written(new Own(own, 'file').now)).toEqual(written(own));
    }),
    { numRuns: 30 },
  );
});

const good = written({
  ...emptyOwn(),
  steps: [{ event: 'lineReceived', nth: 1, say: 'At {time}.' }],
});

const refusal = (document: unknown): string => {
  try {
    ownIn(document);
  } catch (error) {
    expect(error).toBeInstanceOf(RecordingError);
    return (error as Error).message;
  }
  return '';
};
const client = { name: 'A', connect: 0 };
const step = { event: 'lineReceived', nth: 1, say: 'so' };
const slider = { constant: 'PAUSE', label: 'Pause', unit: 's', min: 0, max: 1, step: 0.1 };

test.each<[string, object, RegExp]>([
  ['another file', { format: 'x' }, /^format: found "x", allowed "inside-the-reactor\/own-/],
  ['a later version', { version: 2 }, /^version: found 2, allowed 1/],
  ['a field that nobody knows', { more: 1 }, /^more: found an unknown field/],
  ['no file', { server: null }, /^server: found null, allowed the text of a file/],
  ['too long a file', { server: 'x'.repeat(200_001) }, /at most 200,000/],
  ['a title that turns what follows', { title: 'a\u202eb' }, /^title: .*on one line/],
  ['a title of several lines', { title: 'a\nb' }, /^title: /],
  ['half a character', { title: '\ud800' }, /^title: /],
  [
    'a client that hides the page’s names',
    { clients: [{ name: '__proto__' }] },
    /clients\[0\]\.name/,
  ],
  ['a client with a long name', { clients: [{ name: 'x'.repeat(21) }] }, /clients\[0\]\.name/],
  ['two clients of one name', { clients: [client, client] }, /clients\[1\]\.name/],
  ['a client that is none', { clients: [7] }, /clients\[0\]: found 7/],
  ['a crowd', { clients: Array.from({ length: 61 }, (_, i) => ({ name: `c${i}` })) }, /at most 60/],
  [
    'a send of bytes without end',
    { clients: [{ name: 'A', actions: [{ at: 0, sendBytes: { n: 1e8 } }] }] },
    /sendBytes/,
  ],
  [
    'text that is no bytes',
    { clients: [{ name: 'A', actions: [{ at: 0, send: '☃' }] }] },
    /U\+00FF/,
  ],
  ['a time that never comes', { clients: [{ name: 'A', connect: 1e12 }] }, /clients\[0\]\.connect/],
  ['a network without end', { net: { latencyMs: -1 } }, /^net\.latencyMs/],
  ['a host that is none', { names: { __proto__: { ms: 1, address: 'x' } } }, /^$/],
  ['a host without an address', { names: { db: { ms: 1, address: 'x' } } }, /names\[0\]\.address/],
  ['five sliders', { parameters: Array(5).fill(slider) }, /^parameters: .*at most 4/],
  ['a slider of nothing', { parameters: [slider] }, /a constant that one line of the file sets/],
  ['a range that is none', { parameters: [{ ...slider, max: 0 }] }, /parameters\[0\]\.max/],
  ['steps without end', { parameters: [{ ...slider, max: 1e9 }] }, /parameters\[0\]\.step/],
  ['a kind that no story hears', { steps: [{ ...step, event: '__proto__' }] }, /steps\[0\]\.event/],
  ['an event before the first', { steps: [{ ...step, nth: 0 }] }, /steps\[0\]\.nth/],
  ['a step of nobody', { steps: [{ ...step, client: 'Z' }] }, /steps\[0\]\.client/],
  [
    'a sentence with an unknown word',
    { steps: [{ ...step, say: '{constructor}' }] },
    /the unknown \{constructor\}/,
  ],
  [
    'a sentence of nobody’s wait',
    { steps: [{ ...step, say: '{wait of Z}' }] },
    /the unknown \{wait of Z\}/,
  ],
  ['half a brace', { steps: [{ ...step, say: '{time' }] }, /a brace without/],
  ['a sentence that hides', { steps: [{ ...step, say: 'a\u2066b' }] }, /not seen/],
  ['a long sentence', { steps: [{ ...step, say: 'x'.repeat(301) }] }, /301 characters/],
  ['too many steps', { steps: Array(41).fill(step) }, /at most 40 steps/],
])('%s is refused in a sentence that says where', (_, change, words) => {
  expect(refusal({ ...good, ...change })).toMatch(words);
});

describe('a text', () => {
  test.each([
    ['{', /not/],
    ['null', /^format: found nothing/],
    ['[]', /^format/],
    [' '.repeat(MOST_CHARACTERS + 1), /at most 1,000,000 characters/],
    ['['.repeat(100_000), /not/],
  ])('that is none is refused: %#', (text, words) => {
    expect(() => ownOf(text)).toThrow(words);
    expect(() => ownOf(text)).toThrow(RecordingError);
  });

  test('is known for one by what it says, however it is written; of a huge one the beginning says so', async () => {
    expect(await ownTextIn(JSON.stringify(good, null, 4))).not.toBeNull();
    expect(await ownTextIn(new Blob([JSON.stringify(good)]))).not.toBeNull();
    const huge = JSON.stringify({ ...good, server: 'x'.repeat(2 * MOST_CHARACTERS) });
    expect(() => ownOf(huge)).toThrow(/at most/);
    expect((await ownTextIn(huge))!.length).toBe(MOST_CHARACTERS + 1);
    expect(await ownTextIn('{"format":"inside-the-reactor/recording"}')).toBeNull();
  });
});

describe('a link', () => {
  test('to one that is too long there is none', async () => {
    const noise = Array.from({ length: 9000 }, (_, i) => ((i * 7919 + i ** 3) % 9973).toString(36));
    expect(await ownPart({ ...emptyOwn(), server: `# ${noise.join('')}` })).toBeNull();
  });

  test.each([
    ['2.abc', /another version/],
    ['1.***', /cut or changed/],
    ['1.' + 'a'.repeat(9000), /longer than any/],
  ])('that is broken is refused: %#', async (part, words) => {
    await expect(ownFromPart(part)).rejects.toThrow(words);
  });

  test('is checked like a file', async () => {
    const part = `1.${await packed(JSON.stringify({ ...good, version: 9 }))}`;
    await expect(ownFromPart(part)).rejects.toThrow(/^The link’s scenario is refused. version: /);
  });

  test('that stands for very many bytes is refused', async () => {
    const part = `1.${await packed(JSON.stringify({ ...good, server: 'x'.repeat(400_000) }))}`;
    await expect(ownFromPart(part)).rejects.toThrow(/cut or changed/);
  });
});

test('limits are what the format’s page says', async () => {
  const { readFileSync } = await import('node:fs');
  const page = readFileSync('docs/own-scenario.md', 'utf8');
  for (const number of [MOST.clients, MOST.acts, MOST.parameters, MOST.steps]) {
    expect(page).toContain(`at most ${number}`);
  }
});
