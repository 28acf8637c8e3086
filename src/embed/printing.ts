import type { Driver } from './driver.svelte';
import { goToStep, reopen } from './steps';
import type { Playing } from './playing';

/** On paper: the step of the option `print`, drawn before the page is taken; then as it was. */
export function followPrinting(driver: Driver, step: string | null, playing: Playing): void {
  const { session } = driver;
  let back: (() => void) | null = null;
  const print = (): void => {
    if (back !== null) return;
    const { query, state } = session;
    const hold = (): void => {
      if (state === 'playing') session.playPause();
    };
    back = () =>
      playing.byItself(() => {
        reopen(session, query);
        hold();
      });
    playing.byItself(() => {
      hold();
      if (step !== null) goToStep(session, step);
    });
  };
  const printed = (): void => {
    back?.();
    back = null;
  };
  addEventListener('beforeprint', print);
  addEventListener('afterprint', printed);
  const paper = matchMedia('print');
  paper.addEventListener('change', () => (paper.matches ? print() : printed()));
  if (paper.matches) print();
}
