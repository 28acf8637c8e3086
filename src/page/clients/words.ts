import type { Act } from './acts';
import { Clients } from './clients.svelte';

const VERBS: Readonly<Record<Act['command'], string>> = {
  connect: 'connects',
  send: 'sends',
  close: 'closes',
  shutdownWrite: 'stops writing',
  reset: 'resets',
  pauseReading: 'stops reading',
  resumeReading: 'reads again',
  cut: 'is cut off',
  mend: 'is there again',
};

/** "A sends “yo”", "D connects". */
export function actText(act: Act): string {
  const line = Clients.lineOf(act);
  const what = line === null ? (act.text ?? '').slice(0, 12).trimEnd() : line;
  return `${act.client} ${VERBS[act.command]}${act.command === 'send' ? ` “${what}”` : ''}`;
}
