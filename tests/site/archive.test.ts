import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ARCHIVE, archive } from '../../build/archive';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
  mkdirSync(join(folder, 'embed/chat'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), 'landing');
  writeFileSync(join(folder, 'embed/chat/index.html'), 'chät');
  writeFileSync(join(folder, ARCHIVE), 'an older archive');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('holds every file of the site at its path, a word on use, and not itself', () => {
  const files = unzipSync(archive(folder));
  expect(Object.keys(files).sort()).toEqual(['README.txt', 'embed/chat/index.html', 'index.html']);
  expect(strFromU8(files['embed/chat/index.html']!)).toBe('chät');
});

test('equal files give equal bytes, whatever the clock and the time zone say', () => {
  const first = archive(folder);
  const zone = process.env['TZ'];
  utimesSync(join(folder, 'index.html'), 1, 1);
  try {
    process.env['TZ'] = 'Pacific/Auckland';
    expect(Buffer.from(archive(folder)).equals(Buffer.from(first))).toBe(true);
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});
