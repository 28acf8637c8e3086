import type { Frozen } from '../../session/frozen';

/** What a frozen file is made with. */
export interface Maker {
  /** The site's root, a whole address: where the link to the lesson leads. */
  site: string;
  /** The script that puts the recording in the place of the embed's runs, and its hash as a policy names it. */
  script: string;
  hash: string;
}

/**
 * The file of an embed with a recording in it: all that the embed does, of this one run.
 *
 * @param embed the embed's file, as the build writes it
 * @throws Error when that is none
 */
export function frozenDocument(
  embed: string,
  frozen: Frozen,
  { site, script, hash }: Maker,
): string {
  // In a script element nothing of it may begin a tag.
  const data = JSON.stringify(frozen).replaceAll('<', '\\u003c');
  const parts = `<script type="application/json" id="frozen">${data}</script><script>${script}</script>`;
  return [
    // The lesson's own picture, for as long as no script has run: it is of another run.
    [/<div id="app">[\s\S]*?<\/div>(?=\s*<script>\(\(\)=>)/, `<div id="app"></div>${parts}`],
    [/(?<=[";]script-src )/, `'sha256-${hash}' `],
    [/(?<=<html\b[^>]*\sdata-root=")[^"]*/, encodeURI(site)],
  ].reduce((html, [place, text]) => {
    if (!(place as RegExp).test(html)) throw new Error('the embed’s file is not as expected');
    return html.replace(place!, () => text as string);
  }, embed);
}
