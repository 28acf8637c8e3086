/** What a renderer gives: the inside of `<head>` and of the element that the page mounts on. */
export interface Rendered {
  head: string;
  body: string;
}

/**
 * The HTML of one scenario: `template` with the scenario's name on the root element and the rendered
 * picture in it. Places in the template: `<!--head-->` and `<!--body-->`.
 * Throws if the template has not both.
 */
export function fill(template: string, scenarioId: string, { head, body }: Rendered): string {
  for (const place of ['<!--head-->', '<!--body-->']) {
    if (!template.includes(place)) throw new Error(`the template has no ${place}`);
  }
  return template
    .replace(/<html\b[^>]*>/, (tag) => withAttribute(tag, 'data-scenario', scenarioId))
    .replace('<!--head-->', () => head)
    .replace('<!--body-->', () => body);
}

/** The site's root as seen from `levels` folders below it. */
export function rootAt(levels: number): string {
  return levels === 0 ? './' : '../'.repeat(levels);
}

/**
 * The same document some folders deeper: `./assets/a.js` becomes `../assets/a.js`. Its root element
 * says where the site's root is (`data-root`), for the links that the page makes.
 */
export function deeper(template: string, levels: number): string {
  const root = rootAt(levels);
  return template
    .replace(/\b(src|href)="\.\//g, (_, name: string) => `${name}="${root}`)
    .replace(/<html\b[^>]*>/, (tag) => withAttribute(tag, 'data-root', root));
}

/** A built asset by its file name below the output folder. */
export type ReadAsset = (path: string) => string;

/**
 * Puts scripts and styles that the document loads into it, so that it loads nothing. A sandboxed
 * frame and a `file://` page refuse module scripts and styles from a file; inline they run.
 * The script goes to the end of the body: the picture is there before it. It is a classic script, which
 * runs while the document is read: a module would wait until the first picture may have been painted.
 */
export function selfContained(html: string, read: ReadAsset): string {
  const scripts: string[] = [];
  const out = html
    .replace(/<script\b[^>]*\bsrc="[^"]*"[^>]*><\/script>\s*/g, (tag) => {
      scripts.push(inlineScript(read(assetPath(tag, 'src')!)));
      return '';
    })
    .replace(/<link\b[^>]*\brel="modulepreload"[^>]*>\s*/g, '');
  return withStyles(out, read).replace('</body>', () => `${scripts.join('')}</body>`);
}

/** Puts the styles that the document loads into it, before all else that it loads: its first picture waits for nothing. */
export function withStyles(html: string, read: ReadAsset): string {
  const styles: string[] = [];
  const out = html.replace(/<link\b[^>]*\brel="stylesheet"[^>]*>\s*/g, (tag) => {
    const css = read(assetPath(tag, 'href')!);
    styles.push(`<style>${css.trim().replace(/<\/style/gi, '<\\/style')}</style>`);
    return '';
  });
  return out.replace(/<link rel="modulepreload"|<\/head>/, (tag) => `${styles.join('')}${tag}`);
}

function assetPath(tag: string, attribute: string): string | undefined {
  return new RegExp(`\\b${attribute}="(?:\\./|/)?([^"]+)"`).exec(tag)?.[1];
}

/** No text of a program may end its script element, nor open a comment in it. */
function inlineScript(code: string): string {
  const safe = code
    .trim()
    .replace(/<\/(script)/gi, '<\\/$1')
    .replace(/<!--/g, '<\\!--');
  return `<script>(()=>{"use strict";${safe}})()</script>`;
}

export function withAttribute(tag: string, name: string, value: string): string {
  const attribute = ` ${name}="${escapeAttribute(value)}"`;
  const bare = tag.replace(new RegExp(`\\s${name}(?:="[^"]*")?(?=[\\s>])`), '');
  return bare.replace(/>$/, () => `${attribute}>`);
}

export function escapeAttribute(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/"/g, '&quot;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
