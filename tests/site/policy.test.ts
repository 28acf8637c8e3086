import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { withPolicy } from '../../build/policy';

const hash = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const inner = 'const style = "<style>x</style>"; // é';
const page = (script = inner): string =>
  `<!doctype html><html><head>\n<meta charset="utf-8" />\n<title>x</title><style media="all">a{}</style>` +
  `<script type="module" src="./a.js"></script></head><body><p>x</p><script>${script}</script></body></html>`;

/** The directives of a document's policy, by their names. */
function policyOf(html: string): Record<string, string> {
  const [, content = ''] =
    /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html) ?? [];
  return Object.fromEntries(content.split(';').map((one) => one.split(/ (.*)/).slice(0, 2)));
}

describe('the policy of a document', () => {
  test('allows what is in it by its hash, and nothing else', () => {
    expect(policyOf(withPolicy(page()))).toEqual({
      'default-src': "'none'",
      'script-src': hash(inner),
      'style-src-elem': hash('a{}'),
      'style-src-attr': "'unsafe-inline'",
      'img-src': 'data:',
      'frame-src': "'none'",
      'worker-src': "'none'",
      'connect-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
    });
  });

  test('allows the site’s own files, or its answers, where it needs them', () => {
    const { 'connect-src': asks, ...files } = policyOf(withPolicy(page(), 'files'));
    expect(asks).toBe("'none'");
    expect(files).toMatchObject({
      'script-src': `'self' ${hash(inner)}`,
      // A document has its styles inside.
      'style-src-elem': hash('a{}'),
      'frame-src': "'self'",
      'worker-src': "'self'",
    });
    const { 'connect-src': answers, 'script-src': script } = policyOf(
      withPolicy(page(), 'answers'),
    );
    expect([answers, script]).toEqual(["'self'", hash(inner)]);
  });

  test('knows the text as a browser reads it: lines end in one character', () => {
    expect(policyOf(withPolicy(page('a();\r\nb();\rc();')))['script-src']).toBe(
      hash('a();\nb();\nc();'),
    );
  });

  test('stands before everything that it is about, and after the encoding', () => {
    const html = withPolicy(page());
    const at = html.indexOf('<meta http-equiv');
    expect(at).toBeGreaterThan(html.indexOf('<meta charset'));
    expect(at).toBeLessThan(html.search(/<(title|style|script)/));
    expect(() => withPolicy('<html><head><title>x</title></head></html>')).toThrow('encoding');
  });
});
