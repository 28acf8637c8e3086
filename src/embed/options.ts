/** What an embed's query may say besides what a page's may. */
export interface EmbedOptions {
  /** Whether the buttons and the slider are there. */
  controls: boolean;
  /** The lanes of the run, or the machine at this moment. */
  panel: 'lanes' | 'machine';
  /** True when the theme is the system's: a slide's own is light unless it says otherwise. */
  systemTheme: boolean;
  /** The rest of the query, for the session. */
  query: string;
}

/** Reads the options that only an embed has; unknown values are as if they were not there. */
export function embedOptions(query: string): EmbedOptions {
  const given = new URLSearchParams(query);
  const systemTheme = given.get('theme') === 'auto';
  if (systemTheme) given.delete('theme');
  const panel = given.get('panels') === 'machine' ? 'machine' : 'lanes';
  return { panel, controls: given.get('controls') !== '0', systemTheme, query: given.toString() };
}
