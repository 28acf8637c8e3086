import type { Opened } from '../session/opened';

/** What an embed shows: a scenario, its picture, and its lanes where it has any. */
export interface Embedded extends Opened {
  lanes: typeof import('./lanes') | null;
}
