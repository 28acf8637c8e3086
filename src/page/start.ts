import '../stage/theme.css';
import '../stage/marks.css';
import './page.css';
import './panels.css';
import './controls.css';
import './layouts.css';
import './sheet.css';
import './course.css';
import './nouns.css';
import { mount, type ComponentProps } from 'svelte';
import App from './shell/App.svelte';
import { keptOf } from './shell/kept';
import { keepThisPage } from './offline/register';

/** What a page shows: the rest of what it is given is in its address. */
export type Shown = Omit<
  ComponentProps<typeof App>['page'],
  'query' | 'root' | 'kept' | 'ahead' | 'CompareWith'
>;

/** Shows a scenario in this document, in place of the picture that was rendered ahead. */
export async function start(shown: Shown): Promise<void> {
  const target = document.getElementById('app')!;
  const root = document.documentElement.dataset['root'] || './';
  const query = location.search;

  // An address that compares has its choice of what with from the first picture on.
  const loaded = /[?&]compare=/.test(query)
    ? await import('./lesson/CompareWith.svelte').catch(() => null)
    : null;

  // The picture that was rendered ahead is that of the first step; this one is that of the address.
  // Both happen in one task, so nothing flickers.
  const kept = keptOf(target);
  target.replaceChildren();
  mount(App, {
    target,
    props: { page: { ...shown, CompareWith: loaded?.default ?? null, kept, query, root } },
  });

  if (import.meta.env.PROD) {
    const keep = (): Promise<void> => keepThisPage(root);
    // What is on the screen comes first.
    if (document.readyState === 'complete') void keep();
    else addEventListener('load', keep);
  }
}
