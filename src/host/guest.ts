import type { Method } from '../embed/protocol';
import { posterAddress, parameter } from './addresses';
import { addFragments, countVisible, moveFragments } from './fragments';
import { GuestMachine } from './guestMachine';
import { isReachable, keyFor, press } from './keys';
import { command, send, type Heard } from './messages';
import { standIn } from './poster';
import { isPreview, isShown } from './visibility';

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
  const say = (method: Method, value?: unknown): void =>
    send(frame, command(method, value, LISTENER));
  const machine = machineFor(frame, anchor, address, back, say);
  const preview = isPreview(anchor);

  const look = (isAnew = false): void => {
    if (!preview) machine.look(isShown(anchor), isAnew);
  };

  const arrive = (steps: unknown, isAnew: boolean): void => {
    machine.ready(isAnew);
    if (Array.isArray(steps)) {
      const names = steps.map((step: { id?: unknown }) => String(step.id));
      machine.steps(names.length, names);
    }
    if (machine.around.walks()) say('addEventListener', 'stepchange');
    // No height was given: it has the one that browsers give.
    if (frame.height === '' && frame.clientHeight === 150) say('addEventListener', 'iframe.resize');
    look(isAnew);
  };

  frame.addEventListener('load', () =>
    // After reveal, which starts an iframe that it has just loaded.
    setTimeout(() => {
      machine.loaded();
      look();
    }),
  );
  // The embed may have been there first. If it is not there yet, nobody hears this.
  say('host');
  say('getSteps');

  let setStandIn: ((shown: boolean) => void) | undefined;
  return {
    look,
    hear({ context, event, value, listener, method, args, height }) {
      if (context === 'iframe.resize') {
        if (typeof height === 'number' && height > 0 && height < 1e4) {
          frame.style.height = `${height}px`;
        }
      } else if (event === 'ready') {
        say('host');
        arrive((value as { steps?: unknown } | undefined)?.steps, true);
      } else if (event === 'getSteps' && listener === LISTENER && machine.embed === 'silent') {
        arrive(value, false);
      } else if (event === 'getStep' && listener === LISTENER) {
        machine.answered();
      } else if (event === 'stepchange') {
        machine.came(value);
      } else if (!machine.around.inReveal && !isReachable(frame)) {
        const key = keyFor(method, args);
        if (key) press(key);
      }
    },
    walk: (direction) => machine.walk(direction),
    print(printing) {
      const blank = machine.embed === 'silent' || !frame.hasAttribute('src');
      if (blank) setStandIn ??= standIn(frame, posterAddress(address()));
      setStandIn?.(printing && blank);
    },
  };
}

function machineFor(
  frame: HTMLIFrameElement,
  anchor: HTMLElement,
  address: () => string,
  isBack: () => boolean,
  say: (method: Method, value?: unknown) => void,
): GuestMachine {
  const inReveal = anchor.closest('.reveal') !== null;
  const wanted = anchor.dataset.steps;
  const option = (name: string): string | null => parameter(address(), name);
  let fragments: Element[] = [];
  const machine = new GuestMachine({
    inReveal,
    deckTells: inReveal && anchor === frame,
    isBack,
    walks: () => wanted !== undefined || option('keys') === 'steps',
    option,
    say,
    slide: (how) => send(frame, `slide:${how}`),
    addFragments(count) {
      if (isPrintView()) return false;
      fragments = addFragments(anchor, count);
      return count > 0;
    },
    visible: () => countVisible(fragments),
    showFragments: (count) => moveFragments(count - countVisible(fragments)),
  });
  if (Number(wanted) > 0) machine.steps(Number(wanted) + 1);
  return machine;
}

/** Whether reveal has laid the deck out for paper: there each fragment would be a page of its own. */
export function isPrintView(): boolean {
  return /[?&](print-pdf|view=print)/i.test(location.search);
}
