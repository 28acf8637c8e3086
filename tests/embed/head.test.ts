import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { panelScript } from '../../build/embeds';
import { EMBED_OPTIONS } from '../../src/session/embedOptions';
import { panelNames, type Panel } from '../../src/session/panels';

// What the scripts in the head of an embed's file do, before anything else runs.

const html = readFileSync('embed.html', 'utf8');
const valuesOf = (option: string): readonly string[] | string =>
  EMBED_OPTIONS.find(({ name }) => name === option)!.values;

describe('bg', () => {
  /** The ground that the head sets; undefined: the theme's own stays. */
  function groundOf(search: string): string | undefined {
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(html)!;
    const style = new Map<string, string>();
    const documentElement = {
      dataset: {},
      style: { setProperty: (name: string, value: string) => style.set(name, value) },
    };
    const document = { documentElement, addEventListener: () => undefined };
    runInNewContext(script, { window: {}, location: { search }, document, URLSearchParams });
    return style.get('--page');
  }

  test.each([
    ['', undefined],
    ['bg=transparent', 'transparent'],
    ['bg=Transparent', 'transparent'],
    ['bg=fc0', '#fc0'],
    ['bg=%23fc0', '#fc0'],
    ['bg=fc08', '#fc08'],
    ['bg=FFCC00', '#FFCC00'],
    ['bg=ffcc0080', '#ffcc0080'],
    ['bg=ffcc0', undefined],
    ['bg=red', undefined],
    ['bg=url(x)', undefined],
    ['bg=constructor', undefined],
  ])('?%s', (query, ground) => {
    expect(groundOf(`?${query}`)).toBe(ground);
  });
});

describe('panels', () => {
  /** Where the head of a panel's file leads an address; null: it stays. */
  function ledTo(panel: Panel, search: string, pathname = '/embed/x/'): string | null {
    let led: string | null = null;
    const location = { search, pathname, replace: (address: string) => (led = address) };
    const scenario = { picture: { name: 'machine' }, timeline: 'lanes' };
    runInNewContext(panelScript(scenario, panel), { location, URLSearchParams });
    return led;
  }

  test.each([
    ['timeline', '', null],
    ['timeline', '?panels=timeline', null],
    ['timeline', '?panels=lanes', null],
    ['timeline', '?panels=machine&step=2', 'machine/?panels=machine&step=2'],
    ['timeline', '?panels=Loop', 'machine/?panels=Loop'],
    ['timeline', '?panels=wire,code,machine', 'code/?panels=wire,code,machine'],
    ['machine', '?panels=lanes', '../?panels=lanes'],
    ['machine', '?panels=code', '../code/?panels=code'],
    ['code', '?panels=code', null],
    ['code', '?panels=nothing', null],
  ] as const)('from the file of %s, %s leads to %s', (panel, search, led) => {
    expect(ledTo(panel, search)).toBe(led);
  });

  test('a file keeps its name, and one that was saved stays', () => {
    const search = '?panels=code';
    expect(ledTo('timeline', search, '/embed/x/index.html')).toBe('code/index.html?panels=code');
    expect(ledTo('timeline', search, '/home/me/chat.html')).toBe(null);
  });

  test('no name that objects have by themselves is a panel', () => {
    for (const name of Object.getOwnPropertyNames(Object.prototype)) {
      expect(ledTo('timeline', `?panels=${name}`), name).toBe(null);
    }
  });

  test('what authors are told is the name of one', () => {
    const [told = ''] = String(valuesOf('panels')).split(':');
    expect(Object.keys(panelNames)).toEqual(expect.arrayContaining(told.split(', ')));
  });
});

test('lang: the one that there is is the document’s', () => {
  expect(valuesOf('lang')).toEqual([/<html lang="(\w+)"/.exec(html)![1]]);
});
