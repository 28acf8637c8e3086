import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the files below a folder, relative to it, with slashes, in the same order everywhere. */
export function filesBelow(folder: string): string[] {
  const found: string[] = [];
  const visit = (path: string): void => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) visit(inner);
      else found.push(inner);
    }
  };
  visit('');
  return found.sort();
}
