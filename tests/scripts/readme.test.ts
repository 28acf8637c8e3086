import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('README begins with the picture, and links the hosted page that package.json names, or none', () => {
  const readme = readFileSync('README.md', 'utf8');
  const { homepage } = JSON.parse(readFileSync('package.json', 'utf8')) as { homepage?: string };
  const [title, picture] = readme.split('\n').filter((line) => line !== '');
  expect(title).toMatch(/^# /);
  expect(picture).toMatch(/^!\[.+\]\(docs\/.+\.png\)$/);
  const links = [...readme.matchAll(/^\*\*\[Open it in your browser\]\((.+)\)\*\*$/gm)];
  expect(links.map(([, address]) => address)).toEqual(homepage === undefined ? [] : [homepage]);
});
