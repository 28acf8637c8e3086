import type { Session } from '../../session/session.svelte';

/** Does what loads something that was asked for; where that cannot be loaded, a notice says so. */
export async function orNotice(
  session: Session,
  what: string,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch {
    session.notice = `${what} could not be loaded.`;
  }
}
