import type { Look } from './look';

/** What an embed's query may say besides what a page's may: `EMBED_OPTIONS` of the session tells it to authors. */
export interface EmbedOptions extends Look {
  /** Whether the room is asked for a bet. */
  bet: boolean;
  /** True when the theme is the system's: a slide's own is light unless it says otherwise. */
  systemTheme: boolean;
  /** The rest of the query, for the session. */
  query: string;
  autoplay: boolean;
  loop: boolean;
  /** Whether it goes back to `step` each time that its slide is shown. */
  resets: boolean;
  keys: 'deck' | 'steps' | 'none';
  /** Places as the address names them: an id, a number, or `last`. Null: none was named. */
  step: string | null;
  until: string | null;
  poster: string | null;
  print: string | null;
  /** Whether copies in other windows follow. */
  sync: boolean;
  /** What the page around calls it, `''` if nothing. */
  id: string;
}

/**
 * Reads the options that only an embed has. An unknown value is as if it were not there, a number out of range is
 * the nearest that is allowed. Capitals do not matter, `true` and `false` are 1 and 0.
 */
export function embedOptions(query: string): EmbedOptions {
  const given = new URLSearchParams(query);
  const word = (name: string): string => (given.get(name) ?? '').trim().toLowerCase();
  const place = (name: string): string | null => given.get(name)?.trim() || null;
  const flag = (name: string, normal: boolean): boolean =>
    /^(1|true)$/.test(word(name)) || (normal && !/^(0|false)$/.test(word(name)));
  const keys = word('keys');
  const step = place('step');
  const scale = Math.min(2, Math.max(1, Number(word('scale')) || 1));

  // The session knows themes that are there, and says of others that they are not: that is for a page's readers.
  const theme = word('theme');
  if (theme === 'dark' || theme === 'light') given.set('theme', theme);
  else given.delete('theme');
  if (word('motion') === 'reduce') given.set('motion', 'reduce');
  else given.delete('motion');
  if (step === 'last') given.delete('step');

  return {
    // Larger words need the room of the buttons, unless those are asked for.
    controls: flag('controls', scale === 1),
    captions: flag('captions', true),
    type: flag('type', false),
    scale,
    bet: flag('bet', false),
    systemTheme: theme === 'auto',
    query: given.toString(),
    autoplay: flag('autoplay', false),
    loop: flag('loop', false),
    resets: word('reset') !== 'never',
    keys: keys === 'steps' || keys === 'none' ? keys : 'deck',
    step,
    until: place('until'),
    poster: place('poster'),
    print: place('print'),
    sync: flag('sync', true),
    id: place('id') ?? '',
  };
}
