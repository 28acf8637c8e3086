/** The one scenario of an embed: the build makes this module anew for each (build/embeds.ts). */
declare module 'virtual:embedded' {
  export const opened: import('./embedded').Embedded;
}

/** Svelte's own: gives a component that is compiled to strings the context in which what it derives is kept. */
declare module 'virtual:svelte-context' {
  export function push(): void;
  export function pop(): void;
}
