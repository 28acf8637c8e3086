import type { Driver } from './driver';
import { goToStep } from './place';
import type { Playing } from './playing';

/** On paper: the step of the option `print`, drawn before the page is taken; then as it was. */
export function followPrinting(driver: Driver, step: string | null, playing: Playing): void {
  let back: (() => void) | null = null;
  const print = (): void => {
    if (back !== null) return;
    const { session } = driver;
    const { index, timeNs, state } = session;
    back = () => {
      const { events } = session.run?.recording ?? { events: [] };
      playing.byItself(() => {
        if (events[index]?.timeNs === timeNs) session.seekIndex(index);
        else session.seekTime(timeNs);
        if (state === 'playing') session.playPause();
      });
    };
    playing.byItself(() => {
      if (state === 'playing') session.playPause();
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
