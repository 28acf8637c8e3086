import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { embedOptions, type EmbedOptions } from '../../src/embed/options';
import { EMBED_OPTIONS } from '../../src/session/embedOptions';

const normal = embedOptions('');

test('without a query everything has its normal value', () => {
  expect(normal).toEqual({
    controls: true,
    captions: true,
    type: false,
    scale: 1,
    bet: false,
    systemTheme: false,
    query: '',
    autoplay: false,
    loop: false,
    resets: true,
    keys: 'deck',
    step: null,
    until: null,
    poster: null,
    print: null,
    sync: true,
    id: '',
  } satisfies EmbedOptions);
});

/** What an option's values make of the options. Without a word on it the query goes on to the session as it is. */
const reads: Record<string, readonly [value: string, part: Partial<EmbedOptions>][]> = {
  step: [
    ['os-knows', { step: 'os-knows' }],
    ['last', { step: 'last', query: '' }],
  ],
  until: [['5', { until: '5' }]],
  autoplay: [
    ['1', { autoplay: true }],
    ['TRUE', { autoplay: true }],
    ['0', {}],
    ['false', {}],
    ['yes', {}],
    ['', {}],
  ],
  loop: [
    ['1', { loop: true }],
    ['0', {}],
  ],
  speed: [['2', {}]],
  reset: [
    ['never', { resets: false }],
    ['Never', { resets: false }],
    ['slide', {}],
    ['often', {}],
  ],
  controls: [
    ['0', { controls: false }],
    ['False', { controls: false }],
    ['1', {}],
    ['auto', {}],
  ],
  keys: [
    ['deck', {}],
    ['steps', { keys: 'steps' }],
    ['NONE', { keys: 'none' }],
    ['all', {}],
  ],
  theme: [
    ['dark', {}],
    ['Dark', { query: 'theme=dark' }],
    ['light', {}],
    ['auto', { systemTheme: true, query: '' }],
    ['blue', { query: '' }],
  ],
  scale: [
    ['1.5', { scale: 1.5, controls: false }],
    ['9', { scale: 2, controls: false }],
    ['-1', {}],
    ['big', {}],
    ['Infinity', {}],
  ],
  poster: [['2', { poster: '2' }]],
  print: [['last', { print: 'last' }]],
  captions: [
    ['0', { captions: false }],
    ['1', {}],
  ],
  type: [
    ['1', { type: true }],
    ['0', {}],
  ],
  bet: [
    ['1', { bet: true }],
    ['0', {}],
  ],
  sync: [
    ['0', { sync: false }],
    ['1', {}],
  ],
  id: [['left one', { id: 'left one' }]],
  motion: [
    ['reduce', {}],
    ['Reduce', { query: 'motion=reduce' }],
    ['auto', { query: '' }],
    ['none', { query: '' }],
  ],
};

/** Those that the head of the document reads, before there is a session: `head.test.ts`. */
const ofTheHead = ['bg', 'panels', 'lang'];

describe.each(Object.entries(reads))('%s', (name, cases) => {
  test.each(cases)('=%s', (value, part) => {
    const query = `${new URLSearchParams({ [name]: value })}`;
    expect(embedOptions(`?${query}`)).toEqual({ ...normal, query, ...part });
  });
});

test('the table for authors has these options, and values that are read as what they say', () => {
  const read = [...Object.keys(reads), ...ofTheHead];
  expect(EMBED_OPTIONS.map(({ name }) => name).sort()).toEqual(read.sort());
  for (const { name, values, normal: value } of EMBED_OPTIONS) {
    if (typeof values === 'string') continue;
    expect(values, name).toContain(value);
    const { query: _query, ...options } = embedOptions(`?${name}=${value}`);
    expect({ query: '', ...options }, name).toEqual(normal);
  }
});

test('the scenario’s own and what is unknown go on as they are', () => {
  expect(embedOptions('?block=2&compare=block:0&x=%F0').query).toBe(
    'block=2&compare=block%3A0&x=%EF%BF%BD',
  );
});

test('no query throws', () => {
  fc.assert(fc.property(fc.string(), (query) => void embedOptions(query)));
});
