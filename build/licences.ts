import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { wheelsFolder } from '../scripts/workshop/packs.mjs';

/** Packages of the editor and what they bring: each has its licence beside it. */
const EDITOR = [
  ...['autocomplete', 'commands', 'lang-python', 'language', 'lint', 'state', 'view'].map(
    (name) => `@codemirror/${name}`,
  ),
  ...['common', 'highlight', 'lr', 'python'].map((name) => `@lezer/${name}`),
  ...['@marijn/find-cluster-break', 'crelt', 'style-mod', 'w3c-keyname'],
];

/** What comes without the text of its licence, and where its source is. */
const NAMED = `Pyodide
Mozilla Public License 2.0: https://www.mozilla.org/MPL/2.0/
Source: https://github.com/pyodide/pyodide

CPython, and its standard library
Python Software Foundation License Version 2: https://docs.python.org/3/license.html
Source: https://github.com/python/cpython
`;

/** The licences of all that the workshop loads, as one text. */
export function licences(root: string): string {
  const found: [name: string, text: string][] = [];
  for (const name of EDITOR) {
    const folder = join(root, 'node_modules', name);
    const file = existsSync(folder) && readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    if (file) found.push([name, readFileSync(join(folder, file), 'utf8')]);
  }
  const wheels = wheelsFolder();
  for (const wheel of readdirSync(wheels).sort()) {
    const isLicence = ({ name }: { name: string }): boolean =>
      /\.dist-info\/(.*\/)?(licen[cs]e|copying)[^/]*$/i.test(name);
    const files = unzipSync(readFileSync(join(wheels, wheel)), { filter: isLicence });
    const texts = Object.values(files).map((data) => strFromU8(data));
    found.push([wheel.split('-').slice(0, 2).join(' '), texts.join('\n')]);
  }
  const rule = '-'.repeat(72);
  return [NAMED, ...found.map(([name, text]) => `${rule}\n${name}\n\n${text.trim()}\n`)].join('\n');
}
