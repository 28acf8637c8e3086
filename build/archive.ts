import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { filesBelow } from './files.ts';

/** The site as one file, at its root: to carry it where there is no network. */
export const ARCHIVE = 'inside-the-reactor.zip';

const readMe = `Inside the reactor, for where there is no network.

On a slide: open embed/<scenario>/index.html in a browser, or frame it. Each is one
file with everything in it, and runs from any folder.

The whole site: serve this folder with any static server, for example
    python3 -m http.server 8000
and open http://localhost:8000/. A page that is opened as a file shows its embed:
browsers load the page's own script from a server only.
`.replace(/\n/g, '\r\n');

/** A zip archive of a folder. Equal files give equal bytes, whenever and wherever it is made. */
export function archive(folder: string): Uint8Array {
  // A zip has the time of day where it was made, without a zone: this date is the same everywhere.
  const mtime = new Date(2000, 0, 1);
  const files: Zippable = { 'README.txt': [strToU8(readMe), { mtime }] };
  for (const path of filesBelow(folder)) {
    // Pictures and what the workshop loads are compressed already.
    const level = /\.(png|bin)$/.test(path) ? 0 : 9;
    if (path !== ARCHIVE) files[path] = [readFileSync(join(folder, path)), { level, mtime }];
  }
  return zipSync(files);
}
