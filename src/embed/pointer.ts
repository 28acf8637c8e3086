import { valueAt } from '../session/slider';
import type { Driver } from './driver';

/** What the buttons do, by their `data-do`. */
const buttons: Record<string, (driver: Driver, button: HTMLElement) => void> = {
  previous: (driver) => driver.act((session) => session.step(-1)),
  play: (driver) => driver.act((session) => session.playPause()),
  next: (driver) => driver.act((session) => session.step(1)),
  reroll: (driver) => driver.act((session) => session.reroll()),
  count: (driver, { dataset }) => driver.count(Number(dataset['option'])),
  reveal: (driver) => driver.act((session) => session.bet.skip()),
  skip: (driver) => driver.act((session) => session.bet.pass()),
  close: (driver) => driver.act((session) => session.bet.move()),
};

/**
 * Listens to buttons and slider, for all of `target`: what is in it was written as
 * text and has no handlers of its own.
 */
export function followPointer(target: HTMLElement, driver: Driver): void {
  const { session } = driver;
  target.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-do]') : null;
    if (button) buttons[button.dataset['do']!]?.(driver, button);
  });
  target.addEventListener('input', ({ target }) => {
    const id = target instanceof HTMLInputElement ? target.dataset['parameter'] : undefined;
    const parameter = id === undefined ? undefined : session.scenario.parameters[id];
    if (id === undefined || !parameter) return;
    const value = valueAt(parameter, (target as HTMLInputElement).valueAsNumber);
    driver.act((session) => session.setValue(id, value));
  });
}
