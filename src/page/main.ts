import '../stage/theme.css';
import './page.css';
import './layouts.css';
import { mount } from 'svelte';
import App from './App.svelte';

const target = document.getElementById('app')!;
const { scenario: scenarioId = 'blocked-reactor', root = '' } = document.documentElement.dataset;

// The picture that was rendered ahead is that of the first step; this one is that of the address.
// Both happen in one task, so nothing flickers.
target.replaceChildren();
mount(App, {
  target,
  props: { scenarioId, query: location.search, root: root === '' ? './' : root },
});
