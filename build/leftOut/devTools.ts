// Stands in for XState's `xstate-dev`, which tells a browser extension of each actor.
export function devToolsAdapter(): void {}
