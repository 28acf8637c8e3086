import '../stage/theme.css';
import '../stage/marks.css';
import './page.css';
import './panels.css';
import './controls.css';
import './layouts.css';
import './course.css';
import './nouns.css';
import { mount } from 'svelte';
import { known, opened, TimelineOf } from 'virtual:shown';
import App from './App.svelte';
import { keepThisPage } from './offline/register';

const target = document.getElementById('app')!;
const { root = '' } = document.documentElement.dataset;

// The picture that was rendered ahead is that of the first step; this one is that of the address.
// Both happen in one task, so nothing flickers.
target.replaceChildren();
mount(App, {
  target,
  props: {
    page: {
      ...opened,
      TimelineOf,
      known,
      query: location.search,
      root: root === '' ? './' : root,
    },
  },
});

if (import.meta.env.PROD) {
  const keep = (): Promise<void> => keepThisPage(root === '' ? './' : root);
  // What is on the screen comes first.
  if (document.readyState === 'complete') void keep();
  else addEventListener('load', keep);
}
