import { escapeAttribute } from './documents.ts';
import { withPolicy } from './policy.ts';
import type { Listed } from './render.ts';

/**
 * The page of an address that does not exist: it loads nothing and lists the scenarios. It is served
 * at any depth, so it finds the site's root by itself: known if the site's address is, else guessed
 * from the address (an unknown scenario is one folder down, an unknown embed two) and asked for.
 * At an unknown embed's address it lists the embeds, in a frame of 480 × 270 as well.
 */
export function notFoundPage(scenarios: readonly Listed[], siteUrl: URL | undefined): string {
  const root = siteUrl?.pathname ?? '/';
  const html = card({
    title: 'No such page',
    heading: 'There is nothing at this address',
    intro: `These are the scenarios of <a data-to="" href="${escapeAttribute(root)}">Inside the reactor</a>:`,
    scenarios,
    root,
    script: findRoot(scenarios[0]?.id ?? '', siteUrl),
  });
  return withPolicy(html, 'answers');
}

/**
 * What a browser without a network shows at an address that it has not kept. The worker that serves it
 * writes the site's root into `data-root`. It lists the scenarios that are kept on this machine.
 */
export function offlinePage(scenarios: readonly Listed[]): string {
  const html = card({
    title: 'Offline',
    heading: 'No network, and this page is not kept here',
    intro: 'A page is kept once it has been opened. These are:',
    scenarios,
    root: './',
    script: listKept,
  });
  return withPolicy(html);
}

interface Card {
  title: string;
  heading: string;
  /** HTML. */
  intro: string;
  scenarios: readonly Listed[];
  root: string;
  script: string;
}

function card({ title, heading, intro, scenarios, root, script }: Card): string {
  const items = scenarios
    .map(
      ({ id, title, question }) =>
        `<li><a data-to="${id}/" href="${escapeAttribute(root)}${id}/">${escapeAttribute(title)}</a>` +
        ` <span>${escapeAttribute(question)}</span></li>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en" data-state="error">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Inside the reactor</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
<p>${intro}</p>
<ul>
${items}
</ul>
</main>
<script>${script}</script>
</body>
</html>
`;
}

const dark = '--paper: #14171c; --ink: #e9ecef; --link: #8fcbf0; color-scheme: dark;';
const style = `
:root { --paper: #fbfbf8; --ink: #1b1f24; --link: #005a8f; color-scheme: light; }
@media (prefers-color-scheme: dark) { :root:not([data-theme]) { ${dark} } }
:root[data-theme=dark] { ${dark} }
body { margin: 0; font: 18px/1.5 system-ui, sans-serif; background: var(--paper); color: var(--ink); }
main { max-width: 40rem; margin: 0 auto; padding: 10vh 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
a { color: var(--link); }
li { margin: 1rem 0; }
li a { display: inline-block; padding: 0.5rem 0; font-weight: 600; }
li span { display: block; }
/* A frame on a slide: everything is in sight, so the questions are left out. */
@media (max-height: 420px) {
  body { font-size: 14px; line-height: 1.35; }
  main { max-width: 56rem; padding: 10px 16px; }
  h1 { margin: 0; font-size: 17px; }
  p { margin: 4px 0; }
  ul { margin: 4px 0 0; padding: 0; list-style: none; columns: 13rem; }
  li { margin: 0; line-height: 1.2; break-inside: avoid; }
  li a { padding: 0; line-height: 1.2; font-size: 13px; }
  li span { display: none; }
}
`;

/** Text of a program that stands in a script element of a page. */
function inScript(value: unknown): string {
  return JSON.stringify(value ?? null).replace(/</g, '\\u003c');
}

/**
 * Points the links at the site's root: the known one where the site has the address that it was built
 * for, else the likely one and then, where asking is allowed, the one that has a scenario which exists.
 */
function findRoot(known: string, siteUrl: URL | undefined): string {
  return `
(async () => {
  const parts = location.pathname.replace(/[^/]*$/, '').split('/').filter(Boolean);
  const last = location.pathname.endsWith('/') ? parts.slice(0, -1) : parts;
  const isEmbed = last.at(-1) === 'embed';
  // The folder of the embeds has the scenarios' names, too: the root is above it.
  const embeds = parts.lastIndexOf('embed');
  const likely = embeds < 0 ? last : parts.slice(0, embeds);
  const links = [...document.querySelectorAll('a[data-to]')];
  const rootAt = (n) => '/' + parts.slice(0, n).map((part) => part + '/').join('');
  const point = (root) => {
    for (const link of links) {
      const { to } = link.dataset;
      link.href = root + (isEmbed && to ? 'embed/' : '') + to;
    }
  };
  if (isEmbed) {
    const theme = new URLSearchParams(location.search).get('theme');
    if (theme !== 'auto') document.documentElement.dataset.theme = theme === 'dark' ? 'dark' : 'light';
    const name = location.pathname.slice(rootAt(last.length).length).replace(/\\/.*/, '');
    if (/^[\\w.-]{1,60}$/.test(name))
      document.querySelector('h1').textContent = 'There is no scenario “' + name + '”';
    document.querySelector('p').firstChild.data = 'These are the embeds of ';
    document.querySelector('p a').target = '_blank';
  }
  if (location.origin === ${inScript(siteUrl?.origin)}) return point(${inScript(siteUrl?.pathname)});
  point(rootAt(likely.length));
  const depths = [likely.length];
  for (let n = parts.length; n >= 0; n -= 1) if (n !== likely.length) depths.push(n);
  for (const n of depths) {
    try {
      if ((await fetch(rootAt(n) + ${inScript(`${known}/`)}, { method: 'HEAD' })).ok) return point(rootAt(n));
    } catch {}
  }
})();
`;
}

/** Leaves the scenarios whose pages are kept, and says so when there is none. */
const listKept = `
(async () => {
  const root = document.documentElement.dataset.root || './';
  const links = [...document.querySelectorAll('a[data-to]')];
  for (const link of links) link.href = root + link.dataset.to;
  const any = { ignoreSearch: true, ignoreVary: true };
  const found = await Promise.all(links.map((link) => caches.match(link.href, any)));
  links.forEach((link, place) => found[place] || link.parentElement.remove());
  if (!found.some(Boolean)) document.querySelector('p').textContent = 'A page is kept once it has been opened. None is yet.';
})();
`;
