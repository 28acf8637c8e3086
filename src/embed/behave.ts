import type { Driver } from './driver';
import type { EmbedOptions } from './options';

/** What an embed does beside what its own buttons ask for. */
export function behave(driver: Driver, options: EmbedOptions): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const reduce = matchMedia('(prefers-reduced-motion: reduce)');
  const follow = (): void =>
    driver.act((session) => {
      if (options.systemTheme) session.systemTheme = dark.matches ? 'dark' : 'light';
      session.setSystemReducesMotion(reduce.matches);
    });
  dark.addEventListener('change', follow);
  reduce.addEventListener('change', follow);
  follow();
}
