import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import type { Plugin, ResolvedConfig, ViteDevServer } from 'vite';
import { articlePage } from './articles.ts';
import { siteInOneFile } from './chunks.ts';
import { deeper, fill, rootAt, type Rendered } from './documents.ts';
import { buildEmbedTemplate, embeddedInDevelopment } from './embeds.ts';
import { poster } from './poster.ts';
import { notFoundPage } from './notFound.ts';
import { loadRenderers, renderersId, renderersModule, type Renderers } from './render.ts';
import { oembed, siteUrl, withSocial } from './social.ts';

/** The scenario that the landing page shows. */
const landing = 'blocked-reactor';

/** What a poster shows: a step in the middle of every story. */
const POSTER = '?step=5&theme=light';

/**
 * The addresses of the site: `./` and `./<id>/` pages, `./embed/<id>/` one file each, pages of words
 * such as `./glossary/`, `404.html`.
 * Each is rendered ahead, so its first picture needs no script. In development the server answers
 * the same addresses.
 */
export function site(): Plugin[] {
  let config: ResolvedConfig;
  return [
    renderersModule(),
    embeddedInDevelopment(),
    {
      name: 'reactor-site',
      config: ({ root = process.cwd() }) => ({
        appType: 'custom',
        build: {
          modulePreload: false,
          cssCodeSplit: false,
          rolldownOptions: {
            input: 'index.html',
            output: { codeSplitting: siteInOneFile(join(root, 'src/page/main.ts')) },
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
      closeBundle: {
        order: 'post',
        sequential: true,
        async handler(error?: Error) {
          if (error || config.command !== 'build' || config.build.ssr) return;
          await writeSite(config);
        },
      },
    },
  ];
}

async function writeSite(config: ResolvedConfig): Promise<void> {
  const { root } = config;
  const outDir = join(root, config.build.outDir);
  const renderers = await loadRenderers(root);
  const page = readFileSync(join(outDir, 'index.html'), 'utf8');
  const url = siteUrl();
  const write = (path: string, text: string): void => {
    const file = join(outDir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  for (const scenario of renderers.scenarios) {
    const { id } = scenario;
    const rendered = async (root: string): Promise<Rendered> =>
      withSocial(await renderers.renderPage(id, root), scenario, url);
    if (id === landing) write('index.html', fill(deeper(page, 0), id, await rendered(rootAt(0))));
    write(`${id}/index.html`, fill(deeper(page, 1), id, await rendered(rootAt(1))));
    const embed = await buildEmbedTemplate(root, scenario);
    write(`embed/${id}/index.html`, fill(embed, id, await renderers.renderEmbed(id)));
    write(`${id}/poster.svg`, poster(await renderers.renderEmbed(id, POSTER), embed));
    if (url) write(`${id}/oembed.json`, oembed(scenario, url));
  }
  for (const { id } of renderers.articles) {
    write(`${id}/index.html`, articlePage(root, renderers.renderArticle(id, rootAt(1))));
  }
  write('404.html', notFoundPage(renderers.scenarios, url));
  config.logger.info(`${renderers.scenarios.length} scenarios: pages, embeds and 404.html written`);
}

/** Development: a page or an embed at its address. Resolves to false if the address is neither. */
async function answer(
  server: ViteDevServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const match = /^\/(embed\/)?(?:([a-z][a-z0-9-]*)(\/?))?(?:index\.html)?$/.exec(url.pathname);
  if (!match || !isGet(request)) return false;
  const [, embed, named, slash] = match;
  if (embed && !named) return false;
  const id = named ?? landing;
  const renderers = (await server.ssrLoadModule(renderersId)) as Renderers;
  const isArticle = !embed && renderers.articles.some((article) => article.id === id);
  if (!isArticle && !renderers.scenarios.some((scenario) => scenario.id === id)) return false;
  if (named && !slash) {
    response.writeHead(301, { location: `${url.pathname}/${url.search}` }).end();
    return true;
  }
  if (isArticle) {
    send(response, 200, articlePage(server.config.root, renderers.renderArticle(id, rootAt(1))));
    return true;
  }
  const file = join(server.config.root, embed ? 'embed.html' : 'index.html');
  // Vite is told the template's own address: it looks modules up beside it.
  const template = await server.transformIndexHtml(
    embed ? '/embed.html' : '/index.html',
    readFileSync(file, 'utf8'),
  );
  const levels = embed ? 2 : named ? 1 : 0;
  const rendered = await (embed
    ? renderers.renderEmbed(id)
    : renderers.renderPage(id, rootAt(levels)));
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
