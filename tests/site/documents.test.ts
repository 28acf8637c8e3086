import { describe, expect, test } from 'vitest';
import { deeper, fill, selfContained } from '../../build/documents';
import { notFoundPage } from '../../build/notFound';
import { oembed, siteUrl, withSocial } from '../../build/social';

const template =
  '<!doctype html><html lang="en"><head><link href="./icon.svg"><!--head--></head>' +
  '<body><div id="app"><!--body--></div><script type="module" src="./assets/a.js"></script></body></html>';
const chat = {
  id: 'chat',
  chapter: 2,
  place: 7,
  title: 'Chat & lines',
  question: 'Who "waits"?',
  picture: { name: 'machine' },
  timeline: 'lanes',
};

describe('a document', () => {
  test('carries its scenario and what was rendered, to the letter', () => {
    const html = fill(template, 'chat', { head: '<title>$&</title>', body: '<p>$1 $$</p>' });
    expect(html).toContain('<html lang="en" data-scenario="chat">');
    expect(html).toContain('<title>$&</title></head>');
    expect(html).toContain('<div id="app"><p>$1 $$</p></div>');
  });

  test('replaces a scenario that the template names', () => {
    const named = template.replace('<html lang="en">', '<html lang="en" data-scenario="x">');
    expect(fill(named, 'chat', { head: '', body: '' })).toContain(
      '<html lang="en" data-scenario="chat">',
    );
  });

  test('needs both places', () => {
    expect(() => fill('<html></html>', 'chat', { head: '', body: '' })).toThrow('<!--head-->');
  });

  test('one folder down finds the same files', () => {
    const html = deeper(template, 1);
    expect(html).toContain('href="../icon.svg"');
    expect(html).toContain('src="../assets/a.js"');
    expect(html).toContain('data-root="../"');
  });

  test('at the top is as it was, and knows that', () => {
    const html = deeper(template, 0);
    expect(html).toContain('src="./assets/a.js"');
    expect(html).toContain('data-root="./"');
  });
});

describe('a self-contained document', () => {
  const files: Record<string, string> = {
    'assets/a.js': 'const end = "</script>"; const open = "<!--";\n',
    'assets/a.css': 'a{content:"</style>"}\n',
  };
  const html = selfContained(
    template.replace(
      '<!--head-->',
      '<link rel="modulepreload" href="./assets/b.js"><link rel="stylesheet" crossorigin href="./assets/a.css">',
    ),
    (path) => files[path]!,
  );

  test('loads no script and no style', () => {
    expect(html).not.toMatch(/<script[^>]*\bsrc=/);
    expect(html).not.toMatch(/<link[^>]*(stylesheet|modulepreload)/);
  });

  test('ends each block once, at its end', () => {
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).not.toContain('"<!--"');
  });

  test('has its script after the picture', () => {
    expect(html.indexOf('<script')).toBeGreaterThan(html.indexOf('<div id="app">'));
    expect(html.endsWith('</script></body></html>')).toBe(true);
  });
});

describe('the page of an unknown address', () => {
  test('loads nothing and lists every scenario', () => {
    const html = notFoundPage([chat], undefined);
    expect(html).not.toMatch(/\bsrc=|rel="stylesheet"/);
    expect(html).toContain('>Chat &amp; lines</a>');
    expect(html).toContain('href="/chat/"');
  });

  test('knows its root when the site has an address', () => {
    const html = notFoundPage([chat], siteUrl('https://host.example/some/base'));
    expect(html).toContain('href="/some/base/chat/"');
    expect(html).toContain(`location.origin === "https://host.example"`);
  });
});

describe('what needs an absolute address', () => {
  const bare = { head: '', body: '' };
  const url = siteUrl('https://host.example/base')!;
  const published = { url, hasPictures: true };
  const base = 'https://host.example/base/';

  test('is left out without one', () => {
    expect(withSocial(bare, chat, 'chat/', undefined)).toEqual(bare);
  });

  test('is given with one', () => {
    const { head } = withSocial(bare, chat, 'chat/', published);
    const has = (name: string, content: string): void =>
      expect(head).toContain(`="${name}" content="${content}"`);
    has('og:title', 'Chat &amp; lines · Inside the reactor');
    has('og:description', 'Who &quot;waits&quot;?');
    has('og:type', 'website');
    has('og:url', `${base}chat/`);
    has('og:image', `${base}chat/og.png`);
    has('og:image:width', '1200');
    has('og:image:height', '630');
    has('og:image:alt', 'Chat &amp; lines: Who &quot;waits&quot;?');
    has('twitter:card', 'summary_large_image');
    expect(head).toContain(`type="application/json+oembed"`);
    expect(head).toContain(`href="${base}chat/oembed.json"`);
  });

  test('no picture is named that is not there', () => {
    const without = { url, hasPictures: false };
    const { head } = withSocial(bare, chat, '', without);
    expect(head).not.toContain('og.png');
    expect(head).toContain('twitter:card" content="summary"');
    expect(JSON.parse(oembed(chat, without))).not.toHaveProperty('thumbnail_url');
  });

  test('the oEmbed answer frames the embed', () => {
    const answer = JSON.parse(oembed(chat, published)) as Record<string, unknown>;
    expect(answer).toMatchObject({ type: 'rich', width: 960, height: 540, title: 'Chat & lines' });
    expect(answer['html']).toContain(`src="${base}embed/chat/" title="Chat &amp; lines"`);
    expect(answer).toMatchObject({
      thumbnail_url: `${base}chat/og.png`,
      thumbnail_width: 1200,
      thumbnail_height: 630,
    });
  });

  test('refuses what is no address of a site', () => {
    expect(siteUrl('')).toBeUndefined();
    expect(() => siteUrl('ftp://host.example')).toThrow('SITE_URL');
    expect(() => siteUrl('not an address')).toThrow();
  });
});
