import { messageOf } from '../../../session/messageOf';
import type { Session } from '../../../session/session.svelte';
import { adoptClients } from '../../clients/sheet';
import { adopt } from '../../adopt';
import { adoptWorkshop } from '../sheets';
import type { OwnScenario } from './format';
import { ownOf } from './format';
import { ownFromPart } from './link';
import css from './own.css?inline';
import OwnView from './OwnView.svelte';
import { Own, type Origin } from './own.svelte';
import { emptyOwn, ownFrom } from './start';

/** Shows one in the lesson's place. */
function show(own: OwnScenario, origin: Origin): void {
  adoptWorkshop();
  adoptClients();
  adopt(css);
  // The page is not asked for what it would have to load: its door for what is opened takes both.
  const detail = [new Own(own, origin), OwnView];
  dispatchEvent(new CustomEvent('opened', { detail }));
}

/** Opens the text of a file. @throws RecordingError in a sentence */
export function openOwn(text: string): void {
  show(ownOf(text), 'file');
}

/** Begins one: of what the page shows, with the reader's file; of null, an empty one. What forbids it is said. */
export function beginOwn(session: Session, source: string | null): Promise<void> {
  return orSaid(session, () =>
    show(source === null ? emptyOwn() : ownFrom(session, source), 'here'),
  );
}

/** Shows that of an address, which does not run before the reader says so. @param part what stands after `own=` */
export function followOwn(session: Session, part: string): Promise<void> {
  return orSaid(session, async () => show(await ownFromPart(part), 'link'));
}

async function orSaid(session: Session, work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    session.notice = messageOf(error);
  }
}
