import type { Taught } from '../../scenario/types';
import { thawed, type Frozen } from '../../session/frozen';
import { Session } from '../../session/session.svelte';

/**
 * What a frozen file shows, as a session to make pictures and films of: that run alone, with its title and its sentences.
 *
 * @param scenario whose picture shows it
 * @param id what the files are called
 */
export function pictured(scenario: Taught, frozen: Frozen, id: string): Session {
  const theme = document.documentElement.dataset['theme'];
  const query = theme === undefined ? '' : `theme=${theme}`;
  return new Session({ ...thawed(scenario, frozen), id }, { query, bet: false });
}
