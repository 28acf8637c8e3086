// The example decks, with the slide tools that they are for: built, and served beside the site.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { root, setUp } from '../setup.mjs';
import { fileFor, types } from './serve.mjs';

/** Where the decks say that the site is. */
export const PLACEHOLDER = 'https://reactor.example/';

const examples = join(root, 'examples');
/** The slide tools are a package of their own: they are large, and only the decks need them. */
const tools = join(root, 'tests', 'decks');
const modules = join(tools, 'node_modules');
const cache = join(root, '.cache', 'decks');

/** How a deck that is not HTML yet becomes so. @type {Record<string, (out: string) => string[]>} */
const makers = {
  marp: (out) => [
    join(modules, '@marp-team/marp-cli/marp-cli.js'),
    ...['--no-stdin', '--html', join(cache, 'source', 'marp', 'slides.md')],
    ...['--output', join(out, 'index.html')],
  ],
  slidev: (out) => [
    join(modules, '@slidev/cli/bin/slidev.mjs'),
    ...['build', join(cache, 'source', 'slidev', 'slides.md'), '--base', './', '--out', out],
  ],
};

/** @type {Map<string, Promise<string>>} */
const made = new Map();

/**
 * Installs the slide tools where that is due, and builds a deck unless its files are those of the
 * last time.
 * @param {string} deck a folder of `examples/`
 * @returns {Promise<string>} the folder of the built deck
 * @throws Error with what the tool said
 */
export function deckFolder(deck) {
  let folder = made.get(deck);
  if (!folder) {
    folder = make(deck);
    made.set(deck, folder);
  }
  return folder;
}

/** @param {string} deck */
async function make(deck) {
  // Slidev asks nothing of the scripts that its packages would run on being installed.
  setUp({ folder: tools, flags: ['--ignore-scripts'] });
  const source = join(examples, deck);
  const maker = makers[deck];
  if (!maker) return source;
  const out = join(cache, deck);
  const stamp = join(cache, `${deck}.stamp`);
  const digest = digestOf(source, join(tools, 'package-lock.json'));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return out;
  // A copy, so that what a tool leaves beside its deck stays out of the project's own files.
  const copy = join(cache, 'source', deck);
  for (const folder of [copy, out]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  cpSync(source, copy, { recursive: true });
  // Version 66.10.5 of UnoCSS writes a rule that the minifier of Slidev's Vite refuses.
  const quirk = 'export default { build: { cssMinify: false } };\n';
  if (deck === 'slidev') writeFileSync(join(copy, 'vite.config.js'), quirk);
  await run(maker(out));
  writeFileSync(stamp, digest);
  return out;
}

/** @param {string[]} paths of files and folders @returns {string} changes when a byte in them does */
function digestOf(...paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    if (statSync(path).isDirectory()) {
      const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
      for (const name of names) {
        const file = join(path, name);
        if (statSync(file).isFile()) hash.update(name).update(readFileSync(file));
      }
    } else hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** @param {string[]} args of Node */
function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: tools,
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(undefined) : reject(new Error(said))));
  });
}

/** The decks that there are. */
export const decks = ['reveal', 'slidev', 'marp', 'plain'];

/**
 * Serves the site in `dist/` and the decks beside it: `/decks/same/<deck>/` with embeds from this
 * very server, `/decks/other/<deck>/` with embeds from another.
 * @param {{ port: number, other: string }} options other: where the site is besides, with a slash
 * @returns {Promise<import('node:http').Server>} listening at 127.0.0.1
 */
export function serveDecks({ port, other }) {
  const here = `http://127.0.0.1:${port}/`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', here);
    answer(pathname, { same: here, other }).then(
      ({ status, type, body, location }) => {
        response.writeHead(status, {
          'cache-control': pathname.includes('/assets/')
            ? 'max-age=31536000, immutable'
            : 'no-cache',
          ...(type && { 'content-type': type }),
          ...(location && { location }),
        });
        response.end(body);
      },
      (error) => {
        response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
      },
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/**
 * @param {string} pathname
 * @param {Record<string, string>} sites what takes the placeholder's place
 * @returns {Promise<{ status: number, type?: string, body?: string | Buffer, location?: string }>}
 */
async function answer(pathname, sites) {
  const [, which = '', deck = '', rest = ''] =
    /^\/decks\/(\w+)\/(\w+)(\/.*)?$/.exec(pathname) ?? [];
  const site = sites[which];
  const isDeck = site !== undefined && decks.includes(deck);
  const file = isDeck ? await deckFile(deck, rest) : fileFor(join(root, 'dist'), '/', pathname);
  if (file === 'add a slash') return { status: 301, location: `${pathname}/` };
  if (!file) return { status: 404, type: 'text/plain', body: 'not found\n' };
  const type = types[extname(file)] ?? 'application/octet-stream';
  const body = readFileSync(file);
  if (!isDeck || !/html|javascript|json/.test(type)) return { status: 200, type, body };
  return { status: 200, type, body: body.toString('utf8').replaceAll(PLACEHOLDER, site) };
}

/** @param {string} deck @param {string} path with a slash before it */
async function deckFile(deck, path) {
  if (!path) return 'add a slash';
  const folder = await deckFolder(deck);
  const inReveal = deck === 'reveal' && path.startsWith('/dist/');
  return fileFor(inReveal ? join(modules, 'reveal.js') : folder, '/', path);
}
