import type { Theme } from '../session/address';
import { followSystem } from '../session/browser.svelte';
import type { Session } from '../session/session.svelte';
import { followCopies } from './copies';
import type { Driver } from './driver.svelte';
import { stopTaking, takeFocus } from './focus';
import { followKeys } from './keyboard';
import { followMessages } from './messages';
import type { EmbedOptions } from './options';
import { framed } from './parent';
import type { Playing } from './playing';
import type { Happening } from './playEvents';
import { followPrinting } from './printing';
import { followSight } from './sight';

declare global {
  interface Window {
    /** What the page around has said since the head of the document was read. */
    queued?: unknown[];
  }
}

/** What an embed does beside what its own buttons ask for: in a deck, on paper, among its copies. */
export function behave(driver: Driver, playing: Playing, options: EmbedOptions): void {
  const told = options.sync
    ? followCopies(driver, playing)
    : (what: Happening) => playing.happen(what);
  let hosted = false;
  const happen = (what: Happening): void => {
    told(what);
    // The clicker walks the steps: its keys have to come here. Whoever helps a deck brings them.
    if (what === 'slide:start' && options.keys === 'steps' && framed() && !hosted) takeFocus();
    if (what === 'slide:stop') stopTaking();
  };

  const takeHost = (): void => {
    hosted = true;
    stopTaking();
  };

  const setTheme = themeOf(driver.session, options.systemTheme);
  followKeys(driver, options, playing);
  followPrinting(driver, options.print, playing);
  followMessages(
    { driver, playing, options, happen, setTheme, hosted: takeHost },
    window.queued ?? [],
  );
  followSight(happen);
  addEventListener('pagehide', () => playing.save());
}

/** Keeps to the system's wishes, to its theme if that is `auto`. Returns how a page around sets the theme. */
function themeOf(session: Session, auto: boolean): (theme: Theme | 'auto') => void {
  let stop = followSystem(session, { theme: auto });
  return (theme) => {
    stop();
    stop = followSystem(session, { theme: theme === 'auto' });
    if (theme === 'auto') session.setTheme(null);
    else if (theme !== session.theme) session.setTheme(theme);
  };
}
