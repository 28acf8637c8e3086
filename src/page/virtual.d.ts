/** What a page shows: the build makes this module (build/pages.ts). */
declare module 'virtual:shown' {
  export const shown: import('./start').Shown;
}
