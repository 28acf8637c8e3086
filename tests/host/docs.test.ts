import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EVENTS, METHODS, SIGNALS } from '../../src/embed/protocol';
import { EMBED_OPTIONS } from '../../src/session/embedOptions';

const text = readFileSync('docs/embedding.md', 'utf8');
const section = (title: string): string => {
  const [, rest] = text.split(`\n## ${title}\n`);
  if (rest === undefined) throw new Error(`no section ${title}`);
  return rest.split('\n## ')[0]!;
};
const code = (words: string): string[] =>
  [...words.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
/** What stands in the first column of a section's tables. */
const names = (title: string): string[] =>
  [...section(title).matchAll(/^\| ([^|]*`[^|]*) \|/gm)].flatMap(([, cell]) => code(cell!));

describe('docs/embedding.md tells authors', () => {
  test('every option, with its values and what holds without it', () => {
    const rows = EMBED_OPTIONS.map(({ name, values, normal, does }) => {
      const allowed =
        typeof values === 'string' ? values : values.map((one) => `\`${one}\``).join(', ');
      return `| \`${name}\` | ${allowed} | ${normal === '' ? '' : `\`${normal}\``} | ${does} |`;
    });
    expect(
      section('The address')
        .split('\n')
        .filter((line) => line.startsWith('| `')),
    ).toEqual(rows);
  });

  test('every message, and no other', () => {
    expect(names('Messages').sort()).toEqual([...METHODS, ...EVENTS].sort());
    for (const signal of SIGNALS) expect(section('Messages')).toContain(`\`${signal}\``);
  });

  test('every member and event of the element', () => {
    const types = readFileSync('src/host/inside-the-reactor.d.ts', 'utf8');
    const [events = '', members = ''] = types.split('export class');
    const written = [
      ...section('The element: `<inside-the-reactor>`').matchAll(/`(\w+)(?:\([^`]*\))?`/g),
    ].map(([, name]) => name!);
    const promised = [
      ...[...events.matchAll(/^ {2}(\w+): CustomEvent/gm)].map(([, name]) => name!),
      ...[...members.matchAll(/^ {2}(?:readonly )?(\w+)[(:]/gm)].map(([, name]) => name!),
    ];
    expect(promised).toContain('goToStep');
    expect(promised).toContain('stepchange');
    const inherited = /EventListener$/;
    expect(promised.filter((name) => !inherited.test(name) && !written.includes(name))).toEqual([]);
  });

  test('every prop of the Slidev component', () => {
    const vue = readFileSync('examples/slidev/components/InsideTheReactor.vue', 'utf8');
    const [, props = ''] = /defineProps<\{([\s\S]*?)\n {2}\}>/.exec(vue) ?? [];
    const declared = [...props.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name]) =>
      name!.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    );
    expect(declared).toContain('scenario');
    expect(names('Slidev: `InsideTheReactor.vue`').sort()).toEqual(declared.sort());
  });
});
