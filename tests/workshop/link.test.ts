// An edited file in an address: what goes in comes out, and what came to harm on its way is said in words.
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { MAX_SOURCE } from '../../src/page/workshop/limits';
import { linked, linkTo } from '../../src/page/workshop/link';

const packed = (text: string | Buffer): string => deflateRawSync(text).toString('base64url');

test.each(['', 'reactor.run()\n', 'print("grüße 🙂")\r\n\tx = 1', '\ufeffimport time\n'])(
  'a file comes out as it went in: %j',
  async (text) => {
    const link = await linkTo({ variantId: 'blocking', text });
    expect(link).toMatch(/^1\.blocking\.[\w-]+$/);
    expect(await linked(link!)).toEqual({ variantId: 'blocking', text });
  },
);

test('a file that would make a longer address than others pass on has none', async () => {
  const noise = (count: number): string =>
    Array.from({ length: count }, (_, i) => ((i * 2654435761) >>> 7).toString(36)).join('');
  expect(await linkTo({ variantId: 'a', text: noise(1_000) })).toMatch(/^1\.a\./);
  expect(await linkTo({ variantId: 'a', text: noise(3_000) })).toBeNull();
});

const whole = packed('reactor.run()\n'.repeat(50));
test.each([
  ['cut off', `1.blocking.${whole.slice(0, -6)}`, /cut or changed/],
  ['changed', `1.blocking.${whole.replace(/.{4}$/, '%20x')}`, /cut or changed/],
  ['empty', '', /cut or changed/],
  ['of nobody’s making', 'ed', /cut or changed/],
  ['no text', `1.blocking.${packed(Buffer.from([0xff, 0xfe, 0x80]))}`, /cut or changed/],
  ['of an older version', `0.blocking.${whole}`, /another version/],
  ['of a newer version, whatever it looks like', '2.{"a":1}', /another version/],
  ['huge', `1.blocking.${'A'.repeat(9_000)}`, /longer than any/],
  ['a few bytes for very many', `1.a.${packed('x'.repeat(MAX_SOURCE + 1))}`, /cut or changed/],
])('a link that is %s', async (_, part, words) => {
  await expect(linked(part)).rejects.toThrow(words);
});
