import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  coreRooms,
  durations,
  exactMath,
  forbiddenGlobals,
  knownAddresses,
  localeMethods,
  longFiles,
  maxLines,
  otherDecimals,
  recordingRooms,
  rooms,
} from './tidy/rooms';
import {
  filesBelow,
  globalUses,
  importsOf,
  memberUses,
  methodCalls,
  parse,
  stringsOf,
  target,
  type Import,
} from './tidy/syntax';

const code = [...filesBelow('src', ['.ts', '.svelte']), ...filesBelow('scenarios', ['.ts'])];
const codeIn = (names: readonly string[]): string[] =>
  code.filter((file) => names.includes(roomOf(file) ?? ''));

function roomOf(path: string): string | undefined {
  return Object.keys(rooms).find((room) => path === room || path.startsWith(`${room}/`));
}

/** What is wrong with an import, or undefined. */
function breach(file: string, { specifier, typeOnly }: Import): string | undefined {
  const room = roomOf(file);
  // Ambient declarations at the top of `src` belong to no room.
  if (!room) return file.endsWith('.d.ts') ? undefined : 'stands in no room';
  const rule = rooms[room]!;
  if (!specifier.startsWith('.')) {
    const known = rule.packages.some((name) =>
      name.endsWith(':')
        ? specifier.startsWith(name)
        : specifier === name || specifier.startsWith(`${name}/`),
    );
    return known ? undefined : `${room} may not import the package ${specifier}`;
  }
  const other = roomOf(target(file, specifier));
  if (other === room) return undefined;
  const allowed = other && rule.rooms[other];
  if (!allowed) return `${room} may not import ${specifier}`;
  return allowed === 'type' && !typeOnly
    ? `${room} may import only types from ${other}`
    : undefined;
}

describe('the import table', () => {
  test.each(code)('%s', (file) => {
    const breaches = parse(file).flatMap((source) =>
      importsOf(source).flatMap((found) => {
        const what = breach(file, found);
        return what ? [`${file}:${found.line}: ${what}`] : [];
      }),
    );
    expect(breaches).toEqual([]);
  });

  test.each<[string, string, string | undefined]>([
    ['src/stage/a.ts', "import { x } from '../scenario/types'", 'only types'],
    ['src/stage/a.ts', "import type { X } from '../scenario/types'", undefined],
    ['src/stage/a.ts', "import { type X } from '../scenario/types'", undefined],
    ['src/simulator/a.ts', "import { reactor } from '../twisted/base'", 'may not import'],
    ['src/simulator/kernel/a.ts', "import { queue } from '../clock'", undefined],
    ['src/player/a.ts', "export * from '../scenario/runScenario'", 'may not import'],
    ['src/player/a.ts', "const x = await import('../twisted/base')", 'may not import'],
    ['src/stage/A.svelte', "<script>import { a } from '../player/a'</script>", undefined],
    ['src/stage/A.svelte', "<script>import { a } from '../page/a'</script>", 'may not import'],
    ['src/twisted/a.ts', "import fs from 'node:fs'", 'package node:fs'],
    ['scenarios/x/a.ts', "import python from './server.py?raw'", undefined],
  ])('finds what it should: %s %s', (file, text, expected) => {
    const found = parse(file, text).flatMap((source) => importsOf(source));
    expect(found).toHaveLength(1);
    const what = breach(file, found[0]!);
    if (expected === undefined) expect(what).toBeUndefined();
    else expect(what).toContain(expected);
  });
});

test('the import table of ARCHITECTURE.md is the one that is held', () => {
  const rows = [
    ...readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/^\| (`[^|]+) \| ([^|]+) \|$/gm),
  ];
  const written = Object.fromEntries(
    rows.flatMap(([, names, cell]) =>
      [...names!.matchAll(/`([^`]+)`/g)].map(([, room]) => [room!, cell!.split(/[,;] /).sort()]),
    ),
  );
  const short = (room: string): string => room.replace('src/', '');
  const held = Object.fromEntries(
    Object.entries(rooms).map(([room, rule]) => [
      room,
      [
        ...Object.entries(rule.rooms).map(([name, how]) =>
          how === 'type' ? `types of ${short(name)}` : short(name),
        ),
        ...new Set(
          rule.packages
            .filter((name) => name !== 'virtual:')
            .map((name) =>
              name === 'node:' ? 'Node' : name.startsWith('d3-') ? 'd3’s packages' : name,
            ),
        ),
      ].sort(),
    ]),
  );
  held['src/recording'] = ['nothing'];
  expect(written).toEqual(held);
});

describe('the core knows no clock, no chance and no outside', () => {
  const show = (found: { file: string; line: number; what: string }[]): string[] =>
    found.map(({ file, line, what }) => `${file}:${line}: ${what}`);

  test.each(codeIn(coreRooms))('%s', (file) => {
    expect(show(parse(file).flatMap((source) => globalUses(source, forbiddenGlobals)))).toEqual([]);
  });

  test.each(codeIn(recordingRooms))('%s gives the same bytes on every engine', (file) => {
    const found = parse(file).flatMap((source) => [
      ...globalUses(source, forbiddenGlobals),
      ...memberUses(source, 'Math', exactMath),
      ...methodCalls(source, localeMethods),
    ]);
    expect(show(found)).toEqual([]);
  });

  test.each<[string, number]>([
    ['const t = Date.now();', 1],
    ['const later = setTimeout;', 1],
    ['type T = typeof performance;', 1],
    ['const clock = { setTimeout };', 1],
    ['globalThis.Date.now();', 1],
    ['class A { setTimeout(s: number) { this.setTimeout(s); } }', 0],
    ['const clock = { setTimeout: (f: () => void) => queue.after(f) };', 0],
    ['interface Clock { setTimeout(): void; performance: number }', 0],
    ['// Date.now() and setTimeout\n', 0],
    ['function read(document: string) { return document.length; }', 0],
    ["import { performance } from './clock'; performance();", 0],
  ])('finds globals: %s', (text, count) => {
    expect(parse('a.ts', text).flatMap((s) => globalUses(s, forbiddenGlobals))).toHaveLength(count);
  });

  test.each<[string, number]>([
    ['Math.random();', 1],
    ["Math['random']();", 1],
    ['const { random } = Math;', 1],
    ['Math.exp(1) + Math.floor(2);', 1],
    ['Math.max(1, 2);', 0],
  ])('finds inexact mathematics: %s', (text, count) => {
    expect(parse('a.ts', text).flatMap((s) => memberUses(s, 'Math', exactMath))).toHaveLength(
      count,
    );
  });
});

describe('a time is written in one place', () => {
  const decimals = new Set(['toFixed', 'toPrecision']);
  /** A value with a unit of time behind it, in a template or in markup. Its comments do not count. */
  const unit = /\}\s(?:m?s|(?:milli)?seconds?|min(?:utes?)?|h(?:ours?)?)\b/g;
  const withUnit = (text: string): string[] =>
    text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|<!--[\s\S]*?-->/g, '').match(unit) ?? [];

  // A refusal repeats what stands in the document, in the document’s unit.
  const written = code.filter((file) => file !== durations && !file.startsWith('src/recording/'));

  test('and nowhere else', () => {
    const found = written.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      const decimal = otherDecimals.includes(file) ? [] : decimalsOf(file, text);
      const at = decimal.map(({ line, what }) => `${file}:${line}: ${what}`);
      return [...at, ...withUnit(text).map((what) => `${file}: ${what}`)];
    });
    expect(found).toEqual([]);
  });

  /** In markup too, where there is no script. */
  function decimalsOf(file: string, text: string): { line: number; what: string }[] {
    if (file.endsWith('.ts')) return parse(file, text).flatMap((s) => methodCalls(s, decimals));
    return text
      .split('\n')
      .flatMap((one, i) =>
        [...one.matchAll(/\.(\w+)\(/g)].flatMap(([, name]) =>
          decimals.has(name!) ? [{ line: i + 1, what: `.${name}` }] : [],
        ),
      );
  }

  test.each<[string, string, number]>([
    ['a.ts', 'const t = (ns / 1e9).toFixed(1);', 1],
    ['A.svelte', '<td>{(ns / 1e9).toFixed(1)}</td>', 1],
    ['a.ts', 'const t = momentText(ns);', 0],
  ])('finds decimals: %s %s', (file, text, count) => {
    expect(decimalsOf(file, text)).toHaveLength(count);
  });

  test.each<[string, number]>([
    ['const t = `${ns / 1e6} ms`;', 1],
    ['<td>{seconds} s</td>', 1],
    ['`at ${x} seconds`', 1],
    ['// `${x} ms`', 0],
    ['`${client} sends`', 0],
  ])('finds units: %s', (text, count) => expect(withUnit(text)).toHaveLength(count));
});

describe('files', () => {
  const written = [
    ...filesBelow('src', ['.ts', '.svelte', '.css']),
    ...filesBelow('scenarios', ['.ts', '.py']),
  ];

  test('none is too long', () => {
    const long = written
      .filter((file) => !(file in longFiles))
      .map((file) => [file, readFileSync(file, 'utf8').split('\n').length - 1] as const)
      .filter(([, lines]) => lines > maxLines)
      .map(([file, lines]) => `${file}: ${lines} lines, at most ${maxLines}`);
    expect(long).toEqual([]);
  });

  test('every exception to that still is one', () => {
    const over = (file: string): boolean =>
      readFileSync(file, 'utf8').split('\n').length - 1 > maxLines;
    expect(Object.keys(longFiles).filter((file) => !over(file))).toEqual([]);
  });

  test('none names an outside host', () => {
    const address = /https?:\/\/[^\s"'`)<>]*/g;
    const foreign = (text: string): string[] =>
      [...text.matchAll(address)]
        .map((match) => match[0])
        .filter((url) => !knownAddresses.some((known) => url.startsWith(known)));
    const found = written.flatMap((file) => {
      if (file.endsWith('.ts')) {
        return parse(file).flatMap((source) =>
          stringsOf(source).flatMap(({ text, line }) =>
            foreign(text).map((url) => `${file}:${line}: ${url}`),
          ),
        );
      }
      const text = readFileSync(file, 'utf8').replace(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\//g, '');
      return foreign(text).map((url) => `${file}: ${url}`);
    });
    expect(found).toEqual([]);
  });
});
