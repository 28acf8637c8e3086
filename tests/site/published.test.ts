// What a site with an address has besides. One build, of three scenarios: all of them take as long as all other tests.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ARCHIVE } from '../../build/archive';
import { openPainter, type Painter } from '../../build/previews';
import { variable } from '../../scripts/browser.mjs';

const site = 'https://host.example/base/';
const ids = ['blocked-reactor', 'chat', 'who-is-ready'];
let folder: string;
let said: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'published-'));
  const code = `
    const { build } = await import('vite');
    await build({ logLevel: 'warn', build: { outDir: ${JSON.stringify(folder)}, emptyOutDir: true } });
  `;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', code],
    {
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production', SITE_URL: site, REACTOR_ONLY: ids.join() },
    },
  );
  said = stdout + stderr;
  expect(status, said).toBe(0);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

/** The file that the site has at an absolute address. */
function fileAt(address: string | undefined): string {
  expect(address?.startsWith(site), address).toBe(true);
  const path = address!.slice(site.length);
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}

function metaOf(html: string): Record<string, string> {
  const tags = html.matchAll(/<meta (?:property|name)="([\w:]+)" content="([^"]*)">/g);
  return Object.fromEntries([...tags].map(([, name, content]) => [name, content]));
}

function pngSize(path: string): [width: number, height: number] {
  const data = readFileSync(join(folder, path));
  expect(data.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [data.readUInt32BE(16), data.readUInt32BE(20)];
}

const documents = ['', ...ids.flatMap((id) => [`${id}/`, `embed/${id}/`])];

test.each(documents)('a link to ./%s shows a title, a question and a picture', (path) => {
  const html = read(`${path}index.html`);
  const meta = metaOf(html);
  const id = path.split('/').at(-2) ?? 'blocked-reactor';
  expect(meta).toMatchObject({
    'og:type': 'website',
    'og:site_name': 'Inside the reactor',
    'og:url': site + path,
    'og:image': `${site}${id}/og.png`,
    'twitter:card': 'summary_large_image',
  });
  for (const name of ['og:title', 'og:description', 'og:image:alt']) {
    expect(meta[name]?.length, name).toBeGreaterThan(8);
  }
  expect(pngSize(fileAt(meta['og:image']))).toEqual([
    Number(meta['og:image:width']),
    Number(meta['og:image:height']),
  ]);
  // All of it stands in the head: readers of such tags stop there.
  expect(html.indexOf('og:image:alt')).toBeLessThan(html.indexOf('</head>'));
});

test.each(documents)('./%s says where its oEmbed answer is, and that is one', (path) => {
  const [link] =
    /<link rel="alternate" type="application\/json\+oembed"[^>]*>/.exec(
      read(`${path}index.html`),
    ) ?? [];
  const answer = JSON.parse(read(fileAt(/href="([^"]*)"/.exec(link!)?.[1]))) as Record<
    string,
    unknown
  >;
  // https://oembed.com section 2.3: what every answer must have, and one of type "rich".
  expect(answer).toMatchObject({ version: '1.0', type: 'rich' });
  expect(answer['width']).toBe(960);
  expect(answer['height']).toBe(540);
  const [, src] = /^<iframe src="([^"]+)" title="[^"]+" /.exec(String(answer['html'])) ?? [];
  expect(existsSync(join(folder, fileAt(src)))).toBe(true);
  // A thumbnail is given with its size or not at all.
  expect(pngSize(fileAt(String(answer['thumbnail_url'])))).toEqual([
    answer['thumbnail_width'],
    answer['thumbnail_height'],
  ]);
  expect(answer['cache_age']).toBeGreaterThan(0);
  expect(answer['provider_url']).toBe(site);
});

test('the zip holds the site, and the same of it', () => {
  const files = unzipSync(readFileSync(join(folder, ARCHIVE)));
  for (const path of ['index.html', 'sw.js', 'chat/og.png', 'embed/chat/index.html', '404.html']) {
    expect(Buffer.from(files[path]!).equals(readFileSync(join(folder, path))), path).toBe(true);
  }
  expect(said).not.toContain('left out');
});

describe('a picture of a link preview', () => {
  const listed = {
    id: 'long',
    chapter: 1,
    place: 1,
    question: '?',
    picture: { name: 'machine' },
    timeline: 'lanes',
  };
  const square = '<svg xmlns="http://www.w3.org/2000/svg" width="960" height="540"/>';
  let painter: Painter;
  beforeAll(async () => {
    const opened = await openPainter();
    if (typeof opened === 'string') throw new Error(opened);
    painter = opened;
  }, 60_000); // a browser starts
  afterAll(() => painter.close());

  test('has room for a title of two lines', async () => {
    const title = 'A title that is longer than any scenario has ever had so far, by far';
    expect((await painter.paint({ ...listed, title }, square)).length).toBeGreaterThan(1000);
  });

  test('is refused when something in it is cut', async () => {
    const title = 'word '.repeat(80);
    await expect(painter.paint({ ...listed, title }, square)).rejects.toThrow('long/og.png: cut');
    const wide = 'w'.repeat(90);
    await expect(painter.paint({ ...listed, title: wide }, square)).rejects.toThrow('cut');
  });

  test('is left out where there is no browser, and why is said', async () => {
    const before = process.env[variable];
    process.env[variable] = '/no/such/browser';
    try {
      expect(await openPainter()).toBe('/no/such/browser does not start');
    } finally {
      if (before === undefined) delete process.env[variable];
      else process.env[variable] = before;
    }
  });
});
