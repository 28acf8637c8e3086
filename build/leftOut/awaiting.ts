// Stands in for Svelte's `async.js` in the built site: no component here awaits in its markup or its state, so
// what a template or an effect reads is there at once.
// @ts-expect-error The inside of Svelte has no types.
// eslint-disable-next-line svelte/no-svelte-internal -- this file stands inside of Svelte, whose version is fixed
import { derived } from 'svelte/internal/client';

/** Calls `use` with what the expressions of a template come to, each followed as state. */
export function flatten<Value>(
  _blockers: readonly unknown[],
  expressions: readonly (() => Value)[],
  awaited: readonly unknown[],
  use: (values: unknown[]) => void,
): void {
  if (awaited.length > 0) leftOut();
  use(expressions.map((expression) => derived(expression)));
}

function leftOut(): never {
  throw new Error('components that await are left out of the built site: see build/lean.ts');
}
export {
  leftOut as capture,
  leftOut as for_await_track_reactivity_loss,
  leftOut as increment_pending,
  leftOut as run,
  leftOut as run_after_blockers,
  leftOut as save,
  leftOut as track_reactivity_loss,
  leftOut as unsave,
  leftOut as unset_context,
  leftOut as wait,
};
