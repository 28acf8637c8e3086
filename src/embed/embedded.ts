import type { Component } from 'svelte';
import type { Opened } from '../session/opened';
import type { Session } from '../session/session.svelte';
import type { Driver } from './driver';
import type { Look } from './look';

/** What a panel is given. */
export interface PanelProps {
  session: Session;
  look: Look;
  /** The scenario's own picture, null in a panel that does not draw it. */
  Picture: Opened['Picture'] | null;
}

/** What an embed's file shows: a scenario, and one of its panels. */
export interface Embedded {
  scenario: Opened['scenario'];
  /** What the panel is called by those who look for it. */
  name: string;
  Panel: Component<PanelProps>;
  Picture: Opened['Picture'] | null;
  /** Where more than buttons and slider can be moved in the panel: listens to it, for all of `target`. */
  follow: ((target: HTMLElement, driver: Driver) => void) | null;
}
