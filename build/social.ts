import { escapeAttribute, type Rendered } from './documents.ts';
import type { Listed } from './render.ts';

const SITE = 'Inside the reactor';

/** Of a frame: the snippet that authors are given has the same. */
const FRAME = { width: 960, height: 540 };

/** The picture that a link preview shows, beside a scenario's page: its file and its size in pixels. */
export const PREVIEW = { file: 'og.png', width: 1200, height: 630 };

/** A site that has an address. */
export interface Published {
  url: URL;
  /** Whether the pictures of link previews are made. */
  hasPictures: boolean;
}

/** SITE_URL, with a slash at its end, or undefined. Throws if it is not an http address. */
export function siteUrl(value = process.env['SITE_URL']): URL | undefined {
  if (!value) return undefined;
  const url = new URL(value.endsWith('/') ? value : `${value}/`);
  if (!/^https?:$/.test(url.protocol)) throw new Error(`SITE_URL: ${value} is no http address`);
  return url;
}

/**
 * Adds what a link preview shows, and where the scenario's oEmbed answer is. Both want absolute
 * addresses: a site without one has none of it.
 *
 * @param path the document's own address below the site's root: `''`, `chat/`, `embed/chat/`
 */
export function withSocial(
  rendered: Rendered,
  scenario: Listed,
  path: string,
  site: Published | undefined,
): Rendered {
  if (!site) return rendered;
  const { id, title, question } = scenario;
  const address = (below: string): string => new URL(below, site.url).href;
  const tags: [name: 'name' | 'property', value: string, content: string][] = [
    ['property', 'og:type', 'website'],
    ['property', 'og:site_name', SITE],
    ['property', 'og:title', `${title} · ${SITE}`],
    ['property', 'og:description', question],
    ['property', 'og:url', address(path)],
    ['name', 'twitter:card', site.hasPictures ? 'summary_large_image' : 'summary'],
  ];
  if (site.hasPictures) {
    tags.push(
      ['property', 'og:image', address(`${id}/${PREVIEW.file}`)],
      ['property', 'og:image:type', 'image/png'],
      ['property', 'og:image:width', String(PREVIEW.width)],
      ['property', 'og:image:height', String(PREVIEW.height)],
      ['property', 'og:image:alt', `${title}: ${question}`],
    );
  }
  const meta = tags.map(
    ([name, value, content]) => `<meta ${name}="${value}" content="${escapeAttribute(content)}">`,
  );
  meta.push(
    `<link rel="alternate" type="application/json+oembed" title="${escapeAttribute(title)}" ` +
      `href="${escapeAttribute(address(`${id}/oembed.json`))}">`,
  );
  // Svelte's answer has getters, which a spread would lose.
  return { head: rendered.head + meta.join(''), body: rendered.body };
}

/** The scenario's oEmbed answer as a file: sites that follow the link above frame the embed. */
export function oembed(scenario: Listed, { url, hasPictures }: Published): string {
  const { id, title } = scenario;
  const address = (below: string): string => new URL(below, url).href;
  const html =
    `<iframe src="${escapeAttribute(address(`embed/${id}/`))}" title="${escapeAttribute(title)}" ` +
    `width="${FRAME.width}" height="${FRAME.height}" allow="fullscreen" ` +
    `style="border:0;color-scheme:normal"></iframe>`;
  const answer = {
    version: '1.0',
    type: 'rich',
    title,
    provider_name: SITE,
    provider_url: url.href,
    cache_age: 86_400,
    ...FRAME,
    html,
    ...(hasPictures && {
      thumbnail_url: address(`${id}/${PREVIEW.file}`),
      thumbnail_width: PREVIEW.width,
      thumbnail_height: PREVIEW.height,
    }),
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}
