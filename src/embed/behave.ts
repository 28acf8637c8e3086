import type { Theme } from '../session/address';
import { followCopies } from './copies';
import type { Driver } from './driver';
import { stopTaking, takeFocus } from './focus';
import { followKeys } from './keyboard';
import { followMessages } from './messages';
import type { EmbedOptions } from './options';
import { framed } from './parent';
import type { Happening } from './playRules';
import { startPlaying, type Playing } from './playing';
import { followPrinting } from './printing';
import { followSight } from './sight';

declare global {
  interface Window {
    /** What the page around has said since the head of the document was read. */
    queued?: unknown[];
  }
}

/** What an embed does beside what its own buttons ask for: in a deck, on paper, among its copies. */
export function behave(driver: Driver, options: EmbedOptions): void {
  const playing = startPlaying(driver, options);
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

  const setTheme = followSystem(driver, playing, options.systemTheme);
  followKeys(driver, options, playing);
  followPrinting(driver, options.print, playing);
  followMessages(
    { driver, playing, options, happen, setTheme, hosted: takeHost },
    window.queued ?? [],
  );
  followSight(happen);

  document.addEventListener(
    'click',
    (event) => {
      const button = event.target instanceof Element ? event.target.closest('[data-do]') : null;
      const deed = button?.getAttribute('data-do') ?? '';
      if (deed !== '' && playing.takePress(deed)) event.stopPropagation();
    },
    true,
  );
}

/** Keeps to the system's wishes, and returns how a page around sets the theme. */
function followSystem(
  driver: Driver,
  playing: Playing,
  auto: boolean,
): (theme: Theme | 'auto') => void {
  const { session } = driver;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const reduce = matchMedia('(prefers-reduced-motion: reduce)');
  let reduces = false;
  const show = (theme: Theme): void => {
    if (session.theme !== theme) session.toggleTheme();
  };
  const follow = (): void => {
    const theme = auto ? (dark.matches ? 'dark' : 'light') : session.theme;
    if (theme === session.theme && reduce.matches === reduces) return;
    reduces = reduce.matches;
    playing.byItself(() => {
      show(theme);
      session.setSystemReducesMotion(reduces);
    });
  };
  dark.addEventListener('change', follow);
  reduce.addEventListener('change', follow);
  follow();
  return (theme) => {
    auto = theme === 'auto';
    show(theme === 'auto' ? (dark.matches ? 'dark' : 'light') : theme);
  };
}
