import '../stage/theme.css';
import '../stage/marks.css';
import './page.css';
import './panels.css';
import './controls.css';
import './layouts.css';
import './course.css';
import './nouns.css';
import { mount } from 'svelte';
import { loaders } from '../../scenarios/index';
import { openScenario } from '../session/opened';
import App from './App.svelte';
import { keepThisPage } from './offline/register';
import { timelineOf } from './timelines/timelines';

const target = document.getElementById('app')!;
const { scenario: id = '', root = '' } = document.documentElement.dataset;
const opened = await openScenario(loaders, id);
const TimelineOf = await timelineOf(opened.scenario);

// The picture that was rendered ahead is that of the first step; this one is that of the address.
// Both happen in one task, so nothing flickers.
target.replaceChildren();
mount(App, {
  target,
  props: {
    ...opened,
    TimelineOf,
    known: Object.keys(loaders),
    query: location.search,
    root: root === '' ? './' : root,
  },
});

if (import.meta.env.PROD) {
  const keep = (): Promise<void> => keepThisPage(root === '' ? './' : root);
  // What is on the screen comes first.
  if (document.readyState === 'complete') void keep();
  else addEventListener('load', keep);
}
