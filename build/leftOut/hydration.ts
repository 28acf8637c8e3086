// Stands in for Svelte's `hydration.js` in the built site. A page is mounted afresh over the picture that was
// rendered ahead (src/page/start.ts): nothing is ever hydrated, and here that is said so that it can be seen at build time.

export const hydrating = false;
export const hydrate_node = null;

/** Called where Svelte leaves hydration for a moment or steps over a node: there is nothing to leave or to step over. */
/* @__NO_SIDE_EFFECTS__ */
function nothing(): void {}

export {
  nothing as set_hydrating,
  nothing as set_hydrate_node,
  nothing as hydrate_next,
  nothing as reset,
  nothing as hydrate_template,
  nothing as next,
  nothing as skip_nodes,
  nothing as read_hydration_instruction,
};
