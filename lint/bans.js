// What code may not use, by room. Blocks that set the same rule replace each other, so each rule is put together here.
import { filesIn } from './rooms.js';

const code = ['src/**/*.{ts,svelte}', 'scenarios/**/*.ts'];
/** Left of the screen: no page, no machine, no clock but the virtual one. */
const core = ['recording', 'simulator', 'twisted', 'scenario', 'workload', 'player'];
/** What makes a recording: equal input must give equal bytes on every engine. */
const makers = ['simulator', 'twisted', 'scenario', 'workload', 'scenarios'];

/** The only place that writes times. A refusal repeats what stands in a document, in the document's unit. */
const timesAreWrittenIn = ['src/player/measures/durations.ts', 'src/recording/**'];
/** Where numbers that are no times get their decimals: sliders, sizes of files. */
const otherDecimals = [
  'src/page/export/sizes.ts',
  'src/session/address.ts',
  'src/session/words.ts',
];

/** Globals that tell the real time, wait for it, or reach out of the program. */
const outside = [
  ...['Date', 'performance', 'Intl', 'crypto', 'fetch', 'process'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval'],
  ...['queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback'],
  ...['globalThis', 'window', 'self', 'document', 'navigator', 'localStorage', 'sessionStorage'],
].map((name) => ({ name, message: 'The core knows no clock, no chance and no outside.' }));

const decimals = ['toFixed', 'toPrecision'].map((property) => ({
  property,
  message: 'src/player/measures/durations.ts writes times.',
}));

const exact = [
  {
    object: 'Math',
    // Every engine computes these alike. The rest may differ in the last bit.
    allowProperties: [
      ...['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign'],
      ...['sqrt', 'trunc'],
    ],
    message: 'Its last bit, or its value, depends on the engine.',
  },
  ...['localeCompare', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']
    .concat(['toLocaleLowerCase', 'toLocaleUpperCase'])
    .map((property) => ({ property, message: 'It depends on the language of the reader.' })),
];

/** Other ways to the members of Math. */
const mathByAnotherName = {
  selector: 'Identifier[name="Math"]:not(MemberExpression[computed=false] > .object)',
  message: 'Name the function of Math where it is called.',
};

/** A value with a unit of time behind it: in a template, in the text of markup, in an attribute. */
const unit = '/^\\s(?:m?s|(?:milli)?seconds?|min(?:utes?)?|h(?:ours?)?)\\b/';
const times = [
  `TemplateElement ~ TemplateElement[value.raw=${unit}]`,
  `SvelteMustacheTag + :matches(SvelteText, SvelteLiteral)[value=${unit}]`,
].map((selector) => ({ selector, message: 'src/player/measures/durations.ts writes times.' }));

/** Names of XML namespaces are no hosts. */
const foreign = '/https?:\\u002F\\u002F(?!www\\.w3\\.org\\u002F)/';
const hosts = [`Literal[value=${foreign}]`, `TemplateElement[value.raw=${foreign}]`]
  .concat(`:matches(SvelteText, SvelteLiteral)[value=${foreign}]`)
  .map((selector) => ({ selector, message: 'Nothing is asked of another host.' }));

const spread = {
  selector: 'ObjectExpression > SpreadElement > ObjectExpression',
  message: 'Its properties can stand in the object itself.',
};

const unnamed = {
  selector: 'ImportExpression[source.type!="Literal"]',
  message: 'What is imported has its name here.',
};

/** The window is the shells'. What page and embed share of it is in one file. */
const window = ['requestAnimationFrame', 'cancelAnimationFrame', 'window'].map((name) => ({
  name,
  message: 'The shells, and src/session/browser.svelte.ts, deal with the window.',
}));

export default [
  { rules: { 'no-restricted-syntax': ['error', spread] } },
  {
    files: code,
    rules: {
      'max-lines': ['error', { max: 420 }],
      'no-restricted-properties': ['error', ...decimals],
      'no-restricted-syntax': ['error', spread, unnamed, ...hosts, ...times],
    },
  },
  { files: filesIn(core), rules: { 'no-restricted-globals': ['error', ...outside] } },
  {
    files: filesIn(['stage', 'session']),
    ignores: ['src/session/browser.svelte.ts'],
    rules: { 'no-restricted-globals': ['error', ...window] },
  },
  {
    files: filesIn(makers),
    rules: {
      'no-restricted-globals': ['error', ...outside],
      'no-restricted-properties': ['error', ...decimals, ...exact],
      'no-restricted-syntax': ['error', spread, unnamed, ...hosts, ...times, mathByAnotherName],
    },
  },
  {
    files: timesAreWrittenIn,
    rules: {
      'no-restricted-properties': 'off',
      'no-restricted-syntax': ['error', spread, unnamed, ...hosts],
    },
  },
  { files: otherDecimals, rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['src/**', 'scenarios/**', 'build/**', 'scripts/**'],
    ignores: ['src/embed/**'],
    rules: {
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
];
