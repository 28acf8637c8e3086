import { escapeAttribute, type Rendered } from './documents.ts';
import type { Listed } from './render.ts';

/** SITE_URL, with a slash at its end, or undefined. Throws if it is not an http address. */
export function siteUrl(value = process.env['SITE_URL']): URL | undefined {
  if (!value) return undefined;
  const url = new URL(value.endsWith('/') ? value : `${value}/`);
  if (!/^https?:$/.test(url.protocol)) throw new Error(`SITE_URL: ${value} is no http address`);
  return url;
}

/** Adds what a link preview shows. Open Graph wants absolute addresses: without one only words. */
export function withSocial(rendered: Rendered, scenario: Listed, url: URL | undefined): Rendered {
  const meta = (property: string, content: string): string =>
    `<meta property="${property}" content="${escapeAttribute(content)}">`;
  const tags = [
    meta('og:type', 'website'),
    meta('og:title', `${scenario.title} · Inside the reactor`),
    meta('og:description', scenario.question),
  ];
  if (url) {
    tags.push(
      meta('og:url', new URL(`${scenario.id}/`, url).href),
      `<link rel="alternate" type="application/json+oembed" href="${escapeAttribute(
        new URL(`${scenario.id}/oembed.json`, url).href,
      )}">`,
    );
  }
  // Svelte's answer has getters, which a spread would lose.
  return { head: rendered.head + tags.join(''), body: rendered.body };
}

/** The scenario's oEmbed answer as a file: sites that follow the link above frame the embed. */
export function oembed(scenario: Listed, url: URL): string {
  const src = new URL(`embed/${scenario.id}/`, url).href;
  const [width, height] = [960, 540];
  const html =
    `<iframe src="${src}" title="${escapeAttribute(scenario.title)}" width="${width}" ` +
    `height="${height}" allow="fullscreen" style="border:0;color-scheme:normal"></iframe>`;
  return `${JSON.stringify(
    {
      version: '1.0',
      type: 'rich',
      title: scenario.title,
      provider_name: 'Inside the reactor',
      provider_url: url.href,
      width,
      height,
      html,
    },
    null,
    2,
  )}\n`;
}
