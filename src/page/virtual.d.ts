/** What a page shows: the build makes this module anew for each (build/pages.ts). */
declare module 'virtual:shown' {
  export const opened: import('../session/opened').Opened;
  export const TimelineOf: import('./timelines/timelines').TimelineComponent | null;
  /** Ids of the scenarios that exist. */
  export const known: readonly string[];
}
