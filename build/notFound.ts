import { escapeAttribute } from './documents.ts';
import type { Listed } from './render.ts';

/**
 * The page of an address that does not exist: it loads nothing and lists the scenarios. It is served
 * at any depth, so it finds the site's root by itself: known if the site's address is, else guessed
 * from the address (an unknown scenario is one folder down, an unknown embed two) and asked for.
 */
export function notFoundPage(scenarios: readonly Listed[], siteUrl: URL | undefined): string {
  const root = siteUrl?.pathname ?? '/';
  const items = scenarios
    .map(
      ({ id, title, question }) =>
        `<li><a data-to="${id}/" href="${escapeAttribute(root)}${id}/">${escapeAttribute(title)}</a>` +
        `<br>${escapeAttribute(question)}</li>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en" data-state="error">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>No such page · Inside the reactor</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>There is nothing at this address</h1>
<p>These are the scenarios of <a data-to="" href="${escapeAttribute(root)}">Inside the reactor</a>:</p>
<ul>
${items}
</ul>
</main>
${siteUrl ? '' : `<script>${findRoot(scenarios[0]?.id ?? '')}</script>`}
</body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; font: 18px/1.5 system-ui, sans-serif; background: #fbfbf8; color: #1b1f24; }
main { max-width: 40rem; margin: 0 auto; padding: 10vh 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
a { color: #005a8f; }
li { margin: 1rem 0; }
li a { display: inline-block; padding: 0.5rem 0; font-weight: 600; }
@media (prefers-color-scheme: dark) {
  body { background: #14171c; color: #e9ecef; }
  a { color: #8fcbf0; }
}
`;

/** Points the links at the site's root, found by asking this host for a scenario that exists. */
function findRoot(known: string): string {
  return `
(async () => {
  const parts = location.pathname.replace(/[^/]*$/, '').split('/').filter(Boolean);
  const last = location.pathname.endsWith('/') ? parts.slice(0, -1) : parts;
  const likely = last.at(-1) === 'embed' ? last.slice(0, -1) : last;
  const depths = [likely.length];
  for (let n = parts.length; n >= 0; n -= 1) if (n !== likely.length) depths.push(n);
  for (const n of depths) {
    const root = '/' + parts.slice(0, n).map((part) => part + '/').join('');
    try {
      if (!(await fetch(root + ${JSON.stringify(`${known}/`)}, { method: 'HEAD' })).ok) continue;
    } catch { continue; }
    for (const link of document.querySelectorAll('a[data-to]')) link.href = root + link.dataset.to;
    return;
  }
})();
`;
}
