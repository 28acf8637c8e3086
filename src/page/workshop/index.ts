import { mount, unmount } from 'svelte';
import type { Session } from '../../session/session.svelte';
import { adoptWorkshop } from './sheets';
import { Workshop } from './workshop.svelte';
import WorkshopPanel from './WorkshopPanel.svelte';

let workshop: Workshop | undefined;
let mounted: { panel: object; element: HTMLElement } | undefined;

/**
 * Opens the workshop in the Code panel: an editor in the place of the source, and what says who makes the run.
 *
 * @param session of the page: there is one as long as the page is there
 * @param source the element that shows the lesson's file
 * @param asked what stands after `edit=` in an address that came with somebody's file; or whether the reader wants to edit
 */
export function open(session: Session, source: HTMLElement, asked: string | boolean): Workshop {
  if (workshop === undefined) {
    adoptWorkshop();
    workshop = new Workshop(session);
  }
  // A recording that was opened meanwhile took the panel away.
  if (mounted !== undefined && !mounted.element.isConnected) {
    void unmount(mounted.panel);
    mounted = undefined;
  }
  if (mounted === undefined) {
    const element = document.createElement('div');
    element.className = 'workshop';
    source.before(element);
    const panel = mount(WorkshopPanel, { target: element, props: { workshop, source } });
    mounted = { panel, element };
  }
  const opened = workshop;
  if (typeof asked === 'string') void opened.offer(asked);
  else void opened.turnOn(asked);
  return opened;
}
