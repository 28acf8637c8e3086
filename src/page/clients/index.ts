import { mount, unmount } from 'svelte';
import type { Session } from '../../session/session.svelte';
import { throttle } from '../../session/throttle';
import type { Changes } from './acts';
import ClientHandles from './ClientHandles.svelte';
import { Clients } from './clients.svelte';
import ClientsPanel from './ClientsPanel.svelte';
import { adoptClients } from './sheet';
import { readClients, writeClients } from './link';
import { messageOf } from '../../session/messageOf';

/** A browser ignores more than 100 changes of an address in 30 s. */
const INTERVAL_MS = 400;

let clients: Clients | undefined;
let mounted: { place: Element; part: object }[] = [];

/**
 * Opens the clients in the Code panel, and their marks on the lanes.
 *
 * @param session of the page: there is one as long as the page is there
 * @param source the element that shows the lesson's file
 */
export function openClients(session: Session, source: HTMLElement): void {
  shown(session, source).isOpen = true;
}

/** The clients of an address: what differs, not opened. What is wrong with them is said. */
export async function takeClients(
  session: Session,
  source: HTMLElement,
  part: string,
): Promise<void> {
  try {
    const changes = await readClients(part);
    shown(session, source).take(changes);
  } catch (error) {
    session.notice = messageOf(error);
  }
}

/** The page's clients, with their list and their marks in it. */
function shown(session: Session, source: HTMLElement): Clients {
  clients ??= made(session);
  // A recording that was opened meanwhile took the panel away, another layout the lanes.
  if (mounted.length > 0 && mounted.every(({ place }) => place.isConnected)) return clients;
  for (const { part } of mounted) void unmount(part);
  const list = document.createElement('div');
  list.className = 'clients';
  source.before(list);
  mounted = [{ place: list, part: mount(ClientsPanel, { target: list, props: { clients } }) }];
  const picture = document.querySelector<SVGSVGElement>('svg.timeline');
  if (picture !== null) {
    const part = mount(ClientHandles, { target: picture, props: { clients, picture } });
    mounted.push({ place: picture, part });
  }
  return clients;
}

function made(session: Session): Clients {
  adoptClients();
  const write = throttle(
    (changes: Changes | null) => {
      void writeClients(changes).then((isKept) => {
        if (!isKept) session.notice = 'The clients are too many for a link.';
      });
    },
    INTERVAL_MS,
    window,
  );
  return new Clients(session, write);
}
