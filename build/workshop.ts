import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { PACKS, packsFolder, pyodide } from '../scripts/workshop/packs.mjs';
import { licences } from './licences.ts';
import { classicScript } from './script.ts';
import { virtualModule } from './virtual.ts';

const id = 'virtual:workshop';
/** Where the development server has the files. */
const inDevelopment = '/@workshop/';
/** The folder of the workshop's own scripts. */
const ENGINE = 'src/page/workshop/engine';

/** The packages of the editor. */
const EDITOR = [
  ...['commands', 'lang-python', 'language', 'lint', 'state', 'view'].map(
    (name) => `@codemirror/${name}`,
  ),
  '@lezer/highlight',
];

/** What the workshop loads when it is asked for. */
interface WorkshopFiles {
  /** The frame in which programs run, a document. */
  frame: string;
  /** The licences of all of it, a text. */
  licences: string;
  /** What goes into it, each compressed as a whole: a host need not know how to. */
  files: { name: string; sizeBytes: number; data: Buffer }[];
}

/** Makes them, with what `packs.mjs` keeps. @throws Error where Twisted is not to be had */
async function workshopFiles(root: string, say: (line: string) => void): Promise<WorkshopFiles> {
  const packs = packsFolder(say);
  const found: Record<string, Buffer> = {};
  for (const name of ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm']) {
    found[name] = readFileSync(join(pyodide, name));
  }
  for (const name of PACKS) found[name] = readFileSync(join(packs, name));
  found['worker.js'] = Buffer.from(await script(root, 'worker.ts'));
  const files = Object.entries(found).map(([name, data]) => ({
    name,
    sizeBytes: data.length,
    data: gzipSync(data, { level: 9 }),
  }));
  return { frame: frameDocument(await script(root, 'frame.ts')), licences: licences(root), files };
}

/** One of the scripts as a classic one, with everything in it; what is imported in there is an address that is known there only. */
const script = (root: string, name: string): Promise<string> =>
  classicScript(root, join(root, ENGINE, name), (source) => source.startsWith('blob:'));

/**
 * The frame's document. Its script may start workers from blobs, and they may compile WebAssembly and import blobs; nothing
 * is fetched, drawn or sent. `sandbox` is the page's to say: it takes the frame's origin away.
 */
function frameDocument(code: string): string {
  const hash = createHash('sha256').update(code, 'utf8').digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}' blob: 'wasm-unsafe-eval'`,
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join(';');
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<title>Python</title></head><body><script>${code}</script></body></html>`,
  ].join('');
}

/** The module that says what there is to load, and where; in development it makes it, when it is first asked for. */
export function workshopModule(): Plugin {
  let root: string;
  let isServed = false;
  let making: Promise<WorkshopFiles> | undefined;
  const files = (): Promise<WorkshopFiles> =>
    (making ??= workshopFiles(root, (line) => console.log(line)));
  return {
    ...virtualModule(id, () => ''),
    // What is found when Edit is pressed would have the development server load the page anew.
    config: () => ({ optimizeDeps: { include: EDITOR } }),
    configResolved(config) {
      root = config.root;
      isServed = config.command === 'serve';
    },
    async load(wanted) {
      if (wanted !== `\0${id}`) return undefined;
      const made = await files();
      if (isServed) {
        // Tests load it, too, where there is no page.
        const page = "globalThis.location?.href ?? 'http://localhost/'";
        const at = `new URL('${inDevelopment}', ${page}).href`;
        return moduleText(at, 'frame.html', 'licences.txt', made.files);
      }
      const put = (name: string, source: string | Buffer): string => {
        const hash = createHash('sha256').update(source).digest('hex').slice(0, 8);
        const file = `workshop-${name.replace(/(\.\w+)$/, `-${hash}$1`)}`;
        this.emitFile({ type: 'asset', fileName: `assets/${file}`, source });
        return file;
      };
      const named = made.files.map((one) => ({
        ...one,
        file: put(`${one.name.replaceAll('.', '-')}.bin`, one.data),
      }));
      const at = "new URL('./', import.meta.url).href";
      const frame = put('frame.html', made.frame);
      return moduleText(at, frame, put('licences.txt', made.licences), named);
    },
    configureServer(server) {
      server.middlewares.use(inDevelopment, (request, response, next) => {
        files().then(({ frame, licences, files: all }) => {
          const name = request.url?.replace(/^\/|\?.*$/g, '');
          const found = all.find((one) => one.name === name);
          if (name === 'frame.html') {
            response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(frame);
          } else if (name === 'licences.txt') {
            response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(licences);
          } else if (found) response.end(found.data);
          else next();
        }, next);
      });
    },
  };
}

function moduleText(
  at: string,
  frame: string,
  licences: string,
  files: readonly { name: string; file?: string; sizeBytes: number; data: Buffer }[],
): string {
  const list = files.map(({ name, file = name, sizeBytes, data }) => ({
    name,
    file,
    sizeBytes,
    loadedBytes: data.length,
  }));
  return [
    `export const at = ${at};`,
    `export const frame = ${JSON.stringify(frame)};`,
    `export const licences = ${JSON.stringify(licences)};`,
    `export const files = ${JSON.stringify(list)};`,
    `export const twisted = ${JSON.stringify(twistedVersion())};`,
  ].join('\n');
}

/** The version of Twisted that runs in a page. */
function twistedVersion(): string {
  const list = readFileSync(new URL('../scripts/python/pure.txt', import.meta.url), 'utf8');
  return /^twisted==(\S+)/m.exec(list)![1]!;
}

/** The same where nothing is loaded: pages are rendered ahead without it. */
export function noWorkshop(): Plugin {
  return virtualModule(
    id,
    () => "export const at = '', frame = '', licences = '', files = [], twisted = '';",
  );
}
