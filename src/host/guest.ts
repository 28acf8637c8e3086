import type { Method, StepValue } from '../embed/protocol';
import { posterAddress, parameter } from './addresses';
import { addFragments, countVisible, moveFragments } from './fragments';
import { isReachable, keyFor, press } from './keys';
import { command, send, type Heard } from './messages';
import { standIn } from './poster';
import { isPreview, isShown } from './shown';

/** Marks the answers that were asked for here. */
const LISTENER = 'host';

/** An embed on a page, and what the page does for it. */
export interface Guest {
  /** Looks whether its slide is shown, and which step the deck wants of it, and tells it. */
  look(): void;
  /** Takes a message of the embed: the caller has seen to it that it comes from this iframe. */
  hear(message: Heard): void;
  /** Goes a step, if the deck's keys are to walk its steps and there is one; whether it did. */
  walk(direction: 1 | -1): boolean;
  /** Shows the poster in its place if it has nothing to show; `false` when printing is over. */
  print(printing: boolean): void;
}

/** The step that a value names: a number as it is shown, a name, or an object that has one of them. */
type PlaceOf = (value: unknown) => number;

/**
 * Looks after one embed.
 *
 * @param anchor the element that stands in the document for the iframe: itself, or its component.
 * @param address of the embed, also while it is not loaded.
 * @param back whether the deck was last moved backwards.
 */
export function guest(
  frame: HTMLIFrameElement,
  anchor: HTMLElement,
  address: () => string,
  back: () => boolean,
): Guest {
  const option = (name: string): string | null => parameter(address(), name);
  const say = (method: Method, value?: unknown): void =>
    send(frame, command(method, value, LISTENER));
  const inReveal = anchor.closest('.reveal') !== null;
  /** reveal tells the iframes that it can see, and only those. */
  const deckTells = inReveal && anchor === frame;
  const preview = isPreview(anchor);
  const wanted = anchor.dataset.steps;
  const walks = (): boolean => wanted !== undefined || option('keys') === 'steps';

  let names: readonly string[] = [];
  let first = 1;
  let last = 0;
  let place = 1;
  /** Steps that were sent and not yet answered: what the embed says meanwhile is older. */
  let sent = 0;
  /** The last step that the embed came to, until the deck has followed it. */
  let came: unknown;
  /** Undefined until it was seen, or seen to be hidden. */
  let shown: boolean | undefined;
  /** Only what was hidden is on a slide. On a page that is scrolled, an embed sees for itself. */
  let onSlide = inReveal;
  let ready = false;
  let fragments: Element[] = [];
  let setStandIn: ((shown: boolean) => void) | undefined;

  const placeOf: PlaceOf = (value) => {
    if (typeof value === 'object' && value !== null) {
      const { number, id } = value as Partial<StepValue>;
      return placeOf(number ?? id);
    }
    return value === 'last' ? last : names.indexOf(String(value)) + 1 || Number(value) || 0;
  };

  const go = (to: number): void => {
    place = to;
    sent += 1;
    say('goToStep', to);
    say('getStep');
  };

  /** Takes the deck to where the embed has gone by itself. */
  const follow = (): void => {
    if (sent > 0 || came === undefined) return;
    place = placeOf(came);
    came = undefined;
    if (shown === true && fragments.length > 0)
      moveFragments(place - first - countVisible(fragments));
  };

  const count = (steps: number): void => {
    last = steps;
    last = placeOf(option('until')) || steps;
    first = Math.min(placeOf(option('step')) || 1, last);
    if (inReveal && walks() && fragments.length === 0 && !isPrintView()) {
      fragments = addFragments(anchor, last - first);
    }
  };
  if (Number(wanted) > 0) count(Number(wanted) + 1);

  const start = (again: boolean): void => {
    if (again || !deckTells) send(frame, 'slide:start');
    if (option('reset') !== 'never') place = first;
    if (!inReveal && walks() && back() && last > 0) go(last);
  };

  const look = (again = false): void => {
    if (preview) return;
    const now = isShown(anchor) ?? shown;
    if (now === false) onSlide = true;
    if (onSlide && (now !== shown || again)) {
      if (now === true) start(again);
      else if (!deckTells) send(frame, 'slide:stop');
    }
    shown = now;
    if (now === true && ready && fragments.length > 0) {
      const asked = first + countVisible(fragments);
      if (asked !== place) go(asked);
    }
  };

  const arrive = (steps: unknown, again: boolean): void => {
    ready = true;
    if (Array.isArray(steps)) {
      names = steps.map((step: { id?: unknown }) => String(step.id));
      count(steps.length);
    }
    if (walks()) say('addEventListener', 'stepchange');
    // No height was given: it has the one that browsers give.
    if (frame.height === '' && frame.clientHeight === 150) say('addEventListener', 'iframe.resize');
    look(again);
  };

  frame.addEventListener('load', () =>
    // After reveal, which starts an iframe that it has just loaded.
    setTimeout(() => {
      if (deckTells && option('reset') !== 'never') place = first;
      look();
    }),
  );
  // The embed may have been there first. If it is not there yet, nobody hears this.
  say('host');
  say('getSteps');

  return {
    look,
    hear({ context, event, value, listener, method, args, height }) {
      if (context === 'iframe.resize') {
        if (typeof height === 'number' && height > 0 && height < 1e4) {
          frame.style.height = `${height}px`;
        }
      } else if (event === 'ready') {
        sent = 0;
        came = undefined;
        say('host');
        arrive((value as { steps?: unknown } | undefined)?.steps, true);
      } else if (event === 'getSteps' && listener === LISTENER && !ready) {
        arrive(value, false);
      } else if (event === 'getStep' && listener === LISTENER) {
        sent -= 1;
        follow();
      } else if (event === 'stepchange') {
        came = value;
        follow();
      } else if (!inReveal && !isReachable(frame)) {
        const key = keyFor(method, args);
        if (key) press(key);
      }
    },
    walk(direction) {
      const to = place + direction;
      if (shown !== true || inReveal || !walks() || to < first || to > last) return false;
      go(to);
      return true;
    },
    print(printing) {
      const blank = !ready || !frame.hasAttribute('src');
      if (blank) setStandIn ??= standIn(frame, posterAddress(address()));
      setStandIn?.(printing && blank);
    },
  };
}

/** Whether reveal has laid the deck out for paper: there each fragment would be a page of its own. */
export function isPrintView(): boolean {
  return /[?&](print-pdf|view=print)/i.test(location.search);
}
