import jsQr from 'jsqr';
import { describe, expect, test } from 'vitest';
import { loaders } from '../../scenarios/lessons';
import { embedOptions } from '../../src/embed/options';
import { addressesOf, reachOf, reachWords } from '../../src/page/slides/address';
import { COLOUR, embedQuery, optionsOf, type Option } from '../../src/page/slides/options';
import { qrSvg } from '../../src/page/slides/qr';
import { shownWords, stepsOf } from '../../src/page/slides/pageState';
import { fileOf, tools, type Framed } from '../../src/page/slides/snippets';
import { EMBED_OPTIONS } from '../../src/session/embedOptions';
import { Session } from '../../src/session/session.svelte';

const steps = [
  { id: 'ask', caption: 'The loop asks.' },
  { id: 'knows', caption: 'The kernel knows.' },
];
const options = optionsOf({ steps, panels: ['timeline', 'machine', 'code'] });
const option = (name: string): Option => options.find((one) => one.name === name)!;

describe('the options', () => {
  test('are those of the table, all that an author sets by hand', () => {
    const names = options.map(({ name }) => name).sort();
    // There is one language, and a name is for pages with several embeds.
    const known = EMBED_OPTIONS.map(({ name }) => name).filter((one) => !/^(lang|id)$/.test(one));
    expect(names).toEqual(known.sort());
    for (const { name, normal } of options) {
      const { normal: written } = EMBED_OPTIONS.find((one) => one.name === name)!;
      expect(normal, name).toBe(name === 'step' ? 'ask' : written);
    }
  });

  test('have no value that the table does not list, and each has its normal one', () => {
    for (const { name, choices, normal } of options) {
      const values = choices.map(({ value }) => value);
      expect(values, name).toContain(normal);
      const listed = EMBED_OPTIONS.find((one) => one.name === name)!.values;
      if (Array.isArray(listed)) expect(listed, name).toEqual(expect.arrayContaining(values));
    }
  });

  test('an embed reads each of their values, and no two alike', () => {
    for (const { name, choices } of options) {
      const read = choices.map(({ value }) =>
        JSON.stringify(embedOptions(embedQuery('', options, { [name]: value }))),
      );
      // The picture of the scenario is what the timeline is where there are lanes.
      expect(new Set(read).size, name).toBe(choices.length);
    }
  });

  test('there is nothing to choose where there is one picture', () => {
    const names = optionsOf({ steps, panels: ['machine'] }).map(({ name }) => name);
    expect(names).not.toContain('panels');
    expect(names).toContain('print');
  });
});

describe('the query', () => {
  test('shows the run of the page and leaves out what is normal', () => {
    const page = '?block=3&variant=deferred&compare=block:0&step=knows&by=turn&speed=2&theme=dark';
    expect(embedQuery(page, options, {})).toBe('?block=3&variant=deferred&compare=block:0');
    expect(embedQuery(page, options, { step: 'knows', autoplay: '1', theme: 'light' })).toBe(
      '?block=3&variant=deferred&compare=block:0&step=knows&autoplay=1',
    );
    expect(embedQuery('?t=120&motion=reduce&seed=4', options, {})).toBe('?seed=4');
    expect(embedQuery('', options, {})).toBe('');
  });

  test('says a colour by its digits', () => {
    expect(embedQuery('', options, { bg: COLOUR }, '#12ab34')).toBe('?bg=12ab34');
    expect(embedQuery('', options, { bg: 'transparent' })).toBe('?bg=transparent');
    expect(option('bg').choices.map(({ value }) => value)).toContain(COLOUR);
  });
});

describe('addresses', () => {
  test('stand below any path, whatever the page’s own query is', () => {
    const here = 'https://a.example/x/y/blocked-reactor/index.html?block=3#top';
    expect(addressesOf('chat', '../', here)).toEqual({
      embed: 'https://a.example/x/y/embed/chat/',
      lesson: 'https://a.example/x/y/chat/',
      print: 'https://a.example/x/y/chat/print/',
      newClass: 'https://a.example/x/y/new-class/?to=chat',
      site: 'https://a.example/x/y/',
    });
    expect(addressesOf('chat', './', 'https://a.example/x/?a=1').embed).toBe(
      'https://a.example/x/embed/chat/',
    );
  });

  test.each([
    ['http://localhost:4173/chat/', 'machine'],
    ['http://127.0.0.1:5173/', 'machine'],
    ['http://[::1]/', 'machine'],
    ['http://x.localhost/', 'machine'],
    ['file:///home/me/site/index.html', 'machine'],
    ['http://192.168.1.7:4173/', 'network'],
    ['http://10.0.0.4/', 'network'],
    ['http://172.20.0.1/', 'network'],
    ['http://laptop.local/', 'network'],
    ['http://laptop/', 'network'],
    ['https://a.example/', 'everyone'],
    ['https://172.a.example/', 'everyone'],
    ['https://10.example/', 'everyone'],
    ['https://8.8.8.8/', 'everyone'],
  ])('%s is for: %s', (address, reach) => {
    expect(reachOf(address)).toBe(reach);
    expect(reachWords(address) === null).toBe(reach === 'everyone');
  });
});

describe('the texts', () => {
  const framed: Framed = {
    scenarioId: 'chat',
    title: 'A "chat" server',
    addresses: addressesOf('chat', '../', 'https://a.example/x/chat/'),
    query: '?n=3&autoplay=1&reset=never&print=last',
    asFile: false,
    isFrozen: false,
  };
  const text = (id: string, more: Partial<Framed> = {}, nth = 0): string =>
    tools({ ...framed, ...more }).find((one) => one.id === id)!.texts[nth]!.text;
  const src = 'https://a.example/x/embed/chat/?n=3&autoplay=1&reset=never&print=last';

  test('frame the embed, each as its tool wants it', () => {
    for (const id of ['reveal', 'quarto']) {
      expect(text(id)).toContain(`data-src="${src}"`);
      expect(text(id)).toContain('data-preload data-external="1"');
    }
    for (const id of ['slidev', 'marp', 'web']) {
      expect(text(id)).toContain(` src="${src}"`);
      expect(text(id)).not.toContain('data-preload');
    }
    for (const id of ['reveal', 'quarto', 'slidev', 'marp', 'web']) {
      expect(text(id)).toContain('title="A &quot;chat&quot; server"');
      expect(text(id)).toContain('color-scheme:normal');
      expect(text(id)).toContain('allow="fullscreen"');
    }
    expect(text('quarto')).toMatch(/^## .*\n\n```\{=html\}\n<iframe[^]*<\/iframe>\n```$/);
    expect(text('reveal')).toMatch(/^<section>\n {2}<iframe [^]*<\/iframe>\n<\/section>$/);
  });

  test('the components take the query as attributes', () => {
    expect(text('web', {}, 1)).toContain(
      '<inside-the-reactor scenario="chat" n="3" autoplay reset="never" print-step="last">',
    );
    expect(text('web', {}, 1)).toContain('src="https://a.example/x/inside-the-reactor.js"');
    expect(text('slidev', {}, 1)).toContain(
      '<InsideTheReactor base="https://a.example/x/" scenario="chat" n="3" autoplay autoreset="never" print-step="last" clicks />',
    );
  });

  test('with the file beside the deck they name no site', () => {
    for (const tool of tools({ ...framed, asFile: true })) {
      for (const one of tool.texts) {
        expect(one.text).not.toContain('https:');
        expect(one.text).toContain('chat.html?n=3&autoplay=1');
      }
    }
    expect(text('slidev', { asFile: true })).toContain(' src="/chat.html?');
    expect(text('marp', { asFile: true, isFrozen: true })).toContain(' src="chat-frozen.html?');
  });

  test('the file is that of the picture that is chosen', () => {
    const of = (query: string) => fileOf({ ...framed, query });
    const embed = 'https://a.example/x/embed/chat/';
    expect(of('?n=3')).toEqual({ name: 'chat.html', href: embed });
    expect(of('?n=3&panels=code')).toEqual({ name: 'chat-code.html', href: `${embed}code/` });
    for (const tool of tools({ ...framed, query: '?n=3&panels=code', asFile: true })) {
      for (const one of tool.texts) expect(one.text).toContain('chat-code.html?n=3&panels=code');
    }
    expect(text('slidev', { query: '?panels=code', asFile: true })).toContain(
      ' src="/chat-code.html?',
    );
    expect(text('web', { query: '?panels=code' }, 1)).toContain(' panels="code"');
  });

  test('the host helper comes where the clicker walks through the steps', () => {
    const of = (query: string): number =>
      tools({ ...framed, query }).find(({ id }) => id === 'reveal')!.texts.length;
    expect(of('?keys=steps')).toBe(2);
    expect(of('')).toBe(1);
  });

  test('PowerPoint, Keynote and Google Slides have none', () => {
    const without = tools(framed).filter((tool) => !tool.framed);
    expect(without.map(({ id }) => id)).toEqual(['powerpoint', 'keynote', 'google']);
    expect(without.every(({ texts }) => texts.length === 0)).toBe(true);
  });
});

describe('a QR code', () => {
  /** What a reader sees in it: the picture drawn large, dark where a path goes. */
  function read(svg: string): string | undefined {
    const size = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
    const scale = 4;
    const width = size * scale;
    const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
    for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
      for (let dy = 0; dy < scale; dy += 1) {
        const from = (Number(y) * scale + dy) * width + Number(x) * scale;
        for (let i = from; i < from + Number(length) * scale; i += 1) {
          pixels.set([0, 0, 0], i * 4);
        }
      }
    }
    return jsQr(pixels, width, width)?.data;
  }

  test.each([
    'https://a.example/blocked-reactor/',
    `https://a.example/inside-the-reactor/blocked-reactor/?block=3&compare=block:0&step=${'x'.repeat(200)}`,
  ])('says %s', (address) => {
    expect(read(qrSvg(address, 'QR code'))).toBe(address);
  });

  test('has white around it, and a name that may be anything', () => {
    const svg = qrSvg('x', '"<&');
    expect(svg).toContain('aria-label="&quot;&lt;&amp;"');
    const xs = [...svg.matchAll(/M(\d+) (\d+)h\d+v1h/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(Math.min(...xs.flat())).toBe(4);
  });

  test('of too much is refused', () => {
    expect(() => qrSvg('x'.repeat(3000), '')).toThrow();
  });
});

test('every scenario says what it shows and names its steps', async () => {
  for (const load of Object.values(loaders)) {
    const { scenario } = await load();
    const session = new Session(scenario, { query: '', bet: true });
    const found = stepsOf(session);
    expect(found.map(({ id }) => id)).toEqual(session.run!.beats.map(({ id }) => id));
    expect(found.every(({ caption }) => caption.length > 5)).toBe(true);
    expect(shownWords(session)).toContain(scenario.title);
    expect(shownWords(session)).not.toMatch(/undefined|NaN/);
    const query = embedQuery(
      session.query,
      optionsOf({ steps: found, panels: ['timeline', 'machine'] }),
      {},
    );
    expect(new Session(scenario, { query, bet: false }).notice).toBe('');
  }
});
