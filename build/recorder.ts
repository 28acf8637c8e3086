import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { filesBelow } from './files.ts';

/** The recorder as one file that Python runs: `python inside_the_reactor.pyz record -- server.py`. */
export const RECORDER = 'inside_the_reactor.pyz';

const PACKAGE = 'inside_the_reactor';
const main = `from ${PACKAGE}.command import main\n\nif __name__ == "__main__":\n    main()\n`;

/**
 * The package of `python/recorder` as a zip archive that Python runs, with the page that its `open` serves: what the
 * first page of the site in `outDir` loads. Equal files give equal bytes.
 */
export function recorder(root: string, outDir: string): Uint8Array {
  const mtime = new Date(2000, 0, 1);
  const files: Zippable = { '__main__.py': [strToU8(main), { mtime }] };
  const add = (path: string, file: string): void => {
    files[`${PACKAGE}/${path}`] = [readFileSync(file), { level: 9, mtime }];
  };
  const source = join(root, 'python', 'recorder', PACKAGE);
  for (const path of filesBelow(source)) {
    if (path.endsWith('.py')) add(path, join(source, path));
  }
  add('site/index.html', join(outDir, 'index.html'));
  for (const path of filesBelow(join(outDir, 'assets'))) {
    // The page of a recording edits no server: Python and Twisted would be most of the file.
    if (path.startsWith('workshop-') && !path.endsWith('.js')) continue;
    add(`site/assets/${path}`, join(outDir, 'assets', path));
  }
  return zipSync(files);
}
