import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** An empty folder of one build's own: builds may run side by side. Whoever asks for it removes it. */
export function workFolder(root: string, name: string): string {
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(join(cache, `${name}-`));
}
