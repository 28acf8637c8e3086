// Who may import whom: the table of ARCHITECTURE.md, which a test holds equal to this one.
import boundaries from 'eslint-plugin-boundaries';

/**
 * What a room may import besides its own files. `types` are rooms of which it may know types only.
 * Packages are named as in package.json; `node:*` and `virtual:*` are all that begin so.
 * @typedef {{ rooms?: string[], types?: string[], packages?: string[] }} Room
 */

const d3 = ['d3-array', 'd3-shape'];
/** What a shell shows: everything but the simulator itself. */
const shown = ['session', 'player', 'stage', 'scenario', 'recording', 'scenarios'];

/** @type {Record<string, Room>} */
export const rooms = {
  recording: {},
  simulator: { rooms: ['recording'] },
  twisted: { rooms: ['simulator'], types: ['recording'] },
  scenario: { rooms: ['simulator', 'twisted', 'recording', 'player'], packages: ['xstate'] },
  // Workload files: their language, and the server programs that they name.
  workload: { rooms: ['scenario', 'simulator', 'twisted', 'recording'] },
  player: { rooms: ['recording'], packages: ['xstate'] },
  stage: { rooms: ['player', 'recording'], types: ['scenario'], packages: [...d3, 'svelte'] },
  // What the two shells share: the address, the reader's choices, the bet, the clock of playback.
  session: {
    rooms: ['stage', 'player', 'scenario', 'recording'],
    packages: ['svelte', 'xstate'],
  },
  // fflate, gifenc and mediabunny write the files of pictures and films, uqr the code of an address; CodeMirror is the
  // workshop's editor, Pyodide its Python.
  page: {
    // Beside a recorded run, the workload that it would be.
    rooms: [...shown, 'workload'],
    packages: [
      ...['svelte', 'xstate', 'virtual:*', 'uqr', 'fflate', 'gifenc', 'mediabunny'],
      ...['@codemirror/*', '@lezer/highlight', 'pyodide'],
    ],
  },
  // The build gives an embed its one scenario.
  embed: { rooms: shown, packages: ['svelte', 'xstate', 'virtual:*'] },
  // It runs in an author's page: what it shares with an embed is what the two say to each other.
  host: { types: ['embed'] },
  // The readable account ends with the measured waits: those are the player's.
  cli: {
    rooms: ['workload', 'scenario', 'recording', 'player', 'scenarios'],
    packages: ['node:*'],
  },
  // Captions and bets take their numbers from a run: the measures are the player's.
  scenarios: { rooms: ['scenario', 'twisted', 'recording', 'player'], packages: ['xstate'] },
};

/** @param {string} room */
export const folderOf = (room) => (room === 'scenarios' ? room : `src/${room}`);

/** @param {string[]} names */
export const filesIn = (names) => names.map((name) => `${folderOf(name)}/**/*.{ts,svelte}`);

/** @param {string} name a package, and what it exports by other paths */
const sources = (name) => (name.endsWith('*') ? [name] : [name, `${name}/**`]);

const policies = Object.entries(rooms).flatMap(([room, may]) => {
  const from = { element: { type: room } };
  return [
    { from, allow: { to: { element: { types: { anyOf: [room, ...(may.rooms ?? [])] } } } } },
    // A file as text is one of the room's own: `./server.py?raw`.
    { from, allow: { dependency: { source: '(./|../try/)*[?](raw|inline)' } } },
    ...(may.types ?? []).map((type) => ({
      from,
      allow: { to: { element: { type } }, dependency: { kind: ['type', 'typeof'] } },
    })),
    ...(may.packages ?? []).map((name) => ({
      from,
      allow: { dependency: { source: sources(name) } },
    })),
  ];
});

export default [
  {
    files: ['src/**/*.{ts,svelte}', 'scenarios/**/*.{ts,svelte}'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': Object.keys(rooms).map((type) => ({ type, pattern: folderOf(type) })),
      'boundaries/additional-dependency-nodes': [
        { selector: 'TSImportType > TSLiteralType > Literal', kind: 'type', name: 'type' },
        { selector: 'TSImportType > Literal', kind: 'type', name: 'type' },
      ],
      'import/resolver': { node: { extensions: ['.ts', '.svelte', '.js', '.d.ts'] } },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          checkAllOrigins: true,
          checkUnknownLocals: true,
          checkInternals: true,
          policies,
          message:
            '{{from.element.type}} may not import {{dependency.kind}}s of {{dependency.source}}: see lint/rooms.js.',
        },
      ],
      'boundaries/no-unknown-files': 'error',
    },
  },
];
