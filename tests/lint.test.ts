import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import { folderOf, rooms } from '../lint/rooms.js';

const script = (text: string): string => `<script lang="ts">\n${text}\n</script>\n`;

/** A place, a text that must not stand there, and the rule that says so: one of each kind. */
const breaches: [file: string, text: string, rule: string][] = [
  ['src/stage/a.ts', "import { x } from '../scenario/types';", 'boundaries/dependencies'],
  ['src/stage/a.ts', "import { type X } from '../scenario/types';", 'boundaries/dependencies'],
  ['src/simulator/a.ts', "import '../twisted/internet/base';", 'boundaries/dependencies'],
  ['src/player/a.ts', "export * from '../scenario/runScenario';", 'boundaries/dependencies'],
  ['src/player/a.ts', "await import('../twisted/internet/base');", 'boundaries/dependencies'],
  ['src/player/a.ts', "type A = typeof import('../page/start');", 'boundaries/dependencies'],
  ['src/player/a.ts', "import '../../tests/setup';", 'boundaries/dependencies'],
  ['src/stage/A.svelte', script("import '../page/start';"), 'boundaries/dependencies'],
  ['src/twisted/a.ts', "import 'node:fs';", 'boundaries/dependencies'],
  ['src/player/a.ts', "import 'd3-scale';", 'boundaries/dependencies'],
  ['scenarios/x/a.ts', "import '../../src/simulator/clock';", 'boundaries/dependencies'],
  ['src/other/a.ts', '', 'boundaries/no-unknown-files'],
  ['src/stage/a.ts', 'await import(`./b`);', 'no-restricted-syntax'],
  ['src/stage/a.ts', 'const box = { ...{ x: 1, y: 2 }, width: 3 };', 'no-restricted-syntax'],
  ['src/recording/a.ts', 'const t = Date.now();', 'no-restricted-globals'],
  ['src/player/a.ts', 'const later = setTimeout;', 'no-restricted-globals'],
  ['src/simulator/a.ts', 'const clock = { setTimeout };', 'no-restricted-globals'],
  ['scenarios/x/a.ts', 'globalThis.Date.now();', 'no-restricted-globals'],
  ['src/session/a.ts', 'requestAnimationFrame(draw);', 'no-restricted-globals'],
  ['src/stage/A.svelte', script('window.close();'), 'no-restricted-globals'],
  ['src/simulator/a.ts', 'Math.random();', 'no-restricted-properties'],
  ['src/twisted/a.ts', "Math['exp'](1);", 'no-restricted-properties'],
  ['src/workload/a.ts', 'const { random } = Math;', 'no-restricted-properties'],
  ['src/scenario/a.ts', 'Math[name]();', 'no-restricted-syntax'],
  ['scenarios/x/a.ts', "'a'.localeCompare('b');", 'no-restricted-properties'],
  ['src/stage/a.ts', 'const t = (ns / 1e9).toFixed(1);', 'no-restricted-properties'],
  ['src/stage/A.svelte', '<td>{(ns / 1e9).toFixed(1)}</td>', 'no-restricted-properties'],
  ['src/stage/a.ts', 'const t = `${ns / 1e6} ms`;', 'no-restricted-syntax'],
  ['src/stage/A.svelte', '<td>{seconds} s</td>', 'no-restricted-syntax'],
  ['src/stage/A.svelte', '<td aria-label="{n} seconds"></td>', 'no-restricted-syntax'],
  ['src/scenario/a.ts', 'const t = `after ${n} min`;', 'no-restricted-syntax'],
  ['src/player/measures/durations.ts', "const a = 'https://a.example/';", 'no-restricted-syntax'],
  ['src/page/a.ts', 'const a = `http://a.example/${id}`;', 'no-restricted-syntax'],
  ['src/page/A.svelte', '<a href="https://a.example/">a</a>', 'no-restricted-syntax'],
  [
    'src/page/A.svelte',
    '<style>a { background: url(https://a.example) }</style>',
    'no-restricted-syntax',
  ],
  ['src/page/a.ts', '\n'.repeat(421), 'max-lines'],
  ['scenarios/x/a.ts', '\n'.repeat(421), 'max-lines'],
  ['build/a.ts', `function f() {${'\na();'.repeat(70)}\n}`, 'max-lines-per-function'],
];

/** What looks like one of them and is none. */
const allowed: [file: string, text: string][] = [
  ['src/stage/a.ts', "import type { X } from '../scenario/types';"],
  ['src/host/a.ts', "type X = import('../embed/protocol').X;"],
  ['src/simulator/kernel/a.ts', "import '../clock';"],
  ['src/stage/A.svelte', script("import 'svelte/motion';\nimport '../player/world/world';")],
  ['scenarios/x/a.ts', "import './server.py?raw';"],
  ['src/simulator/a.ts', 'interface Clock { setTimeout(): void; performance: number }'],
  ['src/simulator/a.ts', '(clock: Clock, document: string) => clock.setTimeout(document);'],
  ['src/simulator/a.ts', 'Math.max(1, Math.floor(2.5));'],
  ['src/stage/a.ts', '// `${x} ms`, https://a.example/\nconst t = `${client} sends`;'],
  ['src/stage/A.svelte', '<svg xmlns="http://www.w3.org/2000/svg"><text>{n} steps</text></svg>'],
  ['src/player/measures/durations.ts', 'const t = `${(ns / 1e6).toFixed(1)} ms`;'],
];

describe('ESLint holds the rooms apart', () => {
  const eslint = new ESLint();
  const held = /^(boundaries\/|no-restricted-|max-lines)/;
  /** The rules that this file is about, of those that the text breaks. */
  async function broken(filePath: string, text: string): Promise<string[]> {
    const [result] = await eslint.lintText(text, { filePath });
    expect(result!.fatalErrorCount, result!.messages[0]?.message).toBe(0);
    return result!.messages.map(({ ruleId }) => ruleId!).filter((rule) => held.test(rule));
  }

  test('each kind of breach is found', async () => {
    for (const [file, text, rule] of breaches) {
      expect(await broken(file, text), `${file}: ${text.trim()}`).toContain(rule);
    }
  });

  test('and nothing else', async () => {
    for (const [file, text] of allowed) {
      expect(await broken(file, text), `${file}: ${text}`).toEqual([]);
    }
  });
});

test('the import table of ARCHITECTURE.md is the one that is held', () => {
  const rows = readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/^\| (`[^|]+`) \| ([^|]+) \|$/gm);
  const written = Object.fromEntries(
    [...rows].map(([, name, cell]) => [name!.slice(1, -1), cell!.split(/[,;] /).sort()]),
  );
  const wordOf = (name: string): string[] => {
    if (name === 'virtual:*') return [];
    if (name === 'node:*') return ['Node'];
    return [name.startsWith('d3-') ? 'd3’s packages' : name];
  };
  const table = Object.entries(rooms).map(([room, may]) => {
    const types = (may.types ?? []).map((other) => `types of ${other}`);
    const words = [...(may.rooms ?? []), ...types, ...(may.packages ?? []).flatMap(wordOf)];
    return [folderOf(room), words.length ? [...new Set(words)].sort() : ['nothing']];
  });
  expect(written).toEqual(Object.fromEntries(table));
});

test('no style sheet or Python program is too long or names another host', () => {
  const found = ['src', 'scenarios'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(css|py)$/.test(name))
      .flatMap((name) => {
        const text = readFileSync(join(folder, name), 'utf8');
        const lines = text.split('\n').length - 1;
        const long = lines > 420 ? [`${name}: ${lines} lines, at most 420`] : [];
        const hosts = text.replace(/\/\*[\s\S]*?\*\//g, '').match(/https?:\/\/[^\s"'`)<>]+/g);
        return [...long, ...(hosts ?? []).map((host) => `${name}: ${host}`)];
      }),
  );
  expect(found).toEqual([]);
});
