import '../stage/theme.css';
import '../stage/marks.css';
import './embed.css';
import { mount } from 'svelte';
import { opened } from 'virtual:embedded';
import Embed from './Embed.svelte';

const target = document.getElementById('app')!;

// The picture that was rendered ahead gives way to the one that the address asks for, in one task.
target.replaceChildren();
mount(Embed, { target, props: { ...opened, query: location.search } });
