import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { folderOf, rooms } from '../lint/rooms.js';

const text = readFileSync('ARCHITECTURE.md', 'utf8').replace(/```[^]*?```/g, '');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => existsSync(file));

/** What the page names as a file or a folder; `<id>` and `<name>` stand for any. */
const named = [...text.matchAll(/`([\w<>./-]+)`/g)]
  .map(([, name]) => name!)
  .filter((name) => /\/|\.(?:ts|svelte|css|mjs|js|json|md|html|py|txt)$/.test(name))
  // What a build makes, and endings of names.
  .filter((name) => !/^dist|^\.|^embed\.js$/.test(name));

it('each file and folder that ARCHITECTURE.md names is there', () => {
  const isThere = (name: string): boolean => {
    const part = name.replaceAll('.', '\\.').replace(/<\w+>/g, '[^/]+');
    const pattern = new RegExp(`(?:^|/)${part}${name.endsWith('/') ? '' : '(?:/|$)'}`);
    return files.some((file) => pattern.test(file));
  };
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((name) => !isThere(name))).toEqual([]);
});

it('each room has a paragraph, which says what always holds', () => {
  const paragraphs = text.split(/\n\n+(?=\*\*`|#)/);
  const without = Object.keys(rooms).filter((room) => {
    const head = `\`${folderOf(room)}\`**`;
    return !paragraphs.some(
      (one) => one.split('\n')[0]!.includes(head) && one.includes('*Invariant:'),
    );
  });
  expect(without).toEqual([]);
});
