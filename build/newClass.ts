import { withPolicy } from './policy.ts';
import { STORED } from '../src/session/stored.ts';
import type { Listed } from './render.ts';

/** Where the page is that makes a course new. */
export const NEW_CLASS = 'new-class/';

/**
 * The page behind a teacher's link: it forgets what this browser keeps of the course, and goes on to the
 * scenario that the link names (`?to=<id>`), else to the first page. Bets, sliders and steps are in the address
 * and the open page alone, so they are gone with it.
 */
export function newClassPage(scenarios: readonly Listed[]): string {
  const known = JSON.stringify(scenarios.map(({ id }) => id));
  return withPolicy(`<!doctype html>
<html lang="en" data-state="ready">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>For the next class · Inside the reactor</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>For the next class</h1>
<p>What this browser keeps of the course is forgotten. <a id="on" href="../">Go on</a></p>
<noscript><p>That needs JavaScript: without it nothing was kept, and nothing is forgotten.</p></noscript>
</main>
<script>
for (const name of ['localStorage', 'sessionStorage']) {
  try {
    const store = window[name];
    for (const key of Object.keys(store)) if (key.startsWith(${JSON.stringify(STORED)})) store.removeItem(key);
  } catch {
    // Storage that is forbidden holds nothing.
  }
}
const to = new URLSearchParams(location.search).get('to');
const on = document.getElementById('on');
if (${known}.includes(to)) on.href = '../' + to + '/';
location.replace(on.href);
</script>
</body>
</html>
`);
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; font: 18px/1.5 system-ui, sans-serif; background: #fbfbf8; color: #1b1f24; }
main { max-width: 40rem; margin: 0 auto; padding: 10vh 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
a { color: #005a8f; display: inline-block; padding: 0.5rem 0; }
@media (prefers-color-scheme: dark) {
  body { background: #14171c; color: #e9ecef; }
  a { color: #8fcbf0; }
}
`;
