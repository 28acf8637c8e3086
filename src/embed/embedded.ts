import type { Opened } from '../session/opened';

/** What an embed's file shows: a scenario, and one of its panels. */
export interface Embedded {
  scenario: Opened['scenario'];
  /** The scenario's own picture, null where the lanes are shown. */
  Picture: Opened['Picture'] | null;
  /** The lanes of the run, null where the picture is shown. */
  lanes: typeof import('./lanes') | null;
}
