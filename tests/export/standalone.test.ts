import { describe, expect, test } from 'vitest';
import { standalone, withOwnIds } from '../../src/stage/kit/standalone';

describe('a picture that stands alone', () => {
  test('gets its namespace, its size and its style, and loses what only its renderer reads', () => {
    const svg =
      '<svg class="stage" viewBox="0 0 960 540" aria-label="a > b"><!--[--><g></g><!--]--></svg>';
    expect(standalone(svg, '.a > .b{fill:red}', 1920)).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" width="1920" height="1080" class="stage" viewBox="0 0 960 540" aria-label="a > b"><style><![CDATA[.a > .b{fill:red}]]></style><g></g></svg>',
    );
  });

  test('has its namespace once', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"/>';
    const alone = standalone(svg, '');
    expect(alone.match(/xmlns=/g)).toHaveLength(1);
    expect(alone).toContain('width="8" height="4"');
    expect(alone).not.toContain('<style>');
  });

  test('without a viewBox it is refused', () => {
    expect(() => standalone('<svg class="stage"></svg>', '')).toThrow('no viewBox');
  });
});

test('ids are those of the picture, whichever the page gave', () => {
  const of = (uid: string): string =>
    withOwnIds(
      `<svg><pattern id="${uid}-hatch"/><rect fill="url(#${uid}-hatch)"/><g style="fill: url(&quot;#${uid}-hatch&quot;)"/><use href="#${uid}-hatch"/></svg>`,
    );
  expect(of('c1')).toBe(of('c27'));
  expect(of('c1')).toBe(
    '<svg><pattern id="i1"/><rect fill="url(#i1)"/><g style="fill: url(#i1)"/><use href="#i1"/></svg>',
  );
});
