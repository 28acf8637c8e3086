import type { Driver } from './driver.svelte';
import { pictureCommand, pressIn } from '../session/keyboard';
import { giveFocus } from './focus';
import { keyDeed, type Standing } from './keys';
import type { EmbedOptions } from './options';
import { framed, handOver } from './parent';
import type { Playing } from './playing';

/** Whose arrows whoever clicked there may want next. The line of the present is not: it is as large as the picture. */
const CLICKED = 'input, select, textarea';
const FIELDS = `${CLICKED}, [role=slider]`;
const CONTROLS = 'button, a[href]';

const inside = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

/** Listens to keys, before anything in the embed does, and gives the focus back after clicks. */
export function followKeys(driver: Driver, { keys }: EmbedOptions, playing: Playing): void {
  const { session } = driver;

  const standing = (event: KeyboardEvent): Standing => {
    const { target } = event;
    const { first, last } = playing.range;
    const bet = session.bet.settled || !session.bet.stands ? null : session.betView;
    return {
      keys,
      framed: framed(),
      focus: inside(target, FIELDS) ? 'field' : inside(target, CONTROLS) ? 'control' : 'none',
      firstStop: isFirstStop(),
      hasNext: session.beatPlace < last,
      hasPrevious:
        session.canTakeBack ||
        session.beatPlace > first ||
        (session.beatPlace === first && !session.atBeat),
      shortcut: pictureCommand(event) !== null,
      options: bet ? bet.options.length : 0,
    };
  };

  addEventListener(
    'keydown',
    (event) => {
      const deed = event.isComposing ? null : keyDeed(event, standing(event));
      if (deed === null) return;
      // F5 and its like are the browser's as well.
      if (!/^F\d/.test(event.key)) event.preventDefault();
      event.stopImmediatePropagation();
      if (deed.kind === 'step') driver.act(() => playing.step(deed.direction));
      else if (deed.kind === 'press') pressIn(document, deed.letter);
      else if (deed.kind === 'count') driver.count(deed.option);
      else if (deed.kind === 'deck') handOver(deed.deed, event);
      else giveFocus();
    },
    true,
  );
  if (keys !== 'deck' || !framed()) return;
  // By pointer: who presses a button by its key means to stay.
  addEventListener('click', ({ detail, target }) => {
    if (detail > 0 && !inside(target, CLICKED)) giveFocus();
  });
}

/** Whether nothing in here comes before what has the focus. */
function isFirstStop(): boolean {
  const stops = document.querySelectorAll<HTMLElement>(`${FIELDS}, ${CONTROLS}`);
  const first = [...stops].find((stop) => stop.tabIndex >= 0 && stop.getClientRects().length > 0);
  const { activeElement } = document;
  return activeElement === document.body || activeElement === first || first === undefined;
}
