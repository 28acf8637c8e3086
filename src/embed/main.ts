import '../stage/theme.css';
import '../stage/marks.css';
import './embed.css';
import { flushSync, mount } from 'svelte';
import { opened } from 'virtual:embedded';
import { Session } from '../session/session.svelte';
import { behave } from './behave';
import { Driver } from './driver.svelte';
import Embed from './Embed.svelte';
import { embedOptions } from './options';
import { Playing } from './playing';

const target = document.getElementById('app')!;
const root = document.documentElement.dataset['root'] ?? '../../';
const look = embedOptions(location.search);
window.thaw?.(opened);
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const session = new Session(opened.scenario, {
  query: look.query,
  bet: look.bet,
  sweeps: opened.Sweeps && new opened.Sweeps({ rest }),
});
if (look.bet) session.bet.put();
const driver = new Driver(session, flushSync);
const playing = new Playing(driver, look);

// The picture in the file is that of an address without a query, for as long as no script has run. It is drawn anew in
// the task in which the document is read: nothing older is painted after that.
target.replaceChildren();
mount(Embed, { target, props: { ...opened, driver, playing, look, root } });
flushSync();
behave(driver, playing, look);
