import { mount, unmount } from 'svelte';
import type { Session } from '../../session/session.svelte';
import { sourceOf } from '../../scenario/pythonLines';
import { withValues } from './constants';
import { partOf } from './hash';

/**
 * What a reader asks for in the Code panel: an editor, real Twisted, the clients, a scenario of their own, of this one or of
 * nothing; or what an address has of them.
 */
export type Asked = 'edit' | 'more' | 'real' | 'clients' | 'own' | 'empty' | `#${string}`;

/**
 * Opens it: each is loaded when it is asked for.
 *
 * @param source the element that shows the lesson's file
 */
export async function open(session: Session, source: HTMLElement, asked: Asked): Promise<void> {
  if (asked === 'more') return toggleWays(session, source);
  const [edit, clients, own] = ['edit', 'clients', 'own'].map((name) => partOf(asked, name));
  if (asked === 'clients' || clients != null) {
    const { openClients, takeClients } = await import('../clients/index');
    if (clients != null) await takeClients(session, source, clients);
    else openClients(session, source);
  }
  if (asked === 'edit' || asked === 'real' || edit != null) {
    const workshop = await import('./index');
    workshop.open(session, source, edit ?? asked === 'edit');
  }
  if (asked === 'own' || asked === 'empty' || own != null) {
    const { beginOwn, followOwn } = await import('./own/index');
    if (own != null) await followOwn(session, own);
    else await beginOwn(session, asked === 'empty' ? null : ranOr(session));
  }
}

/** The file that ran last, or the lesson's with the values of its sliders. */
function ranOr({ run, scenario, variant, values }: Session): string {
  return run?.source ?? withValues(scenario, sourceOf(variant, values), values);
}

/** The list of ways, while it is open. */
let close: (() => void) | null = null;

/** Opens a list of what else one can do with the file, under its button; the second time it closes. */
async function toggleWays(session: Session, source: HTMLElement): Promise<void> {
  if (close !== null) return close();
  const { default: Ways } = await import('./Ways.svelte');
  const onchoose = (way: Asked): void => {
    close?.();
    void open(session, source, way);
  };
  const list = mount(Ways, { target: source.closest('.panel')!, props: { onchoose } });
  close = () => {
    close = null;
    void unmount(list);
  };
}
