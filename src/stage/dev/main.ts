import { mount } from 'svelte';
import '../theme.css';
import Dev from './Dev.svelte';

const query = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = query.get('theme') ?? 'light';
mount(Dev, { target: document.getElementById('app')!, props: { query } });
