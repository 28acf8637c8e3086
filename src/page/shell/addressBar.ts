import type { Session } from '../../session/session.svelte';
import { throttle } from '../../session/throttle';

/** A browser ignores more than 100 changes in 30 s; this makes at most 75. */
const INTERVAL_MS = 400;

/**
 * An effect that keeps the address in step with what the reader does. The address that was opened is
 * left as it is until then, and while the run plays it waits for the end.
 */
export function addressWriter(session: Session): () => void {
  const write = throttle(
    (query: string) => {
      try {
        history.replaceState(history.state, '', `${location.pathname}${query}${location.hash}`);
      } catch {
        // A page from a file, or in a sandbox, may not change its address; Copy link still works.
      }
    },
    INTERVAL_MS,
    window,
  );
  let written: string | null = null;
  return () => {
    if (session.state === 'playing') return;
    const { query } = session;
    if (written !== null && query !== written) write(query);
    written = query;
  };
}

/** Puts the link to what is shown on the clipboard; resolves to the sentence that says so. */
export async function copyLink(query: string): Promise<string> {
  const link = new URL(query + location.hash, location.href).href;
  try {
    await navigator.clipboard.writeText(link);
    return 'The link is on the clipboard.';
  } catch {
    // No permission, or no secure origin. The address bar has the same link.
    history.replaceState(history.state, '', link);
    return 'The clipboard is not to be had here: copy the link from the address bar.';
  }
}
