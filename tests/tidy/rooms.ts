/** What a room may import. `type` means type-only; packages are named by their first path part. */
export interface Room {
  rooms: Readonly<Record<string, 'value' | 'type'>>;
  packages: readonly string[];
}

const everyD3 = ['d3-array', 'd3-format', 'd3-scale', 'd3-shape'];

/** Where numbers that are no times get their decimals: sliders, sizes of files. */
export const otherDecimals: readonly string[] = [
  'src/page/export/sizes.ts',
  'src/session/address.ts',
  'src/session/words.ts',
];

/** The only place that writes times. */
export const durations = 'src/player/measures/durations.ts';

/** The import table of ARCHITECTURE.md. A room may always import from itself. */
export const rooms: Readonly<Record<string, Room>> = {
  'src/simulator': { rooms: { 'src/recording': 'value' }, packages: [] },
  'src/twisted': { rooms: { 'src/simulator': 'value', 'src/recording': 'type' }, packages: [] },
  'src/recording': { rooms: {}, packages: [] },
  'src/scenario': {
    rooms: {
      'src/simulator': 'value',
      'src/twisted': 'value',
      'src/recording': 'value',
      'src/player': 'value',
    },
    packages: ['xstate'],
  },
  // Workload files: their language, and the server programs that they name.
  'src/workload': {
    rooms: {
      'src/scenario': 'value',
      'src/simulator': 'value',
      'src/twisted': 'value',
      'src/recording': 'value',
    },
    packages: [],
  },
  'src/player': { rooms: { 'src/recording': 'value' }, packages: ['xstate'] },
  'src/stage': {
    rooms: { 'src/player': 'value', 'src/recording': 'value', 'src/scenario': 'type' },
    packages: [...everyD3, 'svelte'],
  },
  // What the two shells share: the address, the reader's choices, the bet, the clock of playback.
  'src/session': {
    rooms: {
      'src/stage': 'value',
      'src/player': 'value',
      'src/scenario': 'value',
      'src/recording': 'value',
    },
    packages: ['svelte', 'xstate'],
  },
  'src/page': {
    rooms: {
      'src/session': 'value',
      'src/player': 'value',
      'src/stage': 'value',
      'src/scenario': 'value',
      'src/recording': 'value',
      scenarios: 'value',
    },
    // The last three write the files of pictures and films, uqr the code of an address.
    packages: ['svelte', 'xstate', 'uqr', 'fflate', 'gifenc', 'mediabunny', 'virtual:'],
  },
  'src/embed': {
    rooms: {
      'src/session': 'value',
      'src/player': 'value',
      'src/stage': 'value',
      'src/scenario': 'value',
      'src/recording': 'value',
      scenarios: 'value',
    },
    // The build gives an embed its one scenario.
    packages: ['svelte', 'xstate', 'virtual:'],
  },
  // It runs in an author's page: what it shares with an embed is what the two say to each other.
  'src/host': { rooms: { 'src/embed': 'type' }, packages: [] },
  // The readable account ends with the measured waits: those are the player's.
  'src/cli': {
    rooms: {
      'src/workload': 'value',
      'src/scenario': 'value',
      'src/recording': 'value',
      'src/player': 'value',
      scenarios: 'value',
    },
    packages: ['node:'],
  },
  scenarios: {
    rooms: {
      'src/scenario': 'value',
      'src/twisted': 'value',
      'src/recording': 'value',
      // Captions and bets take their numbers from a run: the measures are the player's.
      'src/player': 'value',
    },
    packages: ['xstate'],
  },
};

/** Left of the screen: no page, no machine, no clock but the virtual one. */
export const coreRooms = [
  'src/simulator',
  'src/twisted',
  'src/recording',
  'src/scenario',
  'src/workload',
  'src/player',
];

/** Makes a recording: equal input must give equal bytes on every engine. */
export const recordingRooms = [
  'src/simulator',
  'src/twisted',
  'src/scenario',
  'src/workload',
  'scenarios',
];

/** Globals that tell the real time, wait for it, or reach out of the program. */
export const forbiddenGlobals = new Set([
  'Date',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
  'crypto',
  'fetch',
  'process',
  'globalThis',
  'window',
  'self',
  'document',
  'navigator',
  'localStorage',
  'sessionStorage',
  'Intl',
]);

/** Members of Math that every engine computes alike. The rest may differ in the last bit. */
export const exactMath = new Set([
  'abs',
  'ceil',
  'clz32',
  'floor',
  'fround',
  'imul',
  'max',
  'min',
  'round',
  'sign',
  'sqrt',
  'trunc',
]);

/** Methods whose result depends on the reader's language. */
export const localeMethods = new Set([
  'localeCompare',
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
]);

/** Files over the limit of lines, each with its reason. */
export const maxLines = 420;
export const longFiles: Readonly<Record<string, string>> = {};

/** Addresses that may stand in `src`: names of XML namespaces, and links a reader may follow. */
export const knownAddresses: readonly string[] = ['http://www.w3.org/'];
