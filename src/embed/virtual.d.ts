/** The one scenario of an embed: the build makes this module anew for each (build/embeds.ts). */
declare module 'virtual:embedded' {
  export const opened: import('./embedded').Embedded;
}
