import '../stage/theme.css';
import '../stage/marks.css';
import './embed.css';
import { opened } from 'virtual:embedded';
import { applyRoot, rootOf } from '../session/root';
import { Session } from '../session/session.svelte';
import { behave } from './behave';
import { keepTime } from './clock';
import { Driver } from './driver';
import Embed from './Embed.svelte';
import { captionPx } from './look';
import { markup } from './markup';
import { embedOptions } from './options';
import { patch } from './patch';
import { followPointer } from './pointer';

const target = document.getElementById('app')!;
const root = document.documentElement.dataset['root'] ?? '../../';
const options = embedOptions(location.search);
const session = new Session(opened.scenario, { query: options.query, bet: options.bet });
if (options.bet) session.bet.put();

const driver = new Driver(session, () => {
  const { hands } = driver;
  patch(target, markup(Embed, { ...opened, session, look: options, root, hands }));
  applyRoot(document.documentElement, rootOf(session));
  const size = captionPx(session.caption, options) / 16;
  document.documentElement.style.setProperty('--caption', `${size}rem`);
});
// In the task in which the document is read, so that nothing older is ever painted.
driver.act(() => undefined);
followPointer(target, driver);
opened.follow?.(target, driver);
keepTime(driver);
behave(driver, options);
