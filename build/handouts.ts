import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin, ViteDevServer } from 'vite';
import { buildEmbedTemplate } from './embeds.ts';
import { NEW_CLASS, newClassPage } from './newClass.ts';
import { PRINT, printPage, printParts } from './print.ts';
import { renderersId, type Renderers } from './render.ts';

/** Answers the teacher's pages in development: what is printed, and what makes a course new. */
export function handoutsInDevelopment(): Plugin {
  return {
    name: 'reactor-handouts',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        answer(server, request, response).then((done) => done || next(), next);
      });
    },
  };
}

async function answer(
  server: ViteDevServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const [id = '', rest] = pathname.slice(1).split(/\/(.*)/s);
  const isNewClass = pathname === `/${NEW_CLASS}`;
  if (request.method !== 'GET' || (rest !== PRINT && !isNewClass)) return false;
  const renderers = (await server.ssrLoadModule(renderersId)) as Renderers;
  const scenario = renderers.scenarios.find((one) => one.id === id);
  if (!isNewClass && scenario === undefined) return false;
  const { root } = server.config;
  const html =
    scenario === undefined
      ? newClassPage(renderers.scenarios)
      : await printPage(renderers, id, {
          template: await buildEmbedTemplate(root, scenario),
          parts: await printParts(root),
          siteUrl: undefined,
        });
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  return true;
}
