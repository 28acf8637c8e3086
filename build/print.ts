import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { escapeAttribute } from './documents.ts';
import { withPolicy } from './policy.ts';
import { poster } from './poster.ts';
import type { Renderers } from './render.ts';

/** Where a scenario's page to print is, below the scenario's own. */
export const PRINT = 'print/';

/** What the page to print looks like. */
const styles = ['src/stage/theme.css', 'src/page/print/print.css'];

/** The parts of every page to print that are the same: made once. */
export interface PrintParts {
  style: string;
  /** Text of a classic script. */
  script: string;
}

/** Builds the script of the pages to print: it prints, and where the site has no address, finds the lesson's. */
export async function printParts(projectRoot: string): Promise<PrintParts> {
  const built = await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: join(projectRoot, 'src/page/print/inBrowser.ts'),
        output: { format: 'iife' },
      },
    },
  });
  const [chunk] = (built as { output: { code?: string }[] }).output;
  const style = styles
    .map((path) => readFileSync(join(projectRoot, path), 'utf8'))
    .join('')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n');
  return { style, script: (chunk?.code ?? '').trim().replace(/<\/(script)/gi, '<\\/$1') };
}

/** What a page to print is made of besides its scenario. */
export interface PrintSources {
  /** The embed's file, which carries the style of the pictures. */
  template: string;
  parts: PrintParts;
  /** The site's address, if it is known. */
  siteUrl: URL | undefined;
}

/** The HTML of a scenario's page to print. It loads nothing: pictures, style and script are in it. */
export async function printPage(
  renderers: Pick<Renderers, 'renderEmbed' | 'printed'>,
  scenarioId: string,
  { template, parts: { style, script }, siteUrl }: PrintSources,
): Promise<string> {
  const printed = await renderers.printed(scenarioId);
  const pictures = await Promise.all(
    printed.steps.map(async ({ query, panel }) =>
      asAddress(poster(await renderers.renderEmbed(scenarioId, query, panel), template)),
    ),
  );
  const address = siteUrl ? new URL(`${scenarioId}/`, siteUrl).href : null;
  const { head, body } = printed.page(pictures, address);
  return withPolicy(`<!doctype html>
<html lang="en" data-theme="light" data-scenario="${escapeAttribute(scenarioId)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
${head}
<style>${style}</style>
</head>
<body>
${body}
<script>${script}</script>
</body>
</html>
`);
}

/** A picture as an address. Its theme is that of paper, whatever the system's is. */
function asAddress(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg.replace('<svg', '<svg data-theme="light"'))}`;
}
