import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import type { Plugin, ResolvedConfig, ViteDevServer } from 'vite';
import { ARCHIVE, archive } from './archive.ts';
import { articlePage } from './articles.ts';
import { scriptOf, withScript } from './assets.ts';
import { sharedByPages } from './chunks.ts';
import { deeper, fill, rootAt, withStyles, type Rendered } from './documents.ts';
import { buildEmbedTemplate, embedFiles } from './embeds.ts';
import { handoutsInDevelopment } from './handouts.ts';
import { NEW_CLASS, newClassPage } from './newClass.ts';
import { writeHosts } from './hosts.ts';
import { notFoundPage, offlinePage } from './notFound.ts';
import { chunkOwners, writeWorker, type Owners } from './offline.ts';
import { courseModule, pagesInBuild, shownInDevelopment, type Pages } from './pages.ts';
import { withPolicy } from './policy.ts';
import { poster } from './poster.ts';
import { PRINT, printPage, printParts } from './print.ts';
import { openPainter, type Painter } from './previews.ts';
import { RECORDER, recorder } from './recorder.ts';
import { loadRenderers, renderersId, renderersModule, type Renderers } from './render.ts';
import { smallerChunks } from './smaller.ts';
import { thawModule } from './thaw.ts';
import { workshopModule } from './workshop.ts';
import { oembed, PREVIEW, siteUrl, withSocial, type Published } from './social.ts';

/** The scenario that the landing page shows. */
const landing = 'blocked-reactor';

/** What a poster shows: a step in the middle of every story. */
const POSTER = '?step=5&theme=light';

/** Names scenarios, with commas: the others have no page in what is built. For tests, which cannot wait for all. */
const ONLY = 'REACTOR_ONLY';

/** Asks for the pictures of link previews although the site has no address: `npm run posters`. */
const PICTURES = 'REACTOR_POSTERS';

/**
 * The addresses of the site: `./` and `./<id>/` pages, `./embed/<id>/` one file each, pages of words
 * such as `./glossary/`, `404.html`.
 * Each is rendered ahead, so its first picture needs no script. In development the server answers
 * the same addresses.
 *
 * @param owners what the site's workers, which are built apart, have noted of their chunks
 */
export function site(owners: Owners): Plugin[] {
  let config: ResolvedConfig;
  let loaded: Promise<Renderers> | undefined;
  let isWritten = false;
  const renderers = (): Promise<Renderers> => (loaded ??= loadRenderers(config.root));
  const pages: Pages = { entries: new Map(), files: new Map() };
  return [
    chunkOwners(owners),
    smallerChunks(),
    shownInDevelopment(),
    pagesInBuild(pages, landing, isWanted, renderers),
    ...courseModule(renderers),
    renderersModule(),
    handoutsInDevelopment(),
    workshopModule(),
    thawModule(),
    {
      name: 'reactor-site',
      config: () => ({
        appType: 'custom',
        build: {
          modulePreload: false,
          cssCodeSplit: false,
          rolldownOptions: {
            input: 'index.html',
            output: { codeSplitting: sharedByPages(pages.entries) },
            checks: { pluginTimings: false },
          },
        },
      }),
      configResolved(resolved) {
        config = resolved;
      },
      configureServer(server) {
        server.middlewares.use((request, response, next) => {
          answer(server, request, response).then((done) => done || next(), next);
        });
        return () => {
          server.middlewares.use((request, response, next) => {
            answerNotFound(server, request, response).then((done) => done || next(), next);
          });
        };
      },
      writeBundle() {
        isWritten = true;
      },
      closeBundle: {
        order: 'post',
        sequential: true,
        async handler(error?: Error) {
          if (error || !isWritten || config.build.ssr) return;
          await writeSite(config, await renderers(), owners, pages);
        },
      },
    },
  ];
}

async function writeSite(
  config: ResolvedConfig,
  renderers: Renderers,
  owners: Owners,
  pages: Pages,
): Promise<void> {
  const { root } = config;
  const outDir = resolve(root, config.build.outDir);
  const landingPage = withStyles(readFileSync(join(outDir, 'index.html'), 'utf8'), (path) => {
    // Every page has it inside, and nothing else asks for it.
    const file = join(outDir, path);
    const css = readFileSync(file, 'utf8');
    rmSync(file);
    return css;
  });
  const starts = new Map([...pages.files, [landing, scriptOf(landingPage)]]);
  const url = siteUrl();
  const painter = url || process.env[PICTURES] ? await painterOr(config) : undefined;
  const published: Published | undefined = url && { url, hasPictures: painter !== undefined };
  const parts = await printParts(root);
  const write = (path: string, content: string | Buffer): void => {
    const file = join(outDir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  for (const scenario of renderers.scenarios) {
    const { id } = scenario;
    if (!isWanted(id)) continue;
    const social = (path: string, rendered: Rendered): Rendered =>
      withSocial(rendered, scenario, path, published);
    const rendered = async (path: string, root: string): Promise<Rendered> => {
      const { head, body } = await renderers.renderPage(id, root);
      return social(path, { head: onDisk(root, id) + head, body });
    };
    const page = withScript(outDir, landingPage, starts.get(id)!);
    const writePage = async (path: string, levels: number): Promise<void> => {
      const html = fill(deeper(page, levels), id, await rendered(path, rootAt(levels)));
      write(`${path}index.html`, withPolicy(html, 'files'));
    };
    if (id === landing) await writePage('', 0);
    await writePage(`${id}/`, 1);
    const template = await buildEmbedTemplate(root, scenario);
    for (const { panel, path } of embedFiles(scenario)) {
      const isFirst = path === `embed/${id}/`;
      const file = isFirst ? template : await buildEmbedTemplate(root, scenario, panel);
      const embed = await renderers.renderEmbed(id, '', panel);
      const html = fill(file, id, isFirst ? social(path, embed) : embed);
      write(`${path}index.html`, withPolicy(html));
    }
    const picture = poster(await renderers.renderEmbed(id, POSTER), template);
    write(`${id}/poster.svg`, picture);
    const sources = { template, parts, siteUrl: url };
    write(`${id}/${PRINT}index.html`, await printPage(renderers, id, sources));
    if (painter) write(`${id}/${PREVIEW.file}`, await painter.paint(scenario, picture));
    if (published) write(`${id}/oembed.json`, oembed(scenario, published));
  }
  await painter?.close();
  for (const { id } of renderers.articles) {
    write(`${id}/index.html`, articlePage(root, renderers.renderArticle(id, rootAt(1))));
  }
  write(`${NEW_CLASS}index.html`, newClassPage(renderers.scenarios));
  write('404.html', notFoundPage(renderers.scenarios, url));
  write('offline.html', offlinePage(renderers.scenarios));
  await writeHosts(root, write);
  // The last three know every other file.
  const { scenarios } = renderers;
  await writeWorker(root, outDir, { scenarios, landing, owners });
  writeFileSync(join(outDir, RECORDER), recorder(root, outDir));
  writeFileSync(join(outDir, ARCHIVE), archive(outDir));
  config.logger.info(`${renderers.scenarios.length} scenarios: pages, embeds and 404.html written`);
}

const isWanted = (id: string): boolean => process.env[ONLY]?.split(',').includes(id) ?? true;

/** A page that is opened as a file may load no script: its embed, which has its own inside, takes its place. */
function onDisk(root: string, id: string): string {
  const embed = `${root}embed/${id}/index.html`;
  return `<script>if(location.protocol==='file:')location.replace('${embed}'+location.search)</script>`;
}

/** A painter; without one, says in one line what the site will lack. */
async function painterOr(config: ResolvedConfig): Promise<Painter | undefined> {
  const painter = await openPainter();
  if (typeof painter !== 'string') return painter;
  config.logger.warn(`Pictures of link previews (${PREVIEW.file}) are left out: ${painter}.`);
  return undefined;
}

/** Development: a page or an embed at its address. Resolves to false if the address is neither. */
async function answer(
  server: ViteDevServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const match =
    /^\/(embed\/)?(?:([a-z][a-z0-9-]*)(\/?))?(?:(timeline|machine|code)\/)?(?:index\.html)?$/.exec(
      url.pathname,
    );
  if (!match || !isGet(request)) return false;
  const [, embed, named, slash, panel] = match;
  if (embed && !named) return false;
  const id = named ?? landing;
  const renderers = (await server.ssrLoadModule(renderersId)) as Renderers;
  const isArticle = !embed && renderers.articles.some((article) => article.id === id);
  const scenario = renderers.scenarios.find((scenario) => scenario.id === id);
  if (!isArticle && !scenario) return false;
  if (named && !slash) {
    response.writeHead(301, { location: `${url.pathname}/${url.search}` }).end();
    return true;
  }
  const { root } = server.config;
  if (embed && scenario) {
    // One file, as in `dist/`: it is made anew each time that it is asked for.
    const files = embedFiles(scenario);
    const { panel: shown } = files.find((file) => file.panel === panel) ?? files[0]!;
    const template = await buildEmbedTemplate(root, scenario, shown);
    const html = fill(template, id, await renderers.renderEmbed(id, '', shown));
    send(response, 200, withPolicy(html));
    return true;
  }
  if (isArticle) {
    send(response, 200, articlePage(root, renderers.renderArticle(id, rootAt(1))));
    return true;
  }
  const html = readFileSync(join(root, 'index.html'), 'utf8');
  // Vite is told the template's own address: it looks modules up beside it.
  const template = await server.transformIndexHtml('/index.html', html);
  const levels = named ? 1 : 0;
  const rendered = await renderers.renderPage(id, rootAt(levels));
  send(response, 200, fill(deeper(template, levels), id, rendered));
  return true;
}

async function answerNotFound(
  server: ViteDevServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (!isGet(request)) return false;
  const renderers = (await server.ssrLoadModule(renderersId)) as Renderers;
  send(response, 404, notFoundPage(renderers.scenarios, undefined));
  return true;
}

function isGet(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
}
