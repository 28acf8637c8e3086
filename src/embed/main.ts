import '../stage/theme.css';
import './embed.css';
import { mount } from 'svelte';
import Embed from './Embed.svelte';

const target = document.getElementById('app')!;
const { scenario: scenarioId = '' } = document.documentElement.dataset;

// The picture that was rendered ahead gives way to the one that the address asks for, in one task.
target.replaceChildren();
mount(Embed, { target, props: { scenarioId, query: location.search } });
