import type { Session } from '../../session/session.svelte';
import { partOf } from './hash';

/** What a reader asks for in the Code panel: an editor, real Twisted, the clients; or what an address has of them. */
export type Asked = 'edit' | 'real' | 'clients' | `#${string}`;

/**
 * Opens it: each is loaded when it is asked for.
 *
 * @param source the element that shows the lesson's file
 */
export async function open(session: Session, source: HTMLElement, asked: Asked): Promise<void> {
  const [edit, clients] = ['edit', 'clients'].map((name) => partOf(asked, name));
  if (asked === 'clients' || clients != null) {
    const { openClients, takeClients } = await import('../clients/index');
    if (clients != null) await takeClients(session, source, clients);
    else openClients(session, source);
  }
  if (asked === 'edit' || asked === 'real' || edit != null) {
    const workshop = await import('./index');
    workshop.open(session, source, edit ?? asked === 'edit');
  }
}
